"""Sound that is lost and comes back: the person is told, staff are told, and untold."""

import os

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pod import desk
from pod.app.window import application, build
from pod.settings import Sound
from pod.ui.common.link import Link
from pod.ui.common.voice import Voice
from pod.ui.voice.outputs import Outputs
from tests.ui.soundcards import LOUD, heard_at, sound_cards


@pytest.fixture
def window(inside, clock):
    """The real window, voice and core, on the locked page."""
    application(offscreen=True)
    link = Link(inside.core.answer, inside.core.take)
    voice = Voice(Outputs(Sound(speaker=LOUD, headphones=LOUD)))
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
