"""From what the pod knows to what may leave: consent, batches of at least k, ladders.

k-anonymity holds for one release only; who compares successive bundles learns by
intersection (Xiao and Tao 2007; Ganta and others 2008). So bands are fixed when
somebody enters and never refined; people enter in batches of at least k, each sharing
every released band with k - 1 others of the same batch; and a later bundle adds numbers
about at least k people or none.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pod.bundle.released import Kind, Measure, Participant, Point, Released
from pod.settings import LANGUAGES
from pod.study import BANDS, NOT_RELEASED, Band, Policy
from pod.task import Score
from pod.values import TimedBy, Value

DECIMALS = 3
TOLD_OF = (*LANGUAGES, "mul")
ANOTHER = "und"
"""ISO 639-2's code for any: a language that one person here speaks would name them."""


class Enrolled(Value, frozen=True, kw_only=True):
    """Somebody who takes part, as far as the export may know."""

    study_code: str
    bands: dict[Band, str]
    consent_evaluation: bool
    withdrawn: bool = False


class Measured(Value, frozen=True, kw_only=True):
    """One activity at one measure point; `timing` counts presses by whose clock."""

    study_code: str
    point: Point
    task: str
    task_version: int
    params_hash: str
    scoring: str
    language: str
    weeks_since_start: int
    scores: dict[str, Score]
    items: dict[str, float | None]
    timing: dict[TimedBy, int]
    mode: str = "self"


class Already(Value, frozen=True, kw_only=True):
    """Who and what has left: study codes, and the keys of measured activities."""

    people: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()


def activity_key(row: Measured | Measure) -> str:
    """Name a measured activity for good: once it has left, it is frozen."""
    return f"{row.study_code}/{row.point}/{row.task}"


def person_of(key: str) -> str:
    """Return the study code in an activity's key."""
    return key.partition("/")[0]


def released(
    enrolled: Iterable[Enrolled],
    measured: Iterable[Measured],
    policy: Policy,
    already: Already,
) -> Released:
    """Return what may leave now and has not left before; perhaps nothing.

    Only people who agreed to evaluation and did not withdraw. An activity given twice
    counts as given last. Order is by study code, which is random.
    """
    people = {one.study_code: one for one in enrolled if has_agreed(one)}
    fresh = _fresh(people, measured, already)
    waiting = {code for code in fresh if code not in already.people}
    entering = _entering([people[code] for code in sorted(waiting)], policy)
    going_on = {code for code in fresh if code in already.people}
    if len(going_on) < policy.k:
        going_on = set()
    leaving = sorted({person.study_code for person in entering} | going_on)
    return Released(
        participants=tuple(sorted(entering, key=lambda person: person.study_code)),
        measures=tuple(
            number
            for code in leaving
            for row in sorted(fresh[code], key=activity_key)
            for number in _numbers(row)
        ),
    )


def still_needed(
    enrolled: Iterable[Enrolled],
    measured: Iterable[Measured],
    policy: Policy,
    already: Already,
) -> int:
    """Return how many more people a first batch needs at least; 0 if nothing waits."""
    people = {one.study_code: one for one in enrolled if has_agreed(one)}
    fresh = _fresh(people, measured, already)
    waiting = len(fresh.keys() - already.people)
    going_on = len(fresh.keys() & already.people)
    if not waiting and not going_on:
        return 0
    return max(1, policy.k - max(waiting, going_on))


def has_agreed(person: Enrolled) -> bool:
    """Tell whether results of this person may leave today."""
    return person.consent_evaluation and not person.withdrawn


def _fresh(
    people: Mapping[str, Enrolled], measured: Iterable[Measured], already: Already
) -> dict[str, list[Measured]]:
    """Return what has not left, by study code; people without any of it are absent."""
    latest = {activity_key(row): row for row in measured if row.study_code in people}
    fresh = defaultdict(list)
    for key, row in latest.items():
        if key not in already.activities and (row.scores or row.items):
            fresh[row.study_code].append(row)
    return dict(fresh)


def _entering(waiting: Sequence[Enrolled], policy: Policy) -> list[Participant]:
    """Let people enter on the highest rung where at least k of the batch are alike."""
    entering: list[Participant] = []
    left = list(waiting)
    for rung in policy.ladder:
        alike = defaultdict(list)
        for person in left:
            seen = _participant(person, rung, policy)
            alike[seen_bands(seen)].append((person, seen))
        left = []
        for group in alike.values():
            if len(group) >= policy.k:
                entering += [seen for _, seen in group]
            else:
                left += [person for person, _ in group]
    return entering


def seen_bands(person: Participant) -> tuple[str, ...]:
    """Return a participant's bands in the fixed order: the class they belong to."""
    return tuple(getattr(person, band) for band in BANDS)


def _participant(person: Enrolled, rung: Sequence[Band], policy: Policy) -> Participant:
    """Show the bands of one rung; a value outside the closed lists is never told."""
    told: dict[str, str] = dict.fromkeys(BANDS, NOT_RELEASED)
    for band in rung:
        value = person.bands.get(band)
        if value is not None and value in policy.bands.get(band, ()):
            told[band] = value
    return Participant(study_code=person.study_code, **told)


def _numbers(row: Measured) -> Iterable[Measure]:
    """Write one activity down as one row per score and item."""
    for name, score in sorted(row.scores.items()):
        yield _number(row, ("score", name), score.value, score.why)
    for name, value in sorted(row.items.items()):
        yield _number(row, ("item", name), value, "no_answer")


def _number(
    row: Measured, what: tuple[Kind, str], value: float | None, why: str
) -> Measure:
    finite = value is not None and math.isfinite(value)
    reason = why if value is None else "not_a_number"
    kind, name = what
    return Measure(
        study_code=row.study_code,
        point=row.point,
        weeks_since_start=row.weeks_since_start,
        task=row.task,
        task_version=row.task_version,
        params_hash=row.params_hash,
        scoring=row.scoring,
        language=row.language if row.language in TOLD_OF else ANOTHER,
        mode=row.mode,
        timed_device=row.timing.get("device", 0),
        timed_arrival=row.timing.get("arrival", 0),
        timed_keyboard=row.timing.get("keyboard", 0),
        timed_touch=row.timing.get("touch", 0),
        timed_rehearsal=row.timing.get("rehearsal", 0),
        kind=kind,
        name=name,
        value=round(value, DECIMALS) if value is not None and finite else None,
        missing="" if finite else _code(reason),
    )


def _code(reason: str) -> str:
    """Turn a reason into the short code that the format allows, never empty."""
    return re.sub("[^a-z0-9_]", "_", reason.lower())[:40] or "not_told"
