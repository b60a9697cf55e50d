"""Is the record whole? Finds an edit, a deletion, a reordering and a cut-off end."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from pod.errors import Usage
from pod.storage.acts import What
from pod.storage.anchors import (
    STORES,
    Head,
    StoreName,
    anchored,
    heads,
    vault_of,
)
from pod.storage.audit import count, done, first_break, hash_at
from pod.storage.memory import Memory
from pod.values import Value

PUT_BACK: tuple[What, ...] = ("restored", "damaged")
SAME_START = timedelta(minutes=1)
"""What a start finds and what it does about it are not further apart."""
GROUPS, GROUP = 5, 4
"""80 bits of a hash on paper: nobody makes another record that begins alike."""


class Mark(Value, frozen=True, kw_only=True):
    """A head as somebody may bring it: of its hash perhaps only the beginning."""

    store: StoreName
    count: Annotated[int, Meta(ge=0)]
    start: Annotated[str, Meta(pattern="^([a-f0-9]{20,64})?$")]


class Flaw(Value, frozen=True, kw_only=True):
    """What does not fit in the record: in which store, from which line on."""

    store: StoreName
    line: int
    say: str


class Verdict(Value, frozen=True, kw_only=True):
    """What was looked at, and the first thing that does not fit, if any.

    `rolled_back` counts how often a store was found older than its anchors; it is a
    flaw unless a backup was put back then.
    """

    heads: tuple[Head, ...]
    flaw: Flaw | None
    rolled_back: int


def verify(memory: Memory, pod: str, brought: Sequence[Mark] = ()) -> Verdict:
    """Look at every line, every signed head, and heads `brought` from elsewhere."""
    return Verdict(
        heads=heads(memory),
        flaw=next(_flaws(memory, pod, brought), None),
        rolled_back=_rolled_back(memory),
    )


def mark_of(one: Head) -> Mark:
    """Return a whole head to compare with."""
    return Mark(store=one.store, count=one.count, start=one.hash)


def written(one: Head) -> str:
    """Write a head in short groups that somebody can compare on paper."""
    groups = [one.hash[at : at + GROUP] for at in range(0, GROUPS * GROUP, GROUP)]
    return "-".join((one.store, str(one.count), *filter(None, groups)))


def read_mark(untrusted: str) -> Mark:
    """Read a head from paper, else Usage."""
    store, _, rest = untrusted.strip().lower().partition("-")
    digits, _, groups = rest.partition("-")
    raw = {"store": store, "count": digits, "start": groups.replace("-", "")}
    try:
        return msgspec.convert(raw, Mark, strict=False)
    except msgspec.ValidationError as error:
        raise Usage(
            f"{untrusted[:60]} is no head of the record.",
            "It looks like doings-120-7f3a-22c1-0b5e-9d11-33aa.",
        ) from error


def _flaws(memory: Memory, pod: str, brought: Sequence[Mark]) -> Iterator[Flaw]:
    for store in STORES:
        yield from _in_chain(memory, store)
    held = [(mark_of(one), where) for one, where in anchored(memory, pod)]
    yield from _against(memory, [*held, *((one, "the head given") for one in brought)])
    yield from _found_older(memory)


def _in_chain(memory: Memory, store: StoreName) -> Iterator[Flaw]:
    with vault_of(memory, store).begin() as db:
        line = first_break(db)
    if line is not None:
        say = f"The record of {store} does not fit from line {line} on."
        yield Flaw(store=store, line=line, say=say)


def _against(memory: Memory, held: Iterable[tuple[Mark, str]]) -> Iterator[Flaw]:
    """Compare with heads from elsewhere."""
    for one, where in held:
        with vault_of(memory, one.store).begin() as db:
            found = hash_at(db, one.count)
        if one.count and not (found and found.startswith(one.start)):
            why = "is not the same" if found else "is gone"
            say = (
                f"Line {one.count} of the record of {one.store} {why}; {where} has it."
            )
            yield Flaw(store=one.store, line=one.count, say=say)


def _found_older(memory: Memory) -> Iterator[Flaw]:
    """Tell of a store that was found older than its heads, unless it was put back so.

    New heads were signed when it was found; what was gone then is gone for good.
    """
    with memory.doings.begin() as db:
        found = done(db, "rolled_back")
        known = [one.done_at for what in PUT_BACK for one in done(db, what)]
    for one in found:
        if not any(abs(at - one.done_at) <= SAME_START for at in known):
            store = msgspec.convert(one.line.about, StoreName)
            say = (
                f"The record of {store} was found older than what was signed of it; "
                f"line {one.number} of doings says when."
            )
            yield Flaw(store=store, line=one.number, say=say)


def _rolled_back(memory: Memory) -> int:
    with memory.doings.begin() as db:
        return count(db, "rolled_back")
