"""Headphones that come out: private words stop at once, and nobody else hears them.

The voice, the player and both outputs are real; the card that tells of its jack is a
folder and a program that says what amixer says.
"""

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.settings import Sound
from pod.ui.common.voice import Voice
from pod.ui.voice import jack as jack_room
from pod.ui.voice import ready
from pod.ui.voice.clips import Clips
from pod.ui.voice.controls import cards_of, plugged_in
from pod.ui.voice.jack import Jack
from pod.ui.voice.live import Programs
from pod.ui.voice.outputs import Outputs
from pod.ui.voice.sentence import Sentence
from tests.ui.jacks import CONTENTS, NO_JACK, JackOf
from tests.ui.soundcards import EARS, LOUD, heard_at, sound_cards

APART = Sound(speaker=LOUD, headphones=EARS, safe_volume=8)
SHARED = Sound(speaker=LOUD, headphones=LOUD, safe_volume=8)
SECRET = Sentence("You let squares go by.", private=True)


@pytest.fixture
def outputs(tmp_path, monkeypatch):
    return sound_cards(tmp_path, monkeypatch)


@pytest.fixture
def card(tmp_path):
    return JackOf(tmp_path)


@pytest.fixture
def speak(qapp, card, outputs):
    assert qapp is not None
    assert outputs
    voices = []

    def speak(sound=APART, **programs):
        with_ = Programs(mixer=str(card.mixer), **programs)
        voice = Voice(Outputs(sound), Clips(), with_, card.cards)
        voice.out = []
        voice.unplugged.connect(lambda: voice.out.append(True))
        voices.append(voice)
        return voice

    yield speak
    for voice in voices:
        voice.close()


@pytest.fixture
def endless(tmp_path):
    """Write a player that plays one sentence for a minute."""
    file = tmp_path / "endless"
    file.write_text(f"#!/bin/sh\ntouch {tmp_path}/playing\nexec sleep 60\n")
    file.chmod(0o755)
    return str(file), tmp_path / "playing"


def said(voice, qtbot, *sentences):
    with qtbot.waitSignal(voice.silent):
        voice.say(sentences, "en")


# --- what amixer says


@pytest.mark.parametrize(("state", "plugged"), [("on", True), ("off", False)])
def test_a_jack_that_notices_plugs_tells_whether_headphones_are_in(state, plugged):
    assert plugged_in(CONTENTS.format(state=state)) is plugged


def test_a_jack_that_notices_nothing_and_other_jacks_tell_nothing():
    assert plugged_in(NO_JACK.format(state="on")) is None
    assert plugged_in("") is None


@pytest.mark.parametrize(
    "name",
    [
        "Front Headphone Jack",
        "Headphone Front Jack",
        "Headset Jack",
        "Headphone,1 Jack",
    ],
)
def test_a_jack_goes_by_several_names(name):
    told = CONTENTS.replace("'Headphone Jack'", f"'{name}',index=1")
    assert plugged_in(told.format(state="on")) is True


def test_the_jack_of_a_microphone_is_none_of_ours():
    told = CONTENTS.replace("'Headphone Jack'", "'Headset Mic Jack'")
    assert plugged_in(told.format(state="on")) is None


def test_two_jacks_are_in_when_one_is():
    front = CONTENTS.format(state="off")
    rear = CONTENTS.replace("Headphone Jack", "Rear Headphone Jack")
    assert plugged_in(front + rear.format(state="on")) is True
    assert plugged_in(front + rear.format(state="off")) is False


@given(st.text(max_size=300), st.sampled_from(["on", "off"]))
def test_whatever_stands_before_it_the_jack_says_the_same(noise, state):
    told = plugged_in(noise + "\n" + CONTENTS.format(state=state))
    assert told is (state == "on") or "Jack" in noise


@pytest.mark.parametrize(
    ("device", "cards"),
    [
        ("plughw:1,0", ("1",)),
        ("front:CARD=PCH,DEV=0", ("PCH",)),
        ("default", ["0", "1"]),
    ],
)
def test_the_card_that_a_site_named_is_looked_at_else_every_one(card, device, cards):
    assert cards_of(device, card.cards) == cards


def test_a_machine_without_cards_has_none_to_look_at(tmp_path):
    assert cards_of("default", tmp_path) == ()


# --- looking


@pytest.fixture
def jack(qapp, card):
    assert qapp is not None
    jack = Jack("default", Programs(mixer=str(card.mixer)), card.cards)
    yield jack
    jack.close()


def look(jack, qtbot):
    with qtbot.waitSignal(jack.looked):
        jack.look()
    return jack.plugged


def test_each_card_is_asked_and_the_one_that_tells_counts(qtbot, card, jack):
    card.plug(plugged=True)
    assert look(jack, qtbot) is True
    assert card.looks() == ["-c 0 contents", "-c 1 contents"]
    card.plug(plugged=False)
    assert look(jack, qtbot) is False


def test_a_card_that_told_and_has_gone_has_taken_the_headphones_with_it(
    qtbot, card, jack
):
    card.plug(plugged=True)
    look(jack, qtbot)
    card.take_away()
    assert look(jack, qtbot) is False


def test_no_jack_no_program_and_one_that_hangs_are_not_known(
    qtbot, card, jack, monkeypatch
):
    card.holds("1", NO_JACK.format(state="on"))
    assert look(jack, qtbot) is None
    missing = Jack("default", Programs(mixer="no-such-mixer"), card.cards)
    assert look(missing, qtbot) is None
    missing.close()
    monkeypatch.setattr(jack_room, "STALLED_MS", 50)
    card.plug(plugged=True)
    card.stall()
    assert look(jack, qtbot) is None


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        (CONTENTS.format(state="on"), ready.IN),
        (CONTENTS.format(state="off"), ready.OUT),
        (NO_JACK.format(state="on"), ready.UNKNOWN),
    ],
)
def test_a_technician_is_told_whether_the_card_notices_headphones(card, contents, told):
    card.holds("1", contents)
    with_ = Programs(mixer=str(card.mixer))
    assert ready.jack(Sound(), with_, card.cards) == told
    assert ready.jack(Sound(), Programs(mixer="no-such"), card.cards) == ready.UNKNOWN


# --- private words


def test_private_words_begin_only_once_the_jack_was_looked_at(
    qtbot, card, speak, outputs
):
    card.plug(plugged=True)
    voice = speak()
    said(voice, qtbot, SECRET)
    assert len(card.looks()) >= 2
    assert heard_at(outputs, EARS) > 0.3
    assert heard_at(outputs, LOUD, "bytes") == 0
    assert voice.out == []


@pytest.mark.parametrize("sound", [APART, SHARED], ids=["apart", "shared"])
def test_with_nothing_plugged_in_no_private_word_is_heard_anywhere(
    qtbot, card, speak, outputs, sound
):
    card.plug(plugged=False)
    voice = speak(sound)
    voice.outputs.chosen = "headphones"
    with qtbot.waitSignal(voice.unplugged):
        voice.say([SECRET], "en")
    assert [heard_at(outputs, one, "bytes") for one in (LOUD, EARS)] == [0, 0]


@pytest.mark.parametrize("sound", [APART, SHARED], ids=["apart", "shared"])
def test_pulling_them_out_stops_private_words_at_once(
    qtbot, card, speak, endless, sound
):
    player, playing = endless
    card.plug(plugged=True)
    voice = speak(sound, player=player)
    voice.outputs.chosen = "headphones"
    voice.say([SECRET, SECRET], "en")
    qtbot.waitUntil(playing.exists)
    began = monotonic()
    with qtbot.waitSignals([voice.silent, voice.unplugged], order="strict"):
        card.plug(plugged=False)
    assert monotonic() - began < 1.0
    assert voice._now is None


def test_it_is_said_once_and_read_again_once_they_are_back_in(
    qtbot, card, speak, outputs
):
    card.plug(plugged=False)
    voice = speak()
    for _ in range(2):
        voice.say([SECRET], "en")
        with qtbot.waitSignal(voice._jack.looked):
            voice._jack.look()
    assert voice.out == [True]
    assert heard_at(outputs, EARS, "bytes") == 0
    card.plug(plugged=True)
    said(voice, qtbot, SECRET)
    assert heard_at(outputs, EARS) > 0.3
    card.plug(plugged=False)
    with qtbot.waitSignal(voice.unplugged):
        voice.say([SECRET], "en")
    assert voice.out == [True, True]


def test_whoever_chose_the_speaker_is_read_to_whatever_is_plugged_in(
    qtbot, card, speak, outputs
):
    card.plug(plugged=False)
    voice = speak()
    voice.outputs.chosen = "speaker"
    said(voice, qtbot, SECRET)
    assert heard_at(outputs, LOUD) > 0.3
    assert card.looks() == []


def test_words_for_anybody_go_to_the_speaker_while_the_headphones_are_out(
    qtbot, card, speak, outputs
):
    card.plug(plugged=False)
    voice = speak()
    voice.outputs.chosen = "headphones"
    with qtbot.waitSignal(voice.unplugged):
        voice.say([SECRET], "en")
    said(voice, qtbot, Sentence("Carry on"))
    assert heard_at(outputs, LOUD) > 0.1


def test_a_card_that_cannot_tell_leaves_it_as_the_person_chose(
    qtbot, card, speak, outputs
):
    card.holds("1", NO_JACK.format(state="on"))
    voice = speak()
    said(voice, qtbot, SECRET)
    assert heard_at(outputs, EARS) > 0.3
    assert voice.out == []
    assert not voice._looks.isActive()


def test_a_page_left_while_the_jack_is_looked_at_is_not_read(qtbot, card, speak):
    card.plug(plugged=True)
    voice, read = speak(), []
    voice.reading.connect(read.append)
    voice.say([SECRET], "en")
    voice.stop()
    with qtbot.waitSignal(voice._jack.looked):
        voice._jack.look()
    assert read == []


def test_a_look_in_the_middle_of_a_sentence_begins_no_other(
    qtbot, card, speak, endless
):
    player, playing = endless
    card.plug(plugged=True)
    voice, read = speak(player=player), []
    voice.reading.connect(read.append)
    voice.say([Sentence("Low"), SECRET], "en")
    qtbot.waitUntil(playing.exists)
    with qtbot.waitSignal(voice._jack.looked):
        voice._jack.look()
    assert read == [0]


def test_the_next_person_is_told_anew(speak):
    voice = speak()
    voice.outputs.warned = True
    voice.outputs.forget()
    assert not voice.outputs.warned
