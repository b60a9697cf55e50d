"""Travelling records on their way: onto the study's stick, into a folder, and back.

What touches a medium is done by another thread, in steps that are short; a record has
its name there only once it was read back whole.
"""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from pod.bundle.carry import Tell, write_whole
from pod.bundle.medium import DISK, Medium, NotPlainError
from pod.bundle.travel import BIGGEST, SealedRecord
from pod.desk.stick import Writing
from pod.export.hand import Hand, Heard, waited
from pod.export.stick_reach import AtHand, Reach, Wanted, is_still, let_go, opened
from pod.export.stick_trouble import StickTrouble, told
from pod.seal import sig_beside
from pod.values import Value

T = TypeVar("T")
MOST, BIGGEST_SIG = 64, 4_096
"""So many records are looked at in one go: the rest wait for the next."""
_NAME = re.compile(r"(?P<pod>[a-z0-9]{3,16})-(?P<record>[a-z0-9]{12})\.podrecord")


class Found(Value, frozen=True):
    """A record as it lay there: its name, and what nobody has checked."""

    name: str
    untrusted: bytes
    untrusted_sig: str


class Road(Protocol):
    """A place that records go to and come from; all of it may raise StickTrouble."""

    @property
    def hand(self) -> Hand:
        """The thread in which the medium is touched."""

    @property
    def on(self) -> Medium:
        """The medium's own operations."""

    def enter(self) -> Path:
        """Return the folder, opened."""

    def check(self) -> None:
        """StickTrouble where it is not the same place any more."""

    def leave(self) -> bool:
        """Let go of it; tell whether a stick may be taken out as it is."""


class StickRoad:
    """The study's stick; it is `Road`."""

    def __init__(self, reach: Reach, wanted: Wanted) -> None:
        self._reach, self._wanted = reach, wanted
        self._at: AtHand | None = None
        self.hand, self.on = reach.hand, reach.on

    def enter(self) -> Path:
        """Open the one stick there is, if it is the study's."""
        self._at = opened(self._reach, self._wanted)
        return self._at.folder

    def check(self) -> None:
        """See that this is still the same stick: its mount point may be left."""
        if self._at is None or not is_still(self._reach, self._at):
            raise StickTrouble("pulled_out")

    def leave(self) -> bool:
        """Let go of the stick, if it was opened."""
        at, self._at = self._at, None
        return True if at is None else let_go(self._reach, at.plugged)


@dataclass(frozen=True)
class FolderRoad:
    """A folder that the site has set; it is `Road`."""

    folder: Path
    hand: Hand
    on: Medium = field(default=DISK)

    def enter(self) -> Path:
        """Return the folder; one that is not there is not made."""
        if not self.folder.is_dir():
            raise StickTrouble("pulled_out")
        return self.folder

    def check(self) -> None:
        """Trust the folder: what was written was read back."""

    def leave(self) -> bool:
        """Hold nothing."""
        return True


def sending(
    road: Road, make: Callable[[], SealedRecord]
) -> Generator[Writing, None, bool]:
    """Open the road, make the record, write it; tell whether a stick may be taken out.

    Nothing is made before there is a place for it. However it ends, the place is let
    go of.
    """
    heard = Heard()
    entered = road.hand.begun(road.enter)
    try:
        folder = yield from waited(entered, heard)
        record = make()
        heard.of = len(record.content) + len(record.signature)
        write = partial(_write, road, folder, record, heard.tell)
        yield from waited(road.hand.begun(write), heard)
    finally:
        heard.stop()
        leaving = road.hand.begun(road.leave)
    return (yield from waited(leaving, heard))


def bringing(
    road: Road, is_wanted: Callable[[str], bool], take: Callable[[Found], T]
) -> Generator[Writing, None, tuple[tuple[T, ...], bool]]:
    """Give every record that lies there to `take`, one after another, unchecked.

    What lies there stays: it may be for other pods too.
    """
    heard, came = Heard(), list[T]()
    entered = road.hand.begun(road.enter)
    try:
        folder = yield from waited(entered, heard)
        look = partial(_names, road, folder, is_wanted)
        names = (yield from waited(road.hand.begun(look), heard))[:MOST]
        for number, name in enumerate(names, 1):
            read = road.hand.begun(partial(_read, road, folder, name))
            if (found := (yield from waited(read, heard))) is not None:
                came.append(take(found))
            yield Writing(number, len(names))
    finally:
        leaving = road.hand.begun(road.leave)
    safe = yield from waited(leaving, heard)
    return tuple(came), safe


def swept(road: Road, is_old: Callable[[str], bool]) -> Generator[Writing, None, None]:
    """Take away the records whose names `is_old` knows; all others stay."""
    heard = Heard()
    folder = yield from waited(road.hand.begun(road.enter), heard)
    look = partial(_names, road, folder, lambda _name: True)
    names = yield from waited(road.hand.begun(look), heard)
    for name in [one for one in names if is_old(one)]:
        clear = partial(_clear, folder / name, road.on)
        yield from waited(road.hand.begun(clear), heard)


def maker_of(name: str) -> str:
    """Return which pod a record's name says made it; nothing for another file."""
    found = _NAME.fullmatch(name)
    return found["pod"] if found else ""


def record_of(name: str) -> str:
    """Return which record a file's name says it is; nothing for another file."""
    found = _NAME.fullmatch(name)
    return found["record"] if found else ""


def _write(road: Road, folder: Path, record: SealedRecord, tell: Tell) -> None:
    """Write the signature, then the record; leave nothing half-written behind."""
    path = folder / record.name
    with told():
        try:
            signature = record.signature.encode("ascii")
            write_whole(sig_beside(path), signature, road.on, tell)
            write_whole(path, record.content, road.on, tell)
        except OSError:
            _clear(path, road.on)
            raise
    road.check()


def _clear(path: Path, on: Medium) -> None:
    for one in (path, sig_beside(path)):
        for name in (one, one.with_name(f"{one.name}.part")):
            try:
                on.remove(name)
            except OSError:
                continue


def _names(road: Road, folder: Path, is_wanted: Callable[[str], bool]) -> Sequence[str]:
    with told():
        every = sorted(road.on.names(folder))
    return tuple(_wanted(every, is_wanted))


def _wanted(names: Sequence[str], is_wanted: Callable[[str], bool]) -> Iterator[str]:
    return (name for name in names if _NAME.fullmatch(name) and is_wanted(name))


def _read(road: Road, folder: Path, name: str) -> Found | None:
    """Read a record and its signature; nothing where it is no such file."""
    path = folder / name
    with told():
        try:
            untrusted = road.on.read(path, BIGGEST)
            signature = road.on.read(sig_beside(path), BIGGEST_SIG)
        except (FileNotFoundError, PermissionError, NotPlainError):
            return None
    return Found(name, untrusted, signature.decode("ascii", "replace"))
