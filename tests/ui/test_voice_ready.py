"""`pod check` says whether the pod can be heard, and why not."""

import os
from time import monotonic

import pytest

from pod.settings import Settings, Sound
from pod.ui.voice import ready
from pod.ui.voice.live import Programs
from tests.ui.soundcards import EARS, LOUD, sound_cards

NAMES = ("English", "Cymraeg")


def heard(programs=None, voice=True, **sound):
    settings = Settings(pod="pod01", site="Test", voice=voice, sound=Sound(**sound))
    return ready.heard(settings, programs)


@pytest.fixture
def cards(tmp_path, monkeypatch):
    return sound_cards(tmp_path, monkeypatch)


def test_a_pod_whose_outputs_answer_can_be_heard_and_makes_no_sound(cards):
    assert heard(speaker=LOUD, headphones=EARS) == ready.HEARD
    assert set(cards[LOUD].read_bytes()) == {0}


@pytest.mark.usefixtures("cards")
def test_an_output_that_is_not_there_is_named():
    told = heard(speaker=LOUD, headphones="nowhere")
    assert told == "The output nowhere is not there, or is in use."
    assert heard(speaker="", headphones="") == "pod.toml names no output."


def test_a_machine_without_a_sound_card_says_so(monkeypatch):
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    assert "default is not there" in heard()


def test_a_missing_program_is_named():
    told = heard(Programs(live="no-such-voice", player="no-such-player"))
    assert told == "no-such-voice is not installed. no-such-player is not installed."
    assert heard(voice=False) == "switched off in pod.toml"


def test_an_output_that_hangs_is_not_waited_for_for_long(tmp_path, monkeypatch):
    stuck = tmp_path / "player"
    stuck.write_text("#!/bin/sh\nexec sleep 60\n")
    stuck.chmod(0o755)
    monkeypatch.setattr(ready, "TRIED_S", 0.2)
    began = monotonic()
    assert "in use" in heard(Programs(player=str(stuck)))
    assert monotonic() - began < 5


@pytest.mark.usefixtures("cards")
def test_a_voice_that_is_installed_but_does_not_speak_a_language_is_named(tmp_path):
    half = tmp_path / "half-a-voice"
    half.write_text('#!/bin/sh\n[ "$2" = cy ] && exit 1\nexec espeak-ng "$@"\n')
    half.chmod(0o755)
    told = heard(Programs(live=str(half)), speaker=LOUD, headphones=EARS)
    assert told == f"{half} cannot speak Cymraeg."


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize("brings", ["true", "echo no sound at all", "false"])
def test_a_voice_that_brings_no_sound_is_not_ready(tmp_path, brings):
    mute = tmp_path / "mute"
    mute.write_text(f"#!/bin/sh\n{brings}\n")
    mute.chmod(0o755)
    told = heard(Programs(live=str(mute)), speaker=LOUD, headphones=EARS)
    assert told == f"{mute} cannot speak English. {mute} cannot speak Cymraeg."


@pytest.mark.usefixtures("cards")
def test_a_language_with_one_voice_for_both_choices_is_named(tmp_path):
    one = tmp_path / "one-voice"
    one.write_text('#!/bin/sh\nshift 2\nexec espeak-ng -v cy "$@"\n')
    one.chmod(0o755)
    told = heard(Programs(live=str(one)), speaker=LOUD, headphones=EARS)
    english, welsh = (f"{one} has only one voice for {n}." for n in NAMES)
    assert told == f"{english} {welsh}"
