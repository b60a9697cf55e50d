"""Brings together what two pods know of one person; no row is lost (pure).

`merge` is commutative, associative and idempotent, so that it does not matter in which
order records come, or how often. Where one thing must count it is the newest, and of
two choices of the same moment the one that lets less leave.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from pod.bundle.traveller import (
    Consent,
    Drew,
    Enrolled,
    Gone,
    Held,
    Person,
    Run,
)
from pod.errors import Malformed
from pod.values import Value

V = TypeVar("V", bound=Value)

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
RANK: Mapping[str | None, int] = {None: 0, "partial": 1, "done": 2}


def merge(one: Person, other: Person) -> Person:
    """Return all that two pods know of somebody; Malformed if they are not the same."""
    if one.ref != other.ref:
        raise Malformed("These are two people.")
    return Person(
        ref=one.ref,
        enrolled=min(one.enrolled, other.enrolled, key=_enrolled_first),
        known=_newest(one.known, other.known, lambda known: known.at),
        signing=_newest(one.signing, other.signing, lambda known: known.at),
        liked=_newest(one.liked, other.liked, lambda known: known.at),
        home=_newest(one.home, other.home, lambda home: home.since),
        roaming=_newest(one.roaming, other.roaming, lambda roams: roams.at),
        consents=in_time({*one.consents, *other.consents}),
        drew=_drawn_first(one.drew, other.drew),
        sittings=_sittings((*one.sittings, *other.sittings)),
        runs=_runs((*one.runs, *other.runs)),
        gone=_gone(one.gone, other.gone),
    )


def in_time(consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """Return the answers as they were given; the last one counts."""
    return tuple(sorted(consents, key=_restrictive_last))


def parted(person: Person) -> Person:
    """Return somebody with each activity once, as a store keeps it.

    Where two pods went on with the same activity and kept other rows, the one that came
    further stays, and what the other kept stands beside it as one that ended early.
    """
    by_id: dict[str, list[Run]] = defaultdict(list)
    for run in person.runs:
        by_id[run.id].append(run)
    kept = [max(runs, key=_furthest) for runs in by_id.values()]
    beside = [
        _beside(run) for run in person.runs if run not in kept and run.rows is not None
    ]
    return replace(person, runs=in_order(person.sittings, [*kept, *beside]))


def in_order(sittings: Iterable[Held], runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return activities as they came: by sitting, part, and what ended early first."""
    held = {one.id: (one.held_on, one.number, one.id) for one in sittings}

    def place(run: Run) -> tuple[object, ...]:
        return (*held[run.sitting], run.part, RANK[run.ended] or 3, run.id)

    return tuple(sorted({run.id: run for run in runs}.values(), key=place))


def _newest(one: V, other: V, when: Callable[[V], object]) -> V:
    """Return what is newer; of one moment always the same of the two."""
    return max(one, other, key=lambda value: (when(value), _spelt(value)))


def _enrolled_first(one: Enrolled) -> tuple[object, ...]:
    """Sort a code that was forgotten first: forgetting holds for good."""
    return one.code != "", one.on, _spelt(one)


def _restrictive_last(one: Consent) -> tuple[object, ...]:
    less = not one.evaluation, not one.take_part, not one.contact
    return one.given_at, *less, _spelt(one)


def _drawn_first(one: Drew | None, other: Drew | None) -> Drew | None:
    drawn = [arm for arm in (one, other) if arm is not None]
    return min(drawn, key=lambda arm: (arm.at, _spelt(arm)), default=None)


def _gone(one: Gone, other: Gone) -> Gone:
    return Gone(
        entered=one.entered or other.entered,
        withdrawn=one.withdrawn or other.withdrawn,
        activities=tuple(sorted({*one.activities, *other.activities})),
        sittings=tuple(sorted({*one.sittings, *other.sittings})),
        linked=tuple(sorted({*one.linked, *other.linked})),
    )


def _sittings(held: Sequence[Held]) -> tuple[Held, ...]:
    """Return each sitting once; one that was closed anywhere is closed."""
    found: dict[str, Held] = {}
    for one in held:
        known = found.get(one.id, one)
        found[one.id] = max(known, one, key=_closed_last)
    return tuple(found[id_] for id_ in sorted(found))


def _closed_last(one: Held) -> tuple[object, ...]:
    closed = one.closed_at.isoformat() if one.closed_at else ""
    return closed, _spelt(one)


def _runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return what no other holds all of: each row that anybody kept is in one."""
    by_id: dict[str, set[Run]] = defaultdict(set)
    for run in runs:
        by_id[run.id].add(run)
    kept = (run for alike in by_id.values() for run in _furthest_of(alike))
    return tuple(sorted(kept, key=_spelt))


def _furthest_of(runs: Iterable[Run]) -> Sequence[Run]:
    known = list(runs)
    return [
        one
        for one in known
        if not any(_holds(other, one) for other in known if other != one)
    ]


def _holds(more: Run, less: Run) -> bool:
    """Tell whether a run has all rows of another, and came as far as that.

    This is a partial order: two that hold one another are one and the same.
    """
    if RANK[less.ended] > RANK[more.ended] or not _begins(less.rows, more.rows):
        return False
    same = less.rows == more.rows and less.ended == more.ended
    return not same or _spelt(less) <= _spelt(more)


def _begins(less: tuple[bytes, ...] | None, more: tuple[bytes, ...] | None) -> bool:
    """Tell whether rows begin with others; rows that did not come begin all."""
    if less is None or more is None:
        return less is None
    return more[: len(less)] == less


def _furthest(run: Run) -> tuple[object, ...]:
    rows = -1 if run.rows is None else len(run.rows)
    return RANK[run.ended], rows, _spelt(run)


def _beside(run: Run) -> Run:
    """Return a run under a name of its own, which follows from what it holds."""
    digest = hashlib.sha256(_spelt(run)).digest()
    id_ = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:12])
    return replace(run, id=id_, ended=run.ended or "partial", journal=())


def _spelt(value: Value) -> bytes:
    """Return a value as bytes, for an order that is the same on every pod."""
    return msgspec.json.encode(value, order="sorted")
