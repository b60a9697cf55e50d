"""Private words are heard by nobody else, unless the person wants it so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.settings import Sound
from pod.ui.voice.outputs import LOUDEST, WHERE, Outputs, gain_of

APART = Sound(speaker="loud", headphones="ears")
SHARED = Sound(speaker="jack", headphones="jack")
EARS_ONLY = Sound(speaker="", headphones="ears")
SPEAKER_ONLY = Sound(speaker="loud", headphones="")


def heard_at(sound, chosen, *, private):
    outputs = Outputs(sound)
    outputs.chosen = chosen
    return outputs.device(private=private)


def test_two_outputs_keep_private_words_to_the_headphones_unasked():
    assert not Outputs(APART).asks
    assert heard_at(APART, None, private=True) == "ears"
    assert heard_at(APART, None, private=False) == "loud"


def test_one_output_waits_for_the_person_to_say_what_it_is():
    for sound in (SHARED, SPEAKER_ONLY):
        assert Outputs(sound).asks
        assert heard_at(sound, None, private=True) is None
        assert heard_at(sound, None, private=False) is not None
        assert heard_at(sound, "speaker", private=True) is not None


def test_headphones_alone_are_always_private():
    assert not Outputs(EARS_ONLY).asks
    assert heard_at(EARS_ONLY, None, private=True) == "ears"
    assert heard_at(EARS_ONLY, None, private=False) == "ears"


def test_whoever_chooses_headphones_hears_everything_there():
    assert heard_at(APART, "headphones", private=False) == "ears"
    assert heard_at(APART, "speaker", private=True) == "loud"


sounds = st.builds(
    Sound,
    speaker=st.sampled_from(["", "a", "b"]),
    headphones=st.sampled_from(["", "a", "b"]),
)


@given(sounds, st.sampled_from([*WHERE, None]))
def test_no_private_word_reaches_a_speaker_unless_it_was_chosen(sound, chosen):
    where = heard_at(sound, chosen, private=True)
    if chosen == "nowhere":
        assert where is None
    elif chosen is None and where is not None:
        assert where == sound.headphones
        assert where != sound.speaker or where == ""
    if where is None:
        assert chosen == "nowhere" or Outputs(sound).asks


@given(st.lists(st.integers(-3, 3)), st.integers(1, LOUDEST))
def test_the_volume_goes_in_steps_and_is_safe_again_for_the_next_person(steps, safe):
    outputs = Outputs(Sound(safe_volume=safe))
    for one in steps:
        outputs.louder(one)
        assert 1 <= outputs.volume <= LOUDEST
    outputs.chosen = "speaker"
    outputs.forget()
    assert (outputs.volume, outputs.chosen) == (safe, None)


def test_each_step_is_four_decibels():
    gains = [gain_of(step) for step in range(1, LOUDEST + 1)]
    assert gains[-1] == 1.0
    for quiet, loud in pairwise(gains):
        assert loud / quiet == pytest.approx(10 ** (4 / 20))


@given(sounds, st.sampled_from([*WHERE, None]))
def test_with_headphones_out_private_words_are_heard_only_where_a_speaker_was_chosen(
    sound, chosen
):
    outputs = Outputs(sound)
    outputs.chosen = chosen
    outputs.plug(plugged=False)
    where = outputs.device(private=True)
    assert where is None or chosen == "speaker"
    assert outputs.device(private=False) == (sound.speaker or sound.headphones)


@given(sounds, st.sampled_from([*WHERE, None]), st.sampled_from([True, None]))
def test_headphones_that_are_in_or_of_which_nothing_is_known_change_nothing(
    sound, chosen, plugged
):
    before, after = Outputs(sound), Outputs(sound)
    before.chosen = after.chosen = chosen
    after.plug(plugged=plugged)
    for private in (True, False):
        assert after.device(private=private) == before.device(private=private)
