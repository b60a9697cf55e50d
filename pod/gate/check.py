"""Looks at what would leave as an outsider would: whatever the gate thinks of it.

It knows nothing of how people were chosen. It takes the rows that would leave, and what
has left, and counts who could be told apart by them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping
from operator import attrgetter

import msgspec

from pod.bundle.released import Measure, Participant, Reached, Released
from pod.errors import Private
from pod.gate.known import (
    Already,
    activity_key,
    name_in,
    person_of,
    point_key,
    point_of,
)

_CLOCKS = [name for name in Measure.__struct_fields__ if name.startswith("timed_")]
_CLOCKS_OF = attrgetter(*_CLOCKS)
_ANSWERED = {"study_code", "kind", "name", "value", "missing", *_CLOCKS}
_KIND_OF = attrgetter(*(x for x in Measure.__struct_fields__ if x not in _ANSWERED))
"""What others see of an activity: neither whose it is nor what follows from answers."""


def check(
    released: Released, already: Already, k: int, agreeing: Collection[str]
) -> None:
    """Refuse (Private) what would tell fewer than k people apart, or tell twice.

    Counted are those who agree: of the others nothing may leave.
    """
    wrong = [*_too_few(released, already, k, agreeing), *_told_twice(released, already)]
    if wrong:
        raise Private(
            f"Nothing may leave: {'; '.join(wrong)}",
            "This is a fault in the program. Nothing has left. Tell the developers.",
        )


def _too_few(
    released: Released, already: Already, k: int, agreeing: Collection[str]
) -> list[str]:
    """Count who looks like whom once this has left, of all who are told of by it."""
    gone = already.withdrawn | {one.study_code for one in released.withdrawals}
    before, now = _history(already), _looks(released)
    standing = (before.keys() | now.keys()) & set(agreeing) - gone
    after = {
        code: (before.get(code, "new"), now.get(code, frozenset())) for code in standing
    }
    told = {before.get(code, "new") for code in now}
    sizes = Counter(after.values())
    small = sum(1 for look, count in sizes.items() if count < k and look[0] in told)
    said = f"{small} groups would have fewer than {k} people" if small else ""
    strange = "somebody who withdrew would be told of" if gone & now.keys() else ""
    silent = now.keys() - set(agreeing)
    other = "somebody who does not agree would be told of" if silent else ""
    unknown = now.keys() - already.people - _entering(released)
    stray = "numbers would leave of somebody who has not entered" if unknown else ""
    return [one for one in (said, strange, other, stray) if one]


def _told_twice(released: Released, already: Already) -> list[str]:
    again = _entering(released) & already.people
    keys = {activity_key(row) for row in released.measures} & already.activities
    points = Counter(point_key(row) for row in released.points)
    told = {point_of(key) for key in already.activities}
    twice = [one for one, count in points.items() if count > 1 or one in told]
    found = {
        "somebody would enter twice": again,
        "an activity would be told twice": keys,
        "a measure point would be told twice": twice,
    }
    return [said for said, which in found.items() if which]


def _entering(released: Released) -> set[str]:
    return {one.study_code for one in released.participants}


def _history(already: Already) -> Mapping[str, Hashable]:
    """Return what has been seen of every code: its company, and what it did."""
    company: dict[str, list[int]] = {code: [] for code in already.people}
    for number, group in enumerate(already.groups):
        for code in group:
            company.setdefault(code, []).append(number)
    did = defaultdict(set)
    for key in already.activities:
        did[person_of(key)].add(name_in(key))
    return {
        code: (tuple(groups), frozenset(did[code])) for code, groups in company.items()
    }


def _looks(released: Released) -> Mapping[str, frozenset[Hashable]]:
    """Return what would be seen of every code that is told of, but for its answers."""
    looks: dict[str, set[Hashable]] = defaultdict(set)
    rows: tuple[Participant | Reached, ...] = released.participants
    for row in (*rows, *released.points):
        code, *seen = msgspec.structs.astuple(row)
        looks[code].add((type(row).__name__, *seen))
    for measure in released.measures:
        timed = tuple(map(bool, _CLOCKS_OF(measure)))
        looks[measure.study_code].add((_KIND_OF(measure), timed))
    return {code: frozenset(seen) for code, seen in looks.items()}
