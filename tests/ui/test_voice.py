"""The voice reads one sentence at a time, stops at once, and owns up when it cannot.

What reads, unpacks and plays are the real programs; only the sound card is a file.
"""

import os
import wave
from array import array

import numpy as np
import pytest

from pod.settings import Sound
from pod.ui.common.voice import SilentVoice, Voice
from pod.ui.voice.clips import Clip, Clips, write_manifest
from pod.ui.voice.live import Programs
from pod.ui.voice.outputs import Outputs
from pod.ui.voice.sentence import Manner, Sentence, Spoken, hash_of, public
from pod.ui.voice.utterance import Utterance
from tests.ui.soundcards import EARS, LOUD, RATE, heard_at, hush, sound_cards

pytestmark = pytest.mark.usefixtures("qapp", "cards")
PART = 2048
APART = Sound(speaker=LOUD, headphones=EARS, safe_volume=8)


@pytest.fixture
def cards(tmp_path, monkeypatch):
    return sound_cards(tmp_path, monkeypatch)


@pytest.fixture
def speak(tmp_path):
    voices = []

    def speak(sound=APART, **programs):
        voice = Voice(Outputs(sound), Clips(tmp_path), Programs(**programs))
        voices.append(voice)
        return voice

    yield speak
    for voice in voices:
        voice.close()


@pytest.fixture
def stand_in(tmp_path):
    """Write a small program to stand where another stands; it notes what it is told."""

    def write(then, name="program"):
        told, file = tmp_path / f"{name}.told", tmp_path / name
        file.write_text(f'#!/bin/sh\necho "$@" >> {told}\n{then}\n')
        file.chmod(0o755)
        return str(file), told

    return write


def said(voice, qtbot, words, language="en"):
    with qtbot.waitSignal(voice.silent):
        voice.say(public(words), language)


def test_sentences_are_read_in_order_and_reach_the_speaker(qtbot, cards, speak):
    voice, read = speak(), []
    voice.reading.connect(read.append)
    said(voice, qtbot, ["Tap your 4 pictures.", "Your place is kept."])
    assert read == [0, 1]
    assert heard_at(cards, LOUD) > 1.0
    assert heard_at(cards, EARS) == 0.0


def test_words_reach_a_stdin_and_never_the_command_line(
    qtbot, speak, stand_in, tmp_path
):
    live, told = stand_in(f"cat >> {tmp_path}/words; echo >> {tmp_path}/words")
    voice = speak(live=live)
    said(voice, qtbot, ["Daniel, Cell B-14."], "cy")
    assert "Daniel" in (tmp_path / "words").read_text("utf-8")
    assert "Daniel" not in told.read_text()
    assert told.read_text().startswith("-v cy ")


def test_each_language_voice_and_speed_asks_the_synthesiser_for_its_own(
    qtbot, speak, stand_in
):
    live, told = stand_in("true")
    voice = speak(live=live)
    voice.manner = Manner("woman", "slow")
    said(voice, qtbot, ["Mae'ch lle wedi'i gadw."], "cy")
    assert told.read_text().split()[:4] == ["-v", "cy+f3", "-s", "105"]


def test_slow_takes_longer_than_normal(qtbot, cards, speak):
    took = []
    for speed in ("normal", "slow"):
        voice = speak()
        voice.manner = Manner("man", speed)
        said(voice, qtbot, ["Your answers leave without your name."])
        took.append(heard_at(cards, LOUD))
        hush(cards, LOUD)
    assert took[1] > 1.2 * took[0]


def test_stopping_is_quiet_at_once_and_reads_nothing_more(qtbot, speak, stand_in):
    player, _ = stand_in("exec sleep 30")
    voice, read = speak(player=player), []
    voice.reading.connect(read.append)
    voice.say(public(["One.", "Two."]), "en")
    with qtbot.waitSignal(voice.silent, timeout=200):
        voice.stop()
    voice.close()
    assert read == [0]


def test_a_new_page_takes_over_from_the_one_being_read(qtbot, cards, speak, stand_in):
    stuck, _ = stand_in("exec sleep 30")
    voice = speak(player=stuck)
    voice.say(public(["Old."]), "en")
    voice._programs = Programs()
    with qtbot.waitSignals([voice.silent, voice.silent]):
        voice.say(public(["New."]), "en")
    assert heard_at(cards, LOUD) > 0.1


def test_a_quieter_step_is_quieter(qtbot, cards, speak):
    levels = []
    for step in (8, 4):
        voice = speak()
        voice.outputs.volume = step
        said(voice, qtbot, ["Your place is kept."])
        levels.append(heard_at(cards, LOUD, "peak"))
        hush(cards, LOUD)
    assert levels[1] == pytest.approx(levels[0] * 10 ** (-16 / 20), rel=0.01)


def peaks(cards, name):
    """Return how loud the left and the right channel of an output were."""
    both = array("h", cards[name].read_bytes())
    return max(both[::2]), max(both[1::2])


@pytest.mark.parametrize("ear", ["left", "right"])
def test_a_tone_is_heard_in_one_ear_of_the_headphones_and_nowhere_else(
    qtbot, cards, speak, ear
):
    voice, read = speak(), []
    voice.reading.connect(read.append)
    with qtbot.waitSignal(voice.silent):
        voice.say([Sentence("", ear=ear)], "en")
    assert read == [0]
    assert heard_at(cards, LOUD, "bytes") == 0
    in_it, beside = peaks(cards, EARS) if ear == "left" else peaks(cards, EARS)[::-1]
    assert in_it > 5000
    assert beside == 0


def test_a_tone_is_as_quiet_as_the_volume_says_and_stops_at_a_press(
    qtbot, cards, speak, stand_in
):
    voice = speak()
    voice.outputs.volume = 3
    with qtbot.waitSignal(voice.silent):
        voice.say([Sentence("", ear="left")], "en")
    assert peaks(cards, EARS)[0] == pytest.approx(6500 * 10 ** (-20 / 20), rel=0.02)
    stuck, _ = stand_in("exec sleep 30")
    voice._programs = Programs(player=stuck)
    voice.say([Sentence("", ear="left"), Sentence("Next.")], "en")
    with qtbot.waitSignal(voice.silent, timeout=200):
        voice.stop()


@pytest.mark.parametrize("missing", ["live", "player"])
def test_a_missing_program_is_owned_up_to_once(qtbot, speak, missing):
    voice, unable = speak(**{missing: "no-such-program"}), []
    voice.unable.connect(lambda: unable.append(True))
    with qtbot.waitSignals([voice.unable, voice.silent]):
        voice.say(public(["One."]), "en")
    said(voice, qtbot, ["Two."])
    assert unable == [True]


def test_a_machine_without_a_sound_card_is_owned_up_to_and_lights_nothing(
    qtbot, speak, monkeypatch
):
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    voice, read = speak(), []
    with qtbot.waitSignal(voice.unable):
        voice.say(public(["One.", "Two."]), "en")
    voice.reading.connect(read.append)
    said(voice, qtbot, ["One."])
    assert read == []


def test_sound_that_comes_back_is_noticed_at_the_next_sentence(
    qtbot, cards, speak, monkeypatch
):
    voice, there = speak(), os.environ["ALSA_CONFIG_PATH"]
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    with qtbot.waitSignal(voice.unable):
        voice.say(public(["One."]), "en")
    monkeypatch.setenv("ALSA_CONFIG_PATH", there)
    with qtbot.waitSignal(voice.able):
        voice.say(public(["One."]), "en")
    assert heard_at(cards, LOUD) > 0.1


def test_trying_it_out_is_heard_by_nobody_and_finds_out_whether_it_could_be(
    qtbot, cards, speak, monkeypatch
):
    voice = speak()
    with qtbot.waitSignal(voice.silent):
        voice.try_out()
    assert heard_at(cards, LOUD, "bytes") > 1000
    assert heard_at(cards, LOUD, "peak") == 0
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    with qtbot.waitSignal(voice.unable):
        voice.try_out()


def test_a_voice_that_lacks_one_language_is_found_out_at_the_start(
    qtbot, speak, stand_in
):
    half, told = stand_in('[ "$2" = cy ] && exit 1; exec espeak-ng "$@"')
    voice = speak(live=half)
    with qtbot.waitSignal(voice.unable):
        voice.try_out()
    asked = [line.split()[1] for line in told.read_text().splitlines()]
    assert asked == ["en", "cy"]


def pitch(file):
    """Return the middle pitch of what was said in Hz: where each part repeats first."""
    samples, found = np.frombuffer(file.read_bytes(), "<i2").astype(float), []
    lags = np.arange(RATE // 320, RATE // 70)
    for at in range(0, len(samples) - PART, PART // 2):
        part = samples[at : at + PART] - samples[at : at + PART].mean()
        alike = np.correlate(part, part, "full")[PART - 1 :]
        if np.abs(part).mean() > 800 and (alike[lags] > alike[0] / 2).any():
            found.append(RATE / lags[first_peak(alike[lags])])
    return float(np.median(found))


def first_peak(alike):
    """Return the first place that is nearly the most alike, and more than beside it."""
    near = alike > 0.85 * alike.max()
    up, down = np.diff(alike, prepend=np.inf) >= 0, np.diff(alike, append=np.inf) <= 0
    return int(np.argmax(near & up & down))


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Your place is kept."), ("cy", "Mae'ch lle wedi'i gadw.")],
)
def test_a_woman_and_a_man_are_heard_to_be_two_in_each_language(
    qtbot, cards, speak, language, words
):
    heard = {}
    for who in ("man", "woman"):
        voice = speak()
        voice.manner = Manner(who, "normal")
        said(voice, qtbot, [words], language)
        heard[who] = pitch(cards[LOUD])
        hush(cards, LOUD)
    assert 80 < heard["man"] < 150 < heard["woman"] < 280


def a_clip(folder, words, file="kept.wav", **more):
    """Put a second of a recognisable tone where the clip of these words stands."""
    folder.mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / file), "wb") as tone:
        tone.setparams((1, 2, 8000, 0, "NONE", ""))
        tone.writeframes(b"\x10\x27\xf0\xd8" * 4000)
    clip = {"source": "human", "speaker": "A. Reader"} | more
    write_manifest(
        folder, [Clip(id="ready.resume", text=hash_of(words), file=file, **clip)]
    )


def test_a_recorded_sentence_is_played_and_no_voice_is_started(
    qtbot, cards, speak, tmp_path
):
    a_clip(tmp_path / "voice" / "en", "Your place is kept.")
    voice = speak(live="no-such-program")
    said(voice, qtbot, ["Your place is kept."])
    assert heard_at(cards, LOUD, "bytes") == 16_000
    assert heard_at(cards, LOUD, "peak") == 10_000


def test_a_recording_of_other_words_is_not_played(qtbot, cards, speak, tmp_path):
    a_clip(tmp_path / "voice" / "en", "Your place was kept.")
    said(speak(), qtbot, ["Your place is kept."])
    assert heard_at(cards, LOUD, "bytes") != 16_000


def test_a_person_goes_before_a_render_and_a_render_before_the_live_voice(tmp_path):
    words = "Your place is kept."
    a_clip(tmp_path / "voice-rendered" / "en", words, source="rendered")
    found = Clips(tmp_path).find
    asked = ("en", Manner("man", "normal"))
    assert found(Spoken(words, *asked)).parent.parent.name == "voice-rendered"
    assert found(Spoken(words, "en", Manner("woman", "normal"))) is None
    assert found(Spoken(words, "en", Manner("man", "slow"))) is None
    a_clip(tmp_path / "voice" / "en", words)
    found = Clips(tmp_path).find
    assert found(Spoken(words, *asked)).parent.parent.name == "voice"


@pytest.mark.parametrize("spoil", [b"", b"no sound, but as long", None])
def test_a_missing_or_broken_clip_gives_way_to_the_live_voice(
    qtbot, cards, speak, tmp_path, spoil
):
    folder = tmp_path / "voice" / "en"
    a_clip(folder, "Your place is kept.")
    voice = speak()
    if spoil is None:
        (folder / "kept.wav").unlink()
    else:
        (folder / "kept.wav").write_bytes(spoil)
    said(voice, qtbot, ["Your place is kept."])
    assert heard_at(cards, LOUD) > 0.5
    assert heard_at(cards, LOUD, "bytes") != 16_000


def test_a_silent_voice_remembers_what_would_be_said():
    voice = SilentVoice()
    voice.say(public(["One.", "Two."]), "en")
    assert voice.said == [("One.", "en"), ("Two.", "en")]


def test_many_interrupted_sentences_leave_nothing_behind(qtbot, cards, speak):
    voice = speak()
    for _ in range(50):
        voice.say(public(["Your place is kept.", "Carry on."]), "en")
    said(voice, qtbot, ["Done."])
    qtbot.waitUntil(lambda: not voice.findChildren(Utterance))
    assert heard_at(cards, LOUD) > 0.1
