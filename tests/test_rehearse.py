"""A rehearsal plays honestly: time jumps, and nothing happens that could not live."""

import pytest

from pod.people import Nobody
from pod.rehearse import longest_silence_ms, rehearse
from pod.script import Blank, Card, Choice, Shape, ask, keep, pause, press_by, show
from pod.telling import Entry
from pod.values import Press, Value

CIRCLE = Shape("circle")
CARD = Card(
    title="Ready?", choices=(Choice(id="no", words="No"), Choice(id="go", words="Go"))
)


class Note(Value, frozen=True):
    press: Press | None


class Presser:
    """Somebody who presses left a while after every circle."""

    def __init__(self, after_ms):
        self.after_ms = after_ms

    def sees(self, picture, now_ms):
        if picture == CIRCLE:
            return Press(button="left", at_ms=now_ms + self.after_ms)
        return None

    def chooses(self, _page, _now_ms):
        return "go"


def one_circle(wait_ms=1000, deaf_ms=0, buttons=("left",), then=None):
    shown = yield from show(CIRCLE)
    yield from pause(shown.at_ms + deaf_ms)
    if then is not None:
        yield from show(then)
    press = yield from press_by(shown.at_ms + wait_ms, *buttons)
    yield from keep(Note(press))
    return press and press.at_ms


def test_a_press_comes_when_it_comes_and_the_wait_ends_there():
    play = rehearse(one_circle(), Presser(400))
    assert (play.result, play.took_ms) == (400, 400)
    assert play.rows == [Note(Press(button="left", at_ms=400))]


def test_silence_lasts_the_whole_wait():
    play = rehearse(one_circle(), Nobody())
    assert (play.result, play.took_ms) == (None, 1000)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(one_circle(wait_ms=400), id="too late"),
        pytest.param(one_circle(buttons=("right",)), id="a button nobody listens to"),
        pytest.param(one_circle(deaf_ms=500), id="during a pause"),
        pytest.param(one_circle(then=Blank()), id="replaced by the next picture"),
    ],
)
def test_a_press_that_would_not_count_live_does_not_count(script):
    assert rehearse(script, Presser(400)).rows == [Note(None)]


def test_somebody_chooses_and_nobody_takes_the_way_named_for_them():
    def script():
        return (yield from ask(CARD, "no")).choice

    assert rehearse(script(), Presser(0)).result == "go"
    assert rehearse(script(), Nobody()).result == "no"
    assert rehearse(script(), Nobody()).pages == [CARD]


def test_every_row_has_its_page_of_the_journal():
    play = rehearse(one_circle(), Presser(400))
    assert [entry.at_ms for entry in play.entries] == [400]
    assert play.entries[0].answers[-1] is None


def test_the_longest_silence_counts_from_the_beginning():
    entries = [Entry((), 700.0), Entry((), 1000.0), Entry((), 1500.0)]
    assert longest_silence_ms(entries) == 700
    assert longest_silence_ms(entries, began_ms=600) == 500
    assert longest_silence_ms([]) == 0
