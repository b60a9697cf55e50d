"""Sound that is lost and comes back: the person is told, staff are told, and untold."""

import os

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pod import desk
from pod.app.qt import application
from pod.app.window import build
from pod.script import Card, Choice
from pod.settings import Sound
from pod.ui.common.link import Link
from pod.ui.common.said import Ears
from pod.ui.common.voice import Voice
from pod.ui.kiosk.activity_page import activity_page
from pod.ui.kiosk.moments import PausedScreen
from pod.ui.kiosk.stage import PageMaker
from pod.ui.voice.live import Programs
from pod.ui.voice.outputs import Outputs
from pod.values import Press
from tests.ui.jacks import JackOf
from tests.ui.soundcards import LOUD, heard_at, sound_cards


@pytest.fixture
def card(tmp_path):
    """A sound card that tells of its jack, with headphones in it."""
    card = JackOf(tmp_path)
    card.plug(plugged=True)
    return card


@pytest.fixture
def window(inside, clock, card):
    """The real window, voice and core, on the locked page."""
    application(offscreen=True)
    link = Link(inside.core.answer, inside.core.take)
    outputs = Outputs(Sound(speaker=LOUD, headphones=LOUD))
    voice = Voice(outputs, None, Programs(mixer=str(card.mixer)), card.cards)
    window = build(inside.settings, link, (clock, clock), voice)
    window.frame.show()
    window.kiosk.start()
    yield window
    window.kiosk.stage.watch.close()
    voice.close()
    link.close()
    window.frame.hide()
    window.frame.deleteLater()


@pytest.fixture
def notices(inside):
    return lambda: inside.core.answer(desk.Glance()).notices


def test_a_machine_without_sound_says_so_and_staff_know_until_it_is_back(
    qtbot, window, notices, tmp_path, monkeypatch
):
    stage = window.kiosk.stage
    qtbot.waitUntil(lambda: stage.page() is not None)
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    stage.hear()
    qtbot.waitUntil(lambda: "no_voice" in notices())
    assert "No sound" in stage.frame._notice.text()
    cards = sound_cards(tmp_path, monkeypatch)
    stage.hear()
    qtbot.waitUntil(lambda: "no_voice" not in notices())
    assert stage.frame._notice.text() == ""
    assert heard_at(cards, LOUD) > 0.1


def finger_on(window, id_):
    frame = window.frame
    where = (frame.screen_shown.targets() | frame.targets())[id_].center()
    widget = frame.childAt(where)
    spot = widget.mapFrom(frame, where)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot)


def test_any_finger_is_quiet_at_once_and_the_quiet_key_does_not_begin_again(
    qtbot, window, tmp_path, monkeypatch
):
    stage = window.kiosk.stage
    qtbot.waitUntil(lambda: stage.page() is not None)
    sound_cards(tmp_path, monkeypatch)
    stage.hear()
    qtbot.waitUntil(lambda: stage.aloud.busy)
    QTest.mousePress(stage.screen, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not stage.aloud.busy
    stage.hear()
    qtbot.waitUntil(lambda: stage.aloud.busy)
    finger_on(window, "hear")
    assert not stage.aloud.busy


def test_the_bar_offers_quiet_while_it_reads_and_a_press_is_quiet(
    qtbot, window, tmp_path, monkeypatch
):
    stage = window.kiosk.stage
    qtbot.waitUntil(lambda: stage.page() is not None)
    sound_cards(tmp_path, monkeypatch)
    stage.hear()
    hear = stage.frame._bar.keys["hear"]
    qtbot.waitUntil(lambda: hear.text().startswith("Quiet"))
    stage.hear()
    assert hear.text().startswith("Hear again")
    assert not stage.aloud.busy


@pytest.fixture
def trying(qtbot, window, tmp_path, monkeypatch):
    """Somebody who tries their headphones at the real window, with real tones."""
    stage = window.kiosk.stage
    qtbot.waitUntil(lambda: stage.page() is not None)
    sound_cards(tmp_path, monkeypatch)
    stage.start_over(
        PageMaker(
            make=lambda: PausedScreen(stage.look, stage.text, "10:40", "cy"),
            then=lambda _way: None,
        )
    )
    stage.aloud.tried.emit()
    return window


def by_box(window, clock, button):
    clock.advance(1000)
    window.kiosk.take(Press(button=button, at_ms=clock.now_ms()))


def by_keyboard(window, clock, key):
    clock.advance(1000)
    QTest.keyClick(window.frame, key)


def test_headphones_are_tried_by_box_keyboard_and_finger_and_staff_know_what_came(
    qtbot, trying, notices, clock
):
    stage = trying.kiosk.stage
    clock.advance(1000)
    finger_on(trying, "heard")
    qtbot.waitUntil(lambda: stage.screen.name == "ears-right")
    qtbot.waitUntil(lambda: stage.screen.waves)
    by_keyboard(trying, clock, Qt.Key.Key_Right)
    assert not stage.screen.waves
    by_keyboard(trying, clock, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stage.screen.name == "ears-silent-right")
    qtbot.waitUntil(lambda: "headphones" in notices())
    by_box(trying, clock, "right")
    by_box(trying, clock, "right")
    by_box(trying, clock, "choose")
    qtbot.waitUntil(lambda: stage.screen.name == "ears-left")
    for name in ("ears-right", "ears-heard", "paused"):
        by_box(trying, clock, "next")
        qtbot.waitUntil(lambda name=name: stage.screen.name == name)
    qtbot.waitUntil(lambda: "headphones" not in notices())


def test_a_pause_in_the_middle_comes_back_to_the_same_ear(qtbot, trying, clock):
    stage = trying.kiosk.stage
    by_box(trying, clock, "next")
    qtbot.waitUntil(lambda: stage.screen.name == "ears-right")
    by_box(trying, clock, "stop")
    qtbot.waitUntil(lambda: stage.screen.name == "paused")
    by_box(trying, clock, "stop")
    qtbot.waitUntil(lambda: stage.screen.name == "ears-right")


RESULT = Card(
    title="You let squares go by, again and again, for a good long while today.",
    choices=(Choice(id="next", words="Next", main=True),),
)


def test_headphones_that_come_out_stop_a_result_and_the_page_says_so_calmly(
    qtbot, trying, card, clock
):
    stage = trying.kiosk.stage

    def make():
        page = activity_page(stage, RESULT)
        page.ears = Ears(words=True)
        return page

    stage.voice.outputs.chosen = "headphones"
    stage.start_over(PageMaker(make=make, then=lambda _way: None))
    qtbot.waitUntil(lambda: stage.aloud.busy)
    card.plug(plugged=False)
    qtbot.waitUntil(lambda: stage.screen.name == "ears-out")
    assert "The headphones are out." in stage.screen.sentences()
    stage.voice.stop()
    by_box(trying, clock, "next")
    qtbot.waitUntil(lambda: stage.screen.name != "ears-out")
    assert "You let squares go by" in stage.screen.sentences()[0]
    assert not stage.aloud.busy
