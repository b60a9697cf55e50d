"""Invented people with scores, for tests of need and change."""

from datetime import date, timedelta

from pod.need.kept import Done, Held, Known
from pod.task import Score

BEGAN = date(2026, 1, 5)
WEEKS = {"first": 0, "middle": 4, "last": 8, "followup": 20}


def done(task, point="first", ended="done", **scores):
    """Return an activity of a task with these scores; a word says why there is none."""
    found = {
        name: Score(None, value) if isinstance(value, str) else Score(float(value))
        for name, value in scores.items()
    }
    day = BEGAN + timedelta(weeks=WEEKS.get(point, 0))
    return Done(task=task, point=point, held_on=day, ended=ended, scores=found)


def bscs(total, point="first"):
    return done("bscs", point, total=total)


def phq8(total, point="first"):
    return done("phq8", point, total=total)


def mastery(total, point="first"):
    return done("mastery", point, total=total)


def held(number, point=None, closed=True, planned=30, took=20.0):
    day = BEGAN + timedelta(weeks=WEEKS.get(point, number // 2))
    return Held(
        number=number,
        point=point,
        held_on=day,
        closed=closed,
        planned=planned,
        done=took,
    )


def known(person, *did, sittings=(), since=BEGAN, **bands):
    """Return somebody who did this."""
    return Known(
        person=person, since=since, bands=bands, done=tuple(did), held=tuple(sittings)
    )


def crowd(count=12, middle=40, step=1):
    """Return people whose BSCS, PHQ-8 and Mastery spread evenly around a middle."""
    return [
        known(
            f"p{n:03}",
            bscs(middle + step * (n - count // 2)),
            phq8(8 + n % 7),
            mastery(18 + n % 5),
        )
        for n in range(count)
    ]
