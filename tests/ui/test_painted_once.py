"""What a page paints again: what changed, all of it, and nothing beside it."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.staff.code import CodeScreen
from pod.ui.staff.pads import DOTS_MOST


class Painted(QObject):
    """Knows which keys were painted since it was asked last."""

    def __init__(self, keys):
        super().__init__()
        self.keys, self._seen = keys, set()
        for key in keys:
            key.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self._seen.add(watched.id)
        return False

    def now(self):
        QApplication.processEvents()
        seen, self._seen = self._seen, set()
        return seen


@pytest.fixture
def painted(put):
    """Show a page with all its keys painted; return what tells which are again."""

    def show(page):
        put(page)
        watch = Painted(page.findChildren(Key))
        assert watch.now()
        return watch

    return show


def on_the_glass(frame):
    return frame.screen().grabWindow(frame.winId()).toImage()


def test_a_sign_of_a_code_paints_its_dot_and_no_other_key(painted, frame, look, text):
    page = CodeScreen(look, text)
    watch = painted(page)
    before = on_the_glass(frame)
    page.activated("1")
    assert watch.now() == {"clear"}, "it can be cleared now"
    page.activated("2")
    assert watch.now() == set()
    assert on_the_glass(frame) != before
    assert on_the_glass(frame) == frame.grab().toImage()


def test_every_sign_of_a_long_passphrase_has_its_dot_on_the_glass(
    painted, frame, look, text
):
    page = CodeScreen(look, text, new="phrase")
    painted(page)
    for _ in range(DOTS_MOST):
        page.activated("a")
        QApplication.processEvents()
        assert on_the_glass(frame) == frame.grab().toImage()


def test_a_picture_that_was_tapped_paints_its_dot_alone(painted, frame, look, text):
    page = PicturesScreen(look, text, choosing=False)
    watch = painted(page)
    before = on_the_glass(frame)
    page.activated("boat")
    assert watch.now() == set()
    assert on_the_glass(frame) != before
    assert on_the_glass(frame) == frame.grab().toImage()


def test_a_key_that_is_told_what_it_is_already_is_not_painted(painted, look, text):
    page = CodeScreen(look, text)
    watch = painted(page)
    for key in watch.keys:
        key.reface(key.face)
        key.choose(on=False)
        key.light(on=False)
        key.mute(on=False)
    assert watch.now() == set()
    one = next(key for key in watch.keys if key.id == "1")
    one.reface(Face(words="?"))
    assert watch.now() == {"1"}
