"""The journal answers first; the world takes over where it stops."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.journal import Changed, fits, replay
from pod.people import Nobody
from pod.rehearse import rehearse
from pod.script import (
    Ask,
    Blank,
    Card,
    Chose,
    Keep,
    Shape,
    Show,
    Shown,
    Wait,
    ask,
    keep,
    press_by,
    show,
)
from pod.telling import Entry, Telling
from pod.values import Press, Value

PAGE = Card(title="Go on?", choices=())
PRESS = Press(button="left", at_ms=150.0, timed_by="device", uncertainty_ms=0.5)
ANSWERS = (Shown(1.0), PRESS, Chose("next", 2.0), None)


class Note(Value, frozen=True):
    trial: int
    rt_ms: float | None


def three_trials():
    yield from ask(PAGE, "next")
    for trial in (1, 2, 3):
        shown = yield from show(Shape("circle"))
        press = yield from press_by(shown.at_ms + 1000, "left")
        yield from keep(Note(trial, press.at_ms - shown.at_ms if press else None))
    return "done"


def test_an_empty_journal_begins_at_the_beginning():
    telling, at_ms = replay(three_trials(), [])
    assert (telling.asked, at_ms) == (Ask(PAGE, "next"), 0)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_replay_ends_at_the_last_row_with_the_sitting_time_there(cut):
    whole = rehearse(three_trials(), Nobody())
    telling, at_ms = replay(three_trials(), whole.entries[:cut])
    rest = rehearse(three_trials(), Nobody(), (telling, at_ms))
    assert at_ms == whole.entries[cut - 1].at_ms
    assert whole.rows[:cut] + rest.rows == whole.rows
    assert rest.result == "done"


def test_what_was_answered_after_the_last_row_is_asked_again():
    telling = Telling(three_trials())
    telling.answer(Chose("next", 10.0))
    telling.answer(Shown(20.0))
    telling.answer(PRESS)
    assert telling.asked == Keep(Note(1, 130.0))
    entry = telling.entry(at_ms=150.0)
    telling.answer(None)
    telling.answer(Shown(160.0))

    resumed, at_ms = replay(three_trials(), [entry])
    assert (resumed.asked, at_ms) == (Show(Shape("circle")), 150.0)


def test_a_journal_of_another_script_is_refused():
    entries = rehearse(three_trials(), Nobody()).entries

    def another():
        yield from show(Blank())
        yield from keep(Note(1, None))

    with pytest.raises(Changed):
        replay(another(), entries)


def test_a_journal_longer_than_the_script_is_refused():
    entries = rehearse(three_trials(), Nobody()).entries
    with pytest.raises(Changed):
        replay(three_trials(), [*entries, Entry((None,), 9.0)])


@pytest.mark.parametrize(
    ("request_", "fitting"),
    [
        pytest.param(Show(Blank()), {0}, id="show"),
        pytest.param(Wait(5.0, ("left",)), {1, 3}, id="wait"),
        pytest.param(Ask(PAGE, "next"), {2}, id="ask"),
        pytest.param(Keep(Note(1, None)), {3}, id="keep"),
        pytest.param(None, set(), id="the end"),
    ],
)
def test_only_the_right_kind_of_answer_fits(request_, fitting):
    assert {
        at for at, answer in enumerate(ANSWERS) if fits(request_, answer)
    } == fitting


@given(st.lists(st.sampled_from(ANSWERS)), st.floats(0, 1e9))
def test_a_page_of_the_journal_survives_being_written_down(answers, at_ms):
    entry = Entry(tuple(answers), at_ms)
    assert msgspec.json.decode(msgspec.json.encode(entry), type=Entry) == entry
