"""What goes with every bundle to say how anonymous it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from pod.bundle.released import Measure, Participant, Released
from pod.gate.closeness import (
    classes_of,
    k_anonymity,
    l_diversity,
    t_closeness,
    uniques,
)
from pod.gate.group import ANOTHER, Group
from pod.gate.known import Already
from pod.gate.somebody import Somebody
from pod.study import BANDS, NOT_RELEASED, Level, Policy
from pod.values import Value

Count: TypeAlias = int | Literal["fewer than k"]
REPORT = "disclosure.json"
FEW: Literal["fewer than k"] = "fewer than k"


class Worst(Value, frozen=True, kw_only=True):
    """A measure of a bundle: at the number where it is worst, and which that is."""

    value: float
    of: str


class Disclosure(Value, frozen=True, kw_only=True):
    """How anonymous a bundle is, and what that cost.

    A count of 1 to k - 1 people is told as `fewer than k`. `classes` are the groups
    that look alike in it; of `uniques` an outcome bundle has none, or does not leave.
    `diversity` and `closeness` (l and t) are information and no promise.
    """

    level: Level = "outcomes"
    agreement: str = ""
    k: int
    people: int
    people_so_far: int
    classes: int
    smallest_class: int
    uniques: int
    held_back: Count
    share_held_back: float | Literal["fewer than k"]
    suppressed: dict[str, Count] = msgspec.field(default_factory=dict)
    activities_suppressed: dict[str, Count] = msgspec.field(default_factory=dict)
    diversity: Worst | None = None
    closeness: Worst | None = None


class Weighed(NamedTuple):
    """What the gate had before it and let through."""

    groups: Sequence[Group]
    fresh: Mapping[str, Somebody]
    already: Already


def disclosure(released: Released, weighed: Weighed, policy: Policy) -> Disclosure:
    """Say how anonymous this is, and what was held back for it."""
    groups, fresh = weighed.groups, weighed.fresh
    entered = {one.study_code for one in released.participants}
    so_far = weighed.already.people | entered
    held, known = fresh.keys() - so_far, fresh.keys() | so_far
    few = 0 < len(held) < policy.k
    classes = [group.codes for group in groups]
    diversity, closeness = _worst(groups, released.measures)
    return Disclosure(
        k=policy.k,
        people=len(entered),
        people_so_far=len(so_far),
        classes=len(classes),
        smallest_class=k_anonymity(classes),
        uniques=uniques(classes),
        held_back=told(len(held), policy.k),
        share_held_back=FEW if few else _share(len(held), len(known)),
        suppressed=_told_each(_suppressed(released, groups), policy.k),
        activities_suppressed=_told_each(_not_leaving(weighed, so_far), policy.k),
        diversity=diversity,
        closeness=closeness,
    )


def disclosure_of_rows(
    everybody: Iterable[Participant], entered: int, agreement: str, k: int
) -> Disclosure:
    """Say of research rows that they are not anonymous, and how many are alone.

    Alone among `everybody` who agrees: so many of them `entered` with this bundle.
    """
    rows = [msgspec.structs.asdict(one) for one in everybody]
    classes = classes_of(rows, (*BANDS, "arm"))
    return Disclosure(
        level="rows",
        agreement=agreement,
        k=k,
        people=entered,
        people_so_far=len(rows),
        classes=len(classes),
        smallest_class=k_anonymity(classes),
        uniques=uniques(classes),
        held_back=0,
        share_held_back=0.0,
    )


def as_json(report: Disclosure) -> bytes:
    """Return the file that goes with the bundle."""
    text = msgspec.json.encode(report, order="deterministic")
    return msgspec.json.format(text, indent=2) + b"\n"


def told(count: int, k: int) -> Count:
    """Tell a count of people, unless it is so small that it says who."""
    return FEW if 0 < count < k else count


def _told_each(counts: Mapping[str, int], k: int) -> dict[str, Count]:
    return {name: told(counts[name], k) for name in sorted(counts) if counts[name]}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _suppressed(released: Released, groups: Sequence[Group]) -> Counter[str]:
    """Count, column by column, the cells that are not told."""
    found = Counter[str]()
    for row in (*released.participants, *released.points):
        cells = msgspec.structs.asdict(row).items()
        found.update(name for name, value in cells if value == NOT_RELEASED)
    found["weeks_since_start"] += sum(not one.weeks_wide for one in released.points)
    found["language"] += sum(one.language == ANOTHER for one in released.points)
    found["timed"] += sum(
        len(group.people)
        for group in groups
        for one in group.activities
        if not group.tells_timing(one)
    )
    return found


def _not_leaving(weighed: Weighed, so_far: Iterable[str]) -> Counter[str]:
    """Count, activity by activity, whose is kept here of those who have entered."""
    left = {
        (code, activity)
        for group in weighed.groups
        for code in group.codes
        for activity in group.activities
    }
    return Counter(
        f"{activity[0]} {activity[1]}"
        for code in so_far
        if code in weighed.fresh
        for activity in weighed.fresh[code].rows
        if (code, activity) not in left
    )


def _worst(
    groups: Sequence[Group], measures: Iterable[Measure]
) -> tuple[Worst | None, Worst | None]:
    """Return the least l and the greatest t of any number in the bundle."""
    group_of = {
        (code, activity[:2]): at
        for at, group in enumerate(groups)
        for code in group.codes
        for activity in group.activities
    }
    columns: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in measures:
        if row.value is not None:
            at = group_of[row.study_code, (row.point, row.task)]
            columns[f"{row.point} {row.task} {row.name}"][at].append(row.value)
    by_name = {name: list(found.values()) for name, found in sorted(columns.items())}
    least = [(l_diversity(one), name) for name, one in by_name.items()]
    most = [(-t_closeness(one, numbers=True), name) for name, one in by_name.items()]
    return _named(min(least, default=None), 1), _named(min(most, default=None), -1)


def _named(found: tuple[float, str] | None, sign: int) -> Worst | None:
    if found is None:
        return None
    return Worst(value=round(sign * found[0], 3), of=found[1])
