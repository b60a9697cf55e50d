"""Where somebody stands in their course: the programme, and what the store knows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from pod.arms import weeks_left
from pod.course import Facts, places
from pod.programme import Programme, asked_about, read_programme
from pod.settings import ORIGINAL, Language
from pod.storage import duty, keeping, people, sittings
from pod.storage.arms import arm_of, begins_on
from pod.storage.doings_tables import ActivityRow, SittingRow
from pod.storage.leaves import leaves, was_told
from pod.storage.vault import DoingsDb
from pod.study import covers
from pod.task import Scores, task_named
from pod.values import Value

DAYS = 7


class Pod(Value, frozen=True):
    """A pod's name, the programme it serves where the study has no arms, its language.

    That is met by whoever chose one that has gone.
    """

    name: str
    programme: Programme
    language: Language = ORIGINAL


class Course(Value, frozen=True):
    """Somebody's programme, what is known of them, and the present moment.

    `language` is the one that they meet now.
    """

    person: str
    programme: Programme
    facts: Facts
    now: datetime
    language: Language


def course_of(db: DoingsDb, pod: Pod, person: str, now: datetime) -> Course:
    """Return somebody's course as it stands now.

    Where the study has arms, it is their arm's; it is drawn once they take part.
    """
    programme, day = pod.programme, None
    if takes_part(db, person, programme):
        arm = arm_of(db, pod.name, person, now)
        programme = read_programme(arm.programme) if arm else programme
        day = begins_on(db, person) if arm else None
    facts = _facts(db, person, programme, now, day)
    language = people.likes(people.person(db, person), pod.language).language
    return Course(person, programme, facts, now, language)


def takes_part(db: DoingsDb, person: str, programme: Programme) -> bool:
    """Tell whether somebody agreed to take part in what this programme asks for.

    They are asked again where more leaves here now than they were told.
    """
    agreed = people.consent(db, person)
    if agreed is None or agreed.version != programme.consent:
        return False
    return agreed.take_part and covers(was_told(agreed), leaves(db))


def _facts(
    db: DoingsDb, person: str, programme: Programme, now: datetime, begins: date | None
) -> Facts:
    row = sittings.sitting_under_way(db, person, programme.name)
    begun = begun_in(db, programme, row) if row else {}
    finished = sittings.finished_sittings(db, person, programme.name)
    asked = asked_about(programme, row.number if row else len(finished))
    return Facts(
        finished=len(finished),
        parts={place: one.task for place, one in begun.items()},
        done=frozenset(place for place, one in begun.items() if one.ended),
        scores=_scores(db, person, asked),
        on_duty=duty.anybody(db, now),
        weeks_since_last=_weeks(finished[-1].held_on, now.date()) if finished else 0,
        wait_weeks=weeks_left(begins, now.date()) if begins else 0,
    )


def begun_in(
    db: DoingsDb, programme: Programme, row: SittingRow
) -> Mapping[int, ActivityRow]:
    """Return what of a sitting is under way or done, by its part as it is now.

    What ended early is not among it, nor what the programme no longer asks for.
    """
    found = [
        one for one in sittings.begun_with(db, row) if one.ended != sittings.PARTIAL
    ]
    found.sort(key=lambda one: one.ended is None)
    begun = [(one.part, one.task) for one in found]
    placed = zip(places(programme, row.number, begun), found, strict=True)
    return {place: one for place, one in placed if place is not None}


def _weeks(since: date, today: date) -> int:
    """Return whole weeks; a clock set back gives 0, never less."""
    return max(0, (today - since).days // DAYS)


def _scores(
    db: DoingsDb, person: str, asked: Iterable[str]
) -> Mapping[str, Mapping[str, float]]:
    """Return the newest results of the activities that a sitting asks about."""
    found = {}
    for task in asked:
        newest = sittings.newest_done(db, person, task)
        if newest is not None:
            found[task] = {
                name: score.value
                for name, score in scores(db, newest).items()
                if score.value is not None
            }
    return found


def scores(db: DoingsDb, activity: ActivityRow) -> Scores:
    """Score an activity from its kept rows; another version's are not scored here.

    Nor are those whose answers stayed at another pod.
    """
    task = task_named(activity.task)
    if activity.task_version != task.version:
        return {}
    rows = [task.decode_row(raw) for raw in keeping.raw_rows(db, activity.id)]
    return task.score(rows) if rows else {}


def rows_before(db: DoingsDb, person: str, name: str) -> tuple[bytes, ...]:
    """Return what somebody kept the last time they finished an activity.

    What another version of it kept is not handed out: it may mean something else.
    """
    newest = sittings.newest_done(db, person, name)
    if newest is None or newest.task_version != task_named(name).version:
        return ()
    return tuple(keeping.raw_rows(db, newest.id))
