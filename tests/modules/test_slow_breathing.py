"""Slow breathing: the disc leads, somebody follows, nothing is judged."""

import msgspec
import pytest

from pod.modules.slow_breathing import TASK, Row, breaths, score
from pod.people import Nobody, draw
from pod.rehearse import rehearse
from pod.script import Ask, Chose, Keep, Show, Shown
from pod.telling import Telling

PARAMS, WORDS = TASK.read_params(), TASK.read_words("en")


def begin(**numbers):
    params = msgspec.structs.replace(PARAMS, **numbers)
    return TASK.script(params, WORDS, draw(1, 0))


class Watcher(Nobody):
    def __init__(self):
        self.seen = []

    def sees(self, picture, now_ms):
        self.seen.append((picture.way, picture.for_ms, now_ms))


def test_six_breaths_a_minute_for_three_minutes():
    rows = rehearse(begin(), Nobody()).rows
    assert [row.breath for row in rows] == [*range(1, 19)]
    assert {(row.in_ms, row.out_ms) for row in rows} == {(4500, 5500)}
    assert all(row.completed for row in rows)


def test_the_disc_grows_and_shrinks_in_turn_without_a_gap():
    person = Watcher()
    rehearse(begin(), person)
    began_ms = person.seen[0][2]
    assert person.seen[:3] == [
        ("in", 4500, began_ms),
        ("out", 5500, began_ms + 4500),
        ("in", 4500, began_ms + 10_000),
    ]


@pytest.mark.parametrize(
    ("numbers", "count"),
    [({"minutes": 1}, 6), ({"minutes": 10}, 60), ({"in_ms": 8000, "out_ms": 8000}, 11)],
)
def test_the_minutes_hold_whole_breaths(numbers, count):
    assert breaths(msgspec.structs.replace(PARAMS, **numbers)) == count
    assert len(rehearse(begin(**numbers), Nobody()).rows) == count


def test_a_pacer_that_turned_late_says_so():
    telling = Telling(begin())
    while not isinstance(telling.asked, Keep):
        match telling.asked:
            case Ask(otherwise=otherwise):
                telling.answer(Chose(otherwise, 0.0))
            case Show(picture):
                telling.answer(Shown(5000.0 if picture.way == "out" else 0.0))
            case _:
                telling.answer(None)
    assert telling.asked.row.completed is False


def test_the_dose_is_breaths_in_time_and_minutes_led():
    row = Row(breath=1, in_ms=4500, out_ms=5500, completed=True)
    late = msgspec.structs.replace(row, breath=2, completed=False)
    scores = score([row, late, msgspec.structs.replace(row, breath=3)])
    assert (scores["breaths"].value, scores["minutes"].value) == (2, 0.5)
