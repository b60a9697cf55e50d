"""The voice reads one sentence at a time, stops at once, and owns up when it cannot."""

import pytest

from pod.ui.common.voice import SilentVoice, Voice

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def program(tmp_path):
    """Write a small program to stand where espeak-ng stands; it notes what it hears."""

    def write(then="true"):
        heard = tmp_path / "heard"
        file = tmp_path / "voice"
        file.write_text(
            f'#!/bin/sh\necho "$@" >> {heard}.argv\ncat >> {heard}\n'
            f"echo >> {heard}\n{then}\n"
        )
        file.chmod(0o755)
        return str(file), heard

    return write


@pytest.fixture
def speak():
    voices = []

    def speak(program):
        voice = Voice(program)
        voices.append(voice)
        return voice

    yield speak
    for voice in voices:
        voice.close()


def test_sentences_are_read_in_order_and_reach_stdin_never_the_command_line(
    qtbot, program, speak
):
    path, heard = program()
    voice, read = speak(path), []
    voice.reading.connect(read.append)
    with qtbot.waitSignal(voice.silent):
        voice.say(["Tap your 4 pictures.", "Mae'ch lle wedi'i gadw."], "cy")
    assert read == [0, 1]
    assert heard.read_text("utf-8").split("\n")[:2] == [
        "Tap your 4 pictures.",
        "Mae'ch lle wedi'i gadw.",
    ]
    assert "pictures" not in heard.with_suffix(".argv").read_text()
    assert "-v cy" in heard.with_suffix(".argv").read_text()


def test_stopping_is_quiet_at_once_and_reads_nothing_more(qtbot, program, speak):
    path, _ = program("exec sleep 30")
    voice, read = speak(path), []
    voice.reading.connect(read.append)
    voice.say(["One.", "Two."], "en")
    with qtbot.waitSignal(voice.silent):
        voice.stop()
    voice.close()
    assert read == [0]


def test_a_new_page_takes_over_from_the_one_being_read(qtbot, program, speak):
    slow, _ = program("exec sleep 30")
    voice = speak(slow)
    voice.say(["Old."], "en")
    quick, heard = program()
    voice._program = quick
    with qtbot.waitSignals([voice.silent, voice.silent]):
        voice.say(["New."], "en")
    assert "New." in heard.read_text()


def test_a_missing_voice_is_owned_up_to_once(qtbot, speak):
    voice, unable = speak("no-such-voice-program"), []
    voice.unable.connect(lambda: unable.append(True))
    with qtbot.waitSignals([voice.unable, voice.silent]):
        voice.say(["One."], "en")
    voice.say(["Two."], "en")
    assert unable == [True]


def test_a_voice_without_anything_to_hear_it_with_is_owned_up_to(qtbot, program, speak):
    path, _ = program('echo "error: No such file or directory" >&2')
    voice = speak(path)
    with qtbot.waitSignal(voice.unable):
        voice.say(["One.", "Two."], "en")


def test_a_silent_voice_remembers_what_would_be_said():
    voice = SilentVoice()
    voice.say(["One.", "Two."], "en")
    assert voice.said == [("One.", "en"), ("Two.", "en")]
