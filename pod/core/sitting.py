"""One sitting: its parts, what comes next, what is kept, and how it ends."""

from collections.abc import Sequence
from random import Random

import msgspec

from pod import desk, safeguarding
from pod.core.course_of import Course, begun_in, rows_before, scores, takes_part
from pod.course import Planned, about, plan, sitting_number, upcoming, weeks_to_wait
from pod.errors import Usage
from pod.programme import numbers_for
from pod.storage import keeping, people, sittings
from pod.storage.doings_tables import ActivityRow, SittingRow
from pod.storage.vault import DoingsDb
from pod.task import AnyTask, params_hash, task_named
from pod.values import Value

SEVERAL = "mul"
"""ISO 639-2's code for several languages."""
CHECK_IN, CHECK_OUT = "check_in", "check_out"


def view(db: DoingsDb, course: Course, rng: Random) -> desk.PersonView:
    """Return where the person is: in a sitting under way, or before their next one.

    A sitting of which every part is done is closed. One opens when it is begun.
    """
    if not takes_part(db, course.person, course.programme):
        return desk.PersonView(consent_needed=True)
    row = _under_way(db, course)
    number, weeks = _number(course, row), 0 if row else weeks_away(course)
    if number is None or weeks > 0:
        return _ended(course)
    parts = plan(course.programme, number, course.facts)
    now = upcoming(parts, course.facts.done)
    if now is None:
        row = row or _open(db, course, number, rng)
        sittings.close_sitting(db, row, course.now)
        return _ended(_after(course, number), parts)
    return desk.PersonView(
        consent_needed=False,
        plan=tuple(_step(one, now, course) for one in parts),
        resuming=row is not None,
        likes_needed=row is None and not _likes_chosen(db, course),
    )


def _after(course: Course, number: int) -> Course:
    """Return the course as it stands once the sitting of this index is over."""
    facts = msgspec.structs.replace(
        course.facts, finished=number + 1, weeks_since_last=0
    )
    return msgspec.structs.replace(course, facts=facts)


def _ended(course: Course, done: Sequence[Planned] = ()) -> desk.PersonView:
    """Say that nothing is left for today: what was done, when it goes on, with what."""
    number = sitting_number(course.programme, course.facts)
    return desk.PersonView(
        consent_needed=False,
        plan=tuple(
            desk.PlanStep(task=one.task, state="done", minutes=one.minutes)
            for one in done
        ),
        finished=True,
        weeks_to_wait=weeks_away(course),
        coming="" if number is None else about(course.programme, number),
    )


def _likes_chosen(db: DoingsDb, course: Course) -> bool:
    return people.person(db, course.person).likes_chosen


def _under_way(db: DoingsDb, course: Course) -> SittingRow | None:
    return sittings.sitting_under_way(db, course.person, course.programme.name)


def _number(course: Course, row: SittingRow | None) -> int | None:
    """Return the index of the sitting under way, else of the next; None after all."""
    return row.number if row else sitting_number(course.programme, course.facts)


def weeks_away(course: Course) -> int:
    """Return how many whole weeks the next sitting is away; 0 if none is to come."""
    number = sitting_number(course.programme, course.facts)
    if number is None:
        return 0
    return weeks_to_wait(course.programme, number, course.facts)


def _step(one: Planned, now: Planned | None, course: Course) -> desk.PlanStep:
    done = one.part in course.facts.done
    return desk.PlanStep(
        task=one.task,
        state="done" if done else "now" if one is now else "later",
        minutes=one.minutes,
        options=one.options,
    )


def _open(db: DoingsDb, course: Course, number: int, rng: Random) -> SittingRow:
    """Open somebody's next sitting, with the minutes that were planned for it.

    One that another programme left open ends here: nobody is in two at once.
    """
    programme = course.programme
    for left in sittings.sittings_under_way(db, course.person):
        sittings.close_sitting(db, left, course.now)
    new = sittings.NewSitting(
        id=people.new_id(rng),
        person=course.person,
        number=number,
        point=programme.sittings[number].point,
        programme=programme.name,
        programme_version=programme.version,
        held_on=course.now.date(),
        planned_minutes=sum(
            one.minutes for one in plan(programme, number, course.facts)
        ),
    )
    return sittings.open_sitting(db, new)


def begin(db: DoingsDb, course: Course, wish: desk.Begin, rng: Random) -> desk.Begun:
    """Start the next activity, or go on with the one that was cut off.

    A journal made by another version or with other numbers is not replayed: that
    activity is closed as partial, and begun anew.
    """
    part = _decided(_next(db, course), wish.choice)
    row = _under_way(db, course)
    row = row or _open(db, course, course.facts.finished, rng)
    task = task_named(part.task)
    params = _params(task, course)
    activity = begun_in(db, course.programme, row).get(part.part)
    if activity is not None:
        if _same(activity, task, params) and not wish.anew:
            _met_in(db, activity, course.language)
            return _begun(db, activity, course.person)
        sittings.end_early(db, activity)
    return _begun(db, _new_activity(db, course, row, part, rng), course.person)


def _params(task: AnyTask, course: Course) -> Value:
    return numbers_for(task, course.programme.numbers.get(task.name, {}))


def _next(db: DoingsDb, course: Course) -> Planned:
    """Return the part that may be begun now; Usage where there is none."""
    row = _under_way(db, course)
    agreed = takes_part(db, course.person, course.programme)
    number = _number(course, row)
    if agreed and number is not None and (row or weeks_away(course) == 0):
        parts = plan(course.programme, number, course.facts)
        if part := upcoming(parts, course.facts.done):
            return part
    raise Usage("There is nothing left to do today.")


def _decided(part: Planned, choice: str) -> Planned:
    """Return the part with what the person chose, where it is theirs to choose."""
    if not part.options:
        return part
    if choice not in part.options:
        raise Usage("Please choose what comes next.")
    return Planned(part=part.part, task=choice, because="chosen")


def _same(activity: ActivityRow, task: AnyTask, params: Value) -> bool:
    kept = (activity.task, activity.task_version, activity.params_hash)
    return kept == (task.name, task.version, params_hash(params))


def _new_activity(
    db: DoingsDb, course: Course, row: SittingRow, part: Planned, rng: Random
) -> ActivityRow:
    task = task_named(part.task)
    params = _params(task, course)
    new = sittings.NewActivity(
        id=people.new_id(rng),
        sitting=row.id,
        task=task.name,
        task_version=task.version,
        params=msgspec.json.encode(params),
        params_hash=params_hash(params),
        seed=rng.getrandbits(32),
        language=course.language,
        part=part.part,
        because=part.because,
        planned_minutes=task.minutes,
    )
    return sittings.begin_activity(db, new)


def _begun(db: DoingsDb, activity: ActivityRow, person: str) -> desk.Begun:
    task = task_named(activity.task)
    recalled = task.recalls or task.name
    last = keeping.raw_rows(db, activity.id)[-1:] if task.risk else ()
    return desk.Begun(
        activity=activity.id,
        task=activity.task,
        seed=activity.seed,
        params=activity.params,
        entries=keeping.entries(db, activity.id),
        before=rows_before(db, person, recalled) if task.recall else (),
        concern=any(safeguarding.raised(task, task.decode_row(row)) for row in last),
    )


def language_changed(db: DoingsDb, person: str, language: str) -> None:
    """Note the language of what is under way: the new one, or that there were two."""
    for row in sittings.sittings_under_way(db, person):
        for activity in sittings.activities(db, row.id):
            if activity.ended is None:
                _met_in(db, activity, language)


def _met_in(db: DoingsDb, activity: ActivityRow, language: str) -> None:
    """Note that an activity is met in this language from now on."""
    if activity.language not in (language, SEVERAL):
        kept = keeping.raw_rows(db, activity.id)
        activity.language = SEVERAL if kept else language


def keep_row(db: DoingsDb, person: str, request: desk.KeepRow) -> bool:
    """Keep one row of the person's own activity, if it is a row of that activity.

    Returns whether the answer in it needs a person, by the activity's fixed rule.
    """
    task = task_named(keeping.task_to_keep(db, request, person))
    row = task.decode_row(request.row)
    keeping.keep(db, person, request)
    return safeguarding.raised(task, row) is not None


def finish(db: DoingsDb, person: str, request: desk.Finish) -> bool:
    """Close an activity; tell whether mood fell so far that somebody should know."""
    row = sittings.activity_of(db, request.activity, person)
    if not keeping.raw_rows(db, row.id):
        raise Usage("Nothing of that activity was kept.")
    sittings.end_activity(db, row, request.took_ms)
    if row.task != CHECK_OUT:
        return False
    done = [a for a in sittings.activities(db, row.sitting) if a.ended == sittings.DONE]
    by_task = {a.task: a for a in done}
    if CHECK_IN not in by_task:
        return False
    return safeguarding.mood_drop(scores(db, by_task[CHECK_IN]), scores(db, row))
