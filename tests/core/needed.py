"""A pod on which thirteen people have measures kept, laid down without scripts."""

from datetime import timedelta

import msgspec

from pod import desk
from pod.journeys.cast import participants
from pod.programme import read_programme
from pod.storage import both, keeping, people, sittings
from pod.storage.both import Deed
from pod.task import params_hash, task_named
from pod.values import seeded
from tests.conftest import BEGINS

WEEKS = {"first": 0, "middle": 4, "last": 8}
NUMBERS = {"first": 0, "middle": 7, "last": 14}
MANY = 13
FIRST_MS = 25 * 60_000
"""How long the first activity of each sitting took."""


def rows_of(name, share):
    """Answer every item so that the score is about this share of what it can be."""
    task = task_named(name)
    params = task.read_params()
    for number, item in enumerate(params.items):
        values = sorted(one.value for one in params.options(item))
        place = share * (len(values) - 1)
        more = number / len(params.items) < place % 1
        points = values[int(place) + more]
        value = values[0] + values[-1] - points if item.reverse else points
        yield msgspec.json.encode(task.row(item=item.id, value=value))


def sat(db, person, point, shares, closed=True):
    """Write a sitting at a measure point, with these measures done."""
    held_on = (BEGINS + timedelta(weeks=WEEKS[point])).date()
    new = sittings.NewSitting(
        id=f"s{point}{person}"[:16],
        person=person,
        number=NUMBERS[point],
        point=point,
        programme="enhance",
        programme_version=read_programme("enhance").version,
        held_on=held_on,
        planned_minutes=30,
    )
    row = sittings.open_sitting(db, new)
    for part, (name, share) in enumerate(shares.items()):
        did(db, row.id, name, list(rows_of(name, share)), part)
    for one in sittings.activities(db, row.id)[:1]:
        one.took_ms = FIRST_MS
    if closed:
        row.closed_at = BEGINS + timedelta(weeks=WEEKS[point])
    db.flush()
    return row.id


def did(db, sitting, name, rows, part):
    """Write an activity of a sitting with its rows, packed as one."""
    task = task_named(name)
    params = task.read_params()
    new = sittings.NewActivity(
        id=f"{part}{sitting}"[:16],
        sitting=sitting,
        task=name,
        task_version=task.version,
        params=msgspec.json.encode(params),
        params_hash=params_hash(params),
        seed=1,
        language="en",
        part=part,
        because="measured",
        planned_minutes=3,
    )
    row = sittings.begin_activity(db, new)
    keeping.keep_all(db, row.id, rows)
    row.ended, row.took_ms = sittings.DONE, 60_000
    db.flush()


def fill(inside, count=MANY):
    """Let people join, agree, and measure themselves; the last has most need."""
    rng, by = seeded(8), Deed(role="pod", now=BEGINS)
    refs = [
        both.add_person(inside.memory, who, by, rng)
        for who in participants(3 + count)[3:]
    ]
    given = desk.ConsentGiven(take_part=True, evaluation=False, contact=False)
    with inside.memory.doings.begin() as db:
        for place, ref in enumerate(refs):
            people.keep_consent(db, ref, 2, given, BEGINS)
            good = 0.75 - 0.02 * (place % 13) - 0.3 * (place == count - 1)
            shares = {"bscs": good, "phq9": 0.3, "gad7": 1 - good, "mastery": 0.5}
            sat(db, ref, "first", shares | {"ons4": 0.6 - 0.01 * (place % 13)})
    return refs


def plain_sitting(db, person, number):
    """Write a sitting that measures nothing, held and closed."""
    new = sittings.NewSitting(
        id=f"n{number}{person}"[:16],
        person=person,
        number=number,
        point="first" if number == 1 else None,
        programme="enhance",
        programme_version=read_programme("enhance").version,
        held_on=(BEGINS + timedelta(days=3 * number)).date(),
        planned_minutes=30,
    )
    sittings.open_sitting(db, new).closed_at = BEGINS
    db.flush()
