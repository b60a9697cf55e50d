"""What a screen reader finds on every screen: names, and what each thing is."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleActionInterface

from pod.settings import LANGUAGES
from pod.ui.common.look import Look
from pod.ui.gallery import every_exhibit, framed
from pod.ui.kiosk.frame import Frame
from tests.ui.measuring import PANEL

Role = QAccessible.Role
PRESS = QAccessibleActionInterface.pressAction()
ROLES = {Role.Button, Role.StaticText}
GROUPS = {Role.Client}
"""What only holds other things; a screen reader walks through it."""


class Found:
    """One thing in view as a screen reader is told of it."""

    def __init__(self, page, asked):
        state, actions = asked.state(), asked.actionInterface()
        self.page, self.what = page, type(asked.object()).__name__
        self.name = asked.text(QAccessible.Text.Name)
        self.role = asked.role()
        self.is_window = isinstance(asked.object(), Frame)
        self.takes_keys = bool(state.focusable)
        self.presses = actions is not None and PRESS in actions.actionNames()

    def __repr__(self):
        return f"{self.page}: {self.what} {self.role.name} {self.name!r}"


ORIGINAL, *OTHERS = LANGUAGES
SPOKEN = [ORIGINAL, *(pytest.param(one, marks=pytest.mark.proof) for one in OTHERS)]
"""What a thing is does not hang on the language: the others are a matter of proof."""


@pytest.fixture(scope="module", params=SPOKEN)
def found(request, qapp):
    """Everything in view on every screen of the gallery."""
    assert qapp is not None
    look, seen = Look("cream", "standard", PANEL), []
    for one in every_exhibit(look, request.param):
        frame = framed(one, look, request.param)
        frame.show()
        tree = in_view(QAccessible.queryAccessibleInterface(frame))
        seen.extend(Found(one.name, asked) for asked in tree)
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(frame, QEvent.Type.DeferredDelete)
    return seen


def in_view(asked):
    """Walk the tree from a window on, past what is hidden."""
    if asked.state().invisible:
        return
    yield asked
    for number in range(asked.childCount()):
        yield from in_view(asked.child(number))


def test_all_that_can_be_pressed_is_a_button_with_a_name(found):
    pressed = [one for one in found if one.presses]
    assert len(pressed) > 500
    assert not [one for one in pressed if one.role != Role.Button or not one.name]


def test_all_that_takes_keys_has_a_name(found):
    taking = [one for one in found if one.takes_keys]
    assert taking
    assert not [one for one in taking if not one.name]


def test_all_else_is_words_or_holds_them(found):
    """An empty line says nothing to anybody; whatever else there is has a role."""
    assert not [one for one in found if one.role not in ROLES | GROUPS]
    groups = [one for one in found if one.role in GROUPS]
    assert not [one for one in groups if one.presses]
    assert not [one for one in groups if one.takes_keys and not one.is_window]


def test_no_two_keys_of_a_page_have_the_same_name(found):
    keys = sorted((one.page, one.name) for one in found if one.presses)
    assert not [one for one, other in pairwise(keys) if one == other]


def test_a_key_without_a_name_would_be_found(qapp):
    """The walk itself can fail."""
    assert qapp is not None
    look = Look("cream", "standard", PANEL)
    frame = framed(next(every_exhibit(look, "en")), look, "en")
    frame.show()
    frame._bar.keys["help"].setAccessibleName("")
    frame._bar.keys["help"].setText("")
    tree = in_view(QAccessible.queryAccessibleInterface(frame))
    nameless = [one for one in (Found("", asked) for asked in tree) if not one.name]
    assert any(one.presses for one in nameless)
    frame.deleteLater()
