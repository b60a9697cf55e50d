"""Where somebody is in their course: the sitting, its activities, what comes next."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

import msgspec

from pod import desk, safeguarding
from pod.course import Programme, next_activity, sitting_number
from pod.errors import Usage
from pod.storage import people, sittings
from pod.storage.tables import ActivityRow, SittingRow
from pod.storage.vault import Db
from pod.task import AnyTask, Scores, params_hash, task_named
from pod.values import Value

SEVERAL = "mul"
"""ISO 639-2's code for several languages."""
CHECK_IN, CHECK_OUT = "check_in", "check_out"


def view(
    db: Db, person: str, programme: Programme, now: datetime, rng: Random
) -> desk.PersonView:
    """Return where the person is; open their next sitting if none is under way.

    `resuming` is true where the sitting was under way before.
    """
    agreed = people.consent(db, person)
    if agreed is None or agreed.version != programme.consent or not agreed.take_part:
        return desk.PersonView(consent_needed=True)
    row = sittings.sitting_under_way(db, person)
    resuming = row is not None
    row = row or _open_next(db, person, programme, now, rng)
    if row is None:
        return desk.PersonView(consent_needed=False, finished=True)
    steps = _plan(db, row, programme)
    if all(step.state == "done" for step in steps):
        sittings.close_sitting(row, now)
        return desk.PersonView(consent_needed=False, plan=steps, finished=True)
    return desk.PersonView(consent_needed=False, plan=steps, resuming=resuming)


def _open_next(
    db: Db, person: str, programme: Programme, now: datetime, rng: Random
) -> SittingRow | None:
    number = sitting_number(programme, sittings.finished_sittings(db, person))
    if number is None:
        return None
    new = sittings.NewSitting(
        id=people.new_id(rng),
        person=person,
        number=number,
        point=programme.sittings[number].point,
        programme=programme.name,
        programme_version=programme.version,
        held_on=now.date(),
    )
    sittings.open_sitting(db, new)
    db.flush()
    return sittings.sitting_under_way(db, person)


def _done(db: Db, row: SittingRow) -> Sequence[str]:
    return [
        activity.task
        for activity in sittings.activities(db, row.id)
        if activity.ended == sittings.DONE
    ]


def _plan(db: Db, row: SittingRow, programme: Programme) -> tuple[desk.PlanStep, ...]:
    planned, done = programme.sittings[row.number], _done(db, row)
    now = next_activity(planned, done)
    return tuple(
        desk.PlanStep(
            task=name,
            state="done" if name in done else "now" if name == now else "later",
            minutes=task_named(name).minutes,
        )
        for name in planned.activities
    )


def begin(db: Db, person: str, programme: Programme, rng: Random) -> desk.Begun:
    """Start the next activity, or go on with the one that was cut off.

    A journal made by another version or with other numbers is not replayed: that
    activity is closed as partial, and begun anew.
    """
    row = sittings.sitting_under_way(db, person)
    name = (
        next_activity(programme.sittings[row.number], _done(db, row)) if row else None
    )
    if row is None or name is None:
        raise Usage("There is nothing left to do today.")
    task = task_named(name)
    params = _numbers(task, programme)
    for activity in sittings.activities(db, row.id):
        if activity.task == name and activity.ended is None:
            if _same(activity, task, params):
                return _begun(db, activity)
            sittings.end_activity(db, activity, sittings.PARTIAL)
    new = _new_activity(db, row, task, params, rng)
    return _begun(db, new)


def _numbers(task: AnyTask, programme: Programme) -> Value:
    """Return the activity's numbers with the programme's own on top."""
    params: Value = task.read_params()
    changed = programme.numbers.get(task.name)
    if not changed:
        return params
    raw = {**msgspec.to_builtins(params), **changed}
    numbers: Value = msgspec.convert(raw, task.params)
    return numbers


def _same(activity: ActivityRow, task: AnyTask, params: Value) -> bool:
    return (activity.task_version, activity.params_hash) == (
        task.version,
        params_hash(params),
    )


def _new_activity(
    db: Db, row: SittingRow, task: AnyTask, params: Value, rng: Random
) -> ActivityRow:
    new = sittings.NewActivity(
        id=people.new_id(rng),
        sitting=row.id,
        task=task.name,
        task_version=task.version,
        params=msgspec.json.encode(params),
        params_hash=params_hash(params),
        seed=rng.getrandbits(32),
        language=people.person(db, row.person).language,
    )
    sittings.begin_activity(db, new)
    db.flush()
    return sittings.activity_of(db, new.id, row.person)


def _begun(db: Db, activity: ActivityRow) -> desk.Begun:
    return desk.Begun(
        activity=activity.id,
        task=activity.task,
        seed=activity.seed,
        params=activity.params,
        entries=sittings.entries(db, activity.id),
    )


def _under_way(db: Db, person: str) -> Sequence[ActivityRow]:
    row = sittings.sitting_under_way(db, person)
    found = sittings.activities(db, row.id) if row else ()
    return [activity for activity in found if activity.ended is None]


def close_as_partial(db: Db, person: str) -> None:
    """Close what is under way: its journal no longer fits the activity."""
    for activity in _under_way(db, person):
        sittings.end_activity(db, activity, sittings.PARTIAL)
    db.flush()


def language_changed(db: Db, person: str, language: str) -> None:
    """Note the language of what is under way: the new one, or that there were two."""
    for activity in _under_way(db, person):
        kept = sittings.raw_rows(db, activity.id)
        activity.language = SEVERAL if kept else language


def keep_row(db: Db, person: str, request: desk.KeepRow) -> None:
    """Keep one row of the person's own activity, if it is a row of that activity."""
    task = sittings.task_to_keep(db, request, person)
    task_named(task).decode_row(request.row)
    sittings.keep(db, request)


def finish(db: Db, person: str, activity: str) -> bool:
    """Close an activity; tell whether mood fell so far that somebody should know."""
    row = sittings.activity_of(db, activity, person)
    if not sittings.raw_rows(db, row.id):
        raise Usage("Nothing of that activity was kept.")
    sittings.end_activity(db, row, sittings.DONE)
    if row.task != CHECK_OUT:
        return False
    by_task = {a.task: a for a in sittings.activities(db, row.sitting)}
    if CHECK_IN not in by_task:
        return False
    return safeguarding.mood_drop(scores(db, by_task[CHECK_IN]), scores(db, row))


def scores(db: Db, activity: ActivityRow) -> Scores:
    """Score an activity from its kept rows."""
    task = task_named(activity.task)
    rows = [task.decode_row(raw) for raw in sittings.raw_rows(db, activity.id)]
    return task.score(rows)
