"""What leaves of people of whom something has left: for a whole cell, or k and k.

A cell are codes that look alike in all bundles so far. New numbers leave for all of it,
or for at least k of it while at least k of it are without: else whoever knows who came
back would know who did not. Where fewer than k have nothing new, others wait with them;
they are drawn by lot, since an order that can be known (that of the codes, say) would
give away who waits only for company.

Who withdrew is not known to others, but what they did is. If one of a cell withdrew and
did not come back, all the others' new numbers would point at them. So these leave only
if whoever is silent did the very same, and tell nothing that is not true of them too;
or if at least k of the cell are without. Who is silent but did not withdraw (who left
the programme or moved away, say) may be known to be: then the others wait in any case.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pod.gate.cells import Cell, Did
from pod.gate.group import Group
from pod.gate.somebody import (
    POINTS,
    Activity,
    Somebody,
    as_known,
    name_of,
    profiles,
)
from pod.study import Policy


class Here(NamedTuple):
    """The policy; who has something new; and of everybody known what they did.

    `awaited` are those who are expected to come again, with the place of the point that
    they reached; `withdrew` are those who did, with all that they did.
    """

    policy: Policy
    fresh: Mapping[str, Somebody]
    did: Mapping[str, Did]
    awaited: Mapping[str, int]
    withdrew: Mapping[str, Somebody]


class _Leaving(NamedTuple):
    done: frozenset[Activity]
    people: Sequence[Somebody]


def going_on(cell: Cell, here: Here) -> Iterator[Group]:
    """Yield what leaves of a cell, as groups that part it further."""
    best = _best(cell, here)
    if best is None:
        return
    done, people = best
    codes = frozenset(one.code for one in people)
    beside = _beside(cell, here) if codes == cell.codes else ()
    yield Group(as_known(people), done, here.policy.weeks, beside=beside)
    left = here._replace(fresh={**here.fresh, **_without(people, done)})
    names = {name_of(one) for one in done}
    silent = frozenset(one for one in cell.silent if names <= here.did.get(one, names))
    yield from going_on(Cell(codes, silent), left)
    yield from going_on(cell._replace(codes=cell.codes - codes), left)


def _without(
    people: Sequence[Somebody], done: frozenset[Activity]
) -> Mapping[str, Somebody]:
    """Return what people still have when these activities have left."""
    points = {one[0] for one in done}
    return {
        one.code: one._replace(
            rows={key: row for key, row in one.rows.items() if key not in done},
            points={key: at for key, at in one.points.items() if key not in points},
        )
        for one in people
    }


def _best(cell: Cell, here: Here) -> _Leaving | None:
    """Return the activities of which most numbers can leave now, and whose."""
    known = [here.fresh[code] for code in sorted(cell.codes & here.fresh.keys())]
    fresh = [one for one in known if one.rows]
    found, most = None, 0
    for done in profiles(fresh):
        ready = [one for one in fresh if done <= one.profile]
        count = _how_many(cell, ready, done, here)
        if count * len(done) > most:
            found, most = _Leaving(done, _drawn(ready, count, cell)), count * len(done)
    return found


def _how_many(
    cell: Cell, ready: Sequence[Somebody], done: frozenset[Activity], here: Here
) -> int:
    """Return of how many of a cell these activities may leave now."""
    k, of = here.policy.k, len(cell.codes)
    if len(ready) < k or not _settled(cell, ready, done, here):
        return 0
    if of - len(ready) >= k or (len(ready) == of and _all_did(cell, done, here)):
        return len(ready)
    drawn = all(one.person.lot for one in ready)
    return of - k if drawn and of >= 2 * k else 0


def _all_did(cell: Cell, done: frozenset[Activity], here: Here) -> bool:
    """Tell whether all who are silent withdrew, and did the very same."""
    beside = _beside(cell, here)
    same = all(done <= one.profile for one in beside)
    return same and len(beside) == len(cell.silent)


def _beside(cell: Cell, here: Here) -> tuple[Somebody, ...]:
    known = cell.silent & here.withdrew.keys()
    return tuple(here.withdrew[code] for code in sorted(known))


def _settled(
    cell: Cell, ready: Sequence[Somebody], done: frozenset[Activity], here: Here
) -> bool:
    """Tell whether nobody else who may be of the cell is expected to do this too."""
    others = (cell.codes | cell.silent) - {one.code for one in ready}
    point = max(POINTS.index(one[0]) for one in done)
    return not any(here.awaited.get(code, point) < point for code in others)


def _drawn(ready: Sequence[Somebody], count: int, cell: Cell) -> Sequence[Somebody]:
    """Draw so many of them by their lots, anew for each cell."""
    if count == len(ready):
        return ready
    about = " ".join(sorted(cell.codes))

    def drawn(one: Somebody) -> bytes:
        return hashlib.sha256(f"{one.person.lot} {about}".encode()).digest()

    return sorted(ready, key=drawn)[:count]
