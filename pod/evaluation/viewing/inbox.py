"""What came from which pod, number by number, and what to do about what did not.

A bundle tells no calendar week, so pods are laid out by their bundles' numbers: with a
weekly schedule each number is a week of that pod.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from msgspec.structs import replace

from pod.values import Value

Stands: TypeAlias = Literal["on_time", "late", "gap", "held", "silent", "not_due"]
STANDS: tuple[Stands, ...] = ("on_time", "late", "gap", "held", "silent", "not_due")
RECENT = 8
_NAME = re.compile(r"[a-z0-9]{3,16}-(?P<pod>[a-z0-9]{3,16})-(?P<number>[0-9]{6})\.")


class Line(Value, frozen=True, kw_only=True):
    """One bundle that is here: its place, its rows, and when it was received."""

    pod: str
    sequence: int
    received_at: datetime
    accepted: int
    refused: int


class Held(Value, frozen=True, kw_only=True):
    """One file that was set aside: nothing of it is used, nothing of it is lost."""

    name: str
    code: int
    reason: str
    do: str = ""


class Cell(Value, frozen=True, kw_only=True):
    """One number of one pod's series, and how it stands."""

    number: int
    stands: Stands
    line: Line | None = None
    held: Held | None = None


class PodLine(Value, frozen=True, kw_only=True):
    """One pod's series, from its first number to the furthest of any pod.

    `waiting` is how many of its bundles are here and have no receipt yet.
    """

    pod: str
    site: str
    cells: tuple[Cell, ...]
    waiting: int = 0


class Inbox(Value, frozen=True, kw_only=True):
    """All that came and did not. `strays` were set aside and name no pod's number.

    `recent` is what came last, the newest first.
    """

    pods: tuple[PodLine, ...]
    strays: tuple[Held, ...]
    recent: tuple[Line, ...]

    def count(self, stands: Stands) -> int:
        """Return how many cells stand so."""
        return sum(cell.stands == stands for pod in self.pods for cell in pod.cells)

    @property
    def received(self) -> int:
        """How many bundles are here."""
        return self.count("on_time") + self.count("late")

    @property
    def expected(self) -> int:
        """How many would be here if none lacked that is known of."""
        return self.received + self.count("gap") + self.count("held")

    @property
    def silent(self) -> int:
        """How many pods are silent."""
        return sum(
            any(cell.stands == "silent" for cell in pod.cells) for pod in self.pods
        )

    @property
    def waiting(self) -> int:
        """How many receipts are waiting to be written."""
        return sum(pod.waiting for pod in self.pods)

    @property
    def bare(self) -> bool:
        """Whether nothing has come at all, and nothing was set aside."""
        return not self.strays and not any(pod.cells for pod in self.pods)

    def with_waiting(self, waiting: Mapping[str, int]) -> "Inbox":
        """Return the same, told how many receipts are waiting for each pod."""
        pods = (replace(one, waiting=waiting.get(one.pod, 0)) for one in self.pods)
        return replace(self, pods=tuple(pods))


def inbox_of(
    sites: Mapping[str, str],
    lines: Sequence[Line],
    held: Sequence[Held],
    silent: Iterable[str] = (),
) -> Inbox:
    """Lay out what came by site, pod and number.

    `sites` names the site of every pod that is known; `silent` the pods of whom nothing
    was heard for too long.
    """
    places = {place: one for one in held if (place := _place(one.name)) is not None}
    pods = sorted({*sites, *(one.pod for one in lines), *(pod for pod, _ in places)})
    furthest = max([0, *(one.sequence for one in lines), *(n for _, n in places)])
    quiet = frozenset(silent)
    here, apart = _by_pod(lines), _held_by_pod(places)
    laid = []
    for pod in pods:
        ours, theirs = here.get(pod, {}), apart.get(pod, {})
        cells = _cells(ours, theirs, furthest, silent=pod in quiet)
        laid.append(PodLine(pod=pod, site=sites.get(pod, pod), cells=cells))
    return Inbox(
        pods=tuple(sorted(laid, key=lambda one: (one.site, one.pod))),
        strays=tuple(one for one in held if _place(one.name) is None),
        recent=_recent(lines),
    )


def _by_pod(lines: Iterable[Line]) -> Mapping[str, Mapping[int, Line]]:
    """Return each pod's bundles by their numbers."""
    found: dict[str, dict[int, Line]] = defaultdict(dict)
    for one in lines:
        found[one.pod][one.sequence] = one
    return found


def _held_by_pod(
    places: Mapping[tuple[str, int], Held],
) -> Mapping[str, Mapping[int, Held]]:
    """Return what was set aside by pod and number."""
    found: dict[str, dict[int, Held]] = defaultdict(dict)
    for (pod, number), one in places.items():
        found[pod][number] = one
    return found


def _cells(
    here: Mapping[int, Line], held: Mapping[int, Held], furthest: int, *, silent: bool
) -> tuple[Cell, ...]:
    """Return how each number of one pod's series stands."""
    last = max([0, *here, *held])
    return tuple(
        _cell(number, here, held, last=last, silent=silent)
        for number in range(1, furthest + 1)
    )


def _cell(
    number: int,
    here: Mapping[int, Line],
    held: Mapping[int, Held],
    *,
    last: int,
    silent: bool,
) -> Cell:
    line = here.get(number)
    if line is not None:
        after = (one for other, one in here.items() if other > number)
        late = any(one.received_at < line.received_at for one in after)
        return Cell(number=number, stands="late" if late else "on_time", line=line)
    if number in held:
        return Cell(number=number, stands="held", held=held[number])
    if number < last:
        return Cell(number=number, stands="gap")
    return Cell(number=number, stands="silent" if silent else "not_due")


def _recent(lines: Sequence[Line]) -> tuple[Line, ...]:
    newest = sorted(lines, key=lambda one: (one.received_at, one.sequence, one.pod))
    return tuple(newest[: -RECENT - 1 : -1])


def _place(name: str) -> tuple[str, int] | None:
    """Return whose bundle of which number a file says that it is; perhaps nobody's."""
    found = _NAME.match(name)
    return (found["pod"], int(found["number"])) if found else None
