"""At the stick itself: opened, looked at, written to and let go of, in its own thread.

Whatever fails here is a StickTrouble by the time anybody hears of it.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pod.bundle.carry import (
    Carried,
    Known,
    Tell,
    lies_whole,
    remove_bundle,
    take_back,
    write_bundle,
)
from pod.bundle.medium import DISK, Medium, NotPlainError
from pod.bundle.stick import Incoming, StickId, StickMark, incoming, marks_on, read_mark
from pod.errors import Malformed, Untrusted
from pod.export.hand import Hand
from pod.export.slots import Plugged, Slots
from pod.export.stick_trouble import StickTrouble, told
from pod.seal import Trusted
from pod.settings import Id
from pod.values import Value


@dataclass(frozen=True)
class Reach:
    """How a pod gets at sticks: where they are, in whose hand, by which operations."""

    slots: Slots
    hand: Hand = field(default_factory=Hand)
    on: Medium = DISK


class Wanted(Value, frozen=True, kw_only=True):
    """Whose stick is looked for: this study's and pod's, one of those registered.

    `before` are keys that the pod signed with earlier: a stick keeps its mark.
    """

    study: Id
    pod: Trusted
    sticks: tuple[StickId, ...]
    before: tuple[Trusted, ...] = ()

    @property
    def keys(self) -> tuple[Trusted, ...]:
        """Every key by which the pod's own mark on a stick is believed."""
        return (self.pod, *self.before)


class AtHand(Value, frozen=True, kw_only=True):
    """The study's stick, opened."""

    plugged: Plugged
    folder: Path
    mark: StickMark
    wanted: Wanted


def opened(reach: Reach, wanted: Wanted, *earlier: Wanted) -> AtHand:
    """Open the one stick there is, if it is the study's; StickTrouble if it is not.

    It may be an `earlier` study's: it is that one's alone then. Any other stick is let
    go of again.
    """
    one, folder = the_one(reach)
    try:
        with told():
            wanted = _whose(reach.on, folder, (wanted, *earlier))
            mark = _ours(reach.on, folder, one, wanted)
    except StickTrouble as trouble:
        safe = let_go(reach, one)
        raise StickTrouble(trouble.state, safe=safe) from trouble
    return AtHand(plugged=one, folder=folder, mark=mark, wanted=wanted)


def the_one(reach: Reach) -> tuple[Plugged, Path]:
    """Open the one stick that is in, whosever it is, or say why that cannot be."""
    with told():
        plugged = reach.slots.plugged()
    if len(plugged) != 1:
        raise StickTrouble("several" if plugged else "none")
    if plugged[0].locked:
        raise StickTrouble("locked")
    try:
        return plugged[0], reach.slots.opened(plugged[0])
    except OSError as error:
        raise StickTrouble("closed") from error


def _whose(on: Medium, folder: Path, served: Sequence[Wanted]) -> Wanted:
    """Return which study's stick this says it is; the first's where it says nothing."""
    marks = {*marks_on(folder, on)}
    of = [one for one in served if (one.study, one.pod.who) in marks]
    return (of or served)[0]


def _ours(on: Medium, folder: Path, one: Plugged, wanted: Wanted) -> StickMark:
    """Return the stick's mark if it makes this stick the study's."""
    studies = {study for study, _ in marks_on(folder, on)}
    try:
        mark = read_mark(folder, wanted.study, wanted.keys, on)
    except FileNotFoundError as error:
        others = studies - {wanted.study}
        raise StickTrouble("other_study" if others else "wrong") from error
    except (NotPlainError, Malformed, Untrusted) as error:
        raise StickTrouble("wrong") from error
    copied = mark.serial and one.serial and mark.serial != one.serial
    if copied or mark.stick not in wanted.sticks:
        raise StickTrouble("wrong")
    return mark


def let_go(reach: Reach, one: Plugged) -> bool:
    """Let a stick go; tell whether it may be taken out as it is."""
    try:
        return reach.slots.let_go(one)
    except OSError:
        return False


def check_room(at: AtHand, needed: int) -> int:
    """Return how many bytes are free; StickTrouble when so many would not fit."""
    with told():
        room = os.statvfs(at.folder)
    if room.f_flag & os.ST_RDONLY:
        raise StickTrouble("read_only")
    if (free := room.f_bavail * room.f_frsize) < needed:
        raise StickTrouble("full")
    return free


def brought(reach: Reach, at: AtHand) -> Sequence[Incoming]:
    """Return what came with a stick, unchecked."""
    with told():
        return tuple(incoming(at.folder, at.mark.study, at.mark.pod, reach.on))


def write(reach: Reach, at: AtHand, bundle: Carried, tell: Tell) -> None:
    """Write a bundle, read it back, and see that this is still the same stick.

    Where a stick was pulled out its mount point may be left, on the pod's own disk.
    """
    with told():
        write_bundle(at.folder, bundle, reach.on, tell)
    if not is_still(reach, at):
        take_back(at.folder, bundle, reach.on)
        raise StickTrouble("pulled_out")


def take_off(reach: Reach, at: AtHand, several: Sequence[Known]) -> None:
    """Delete bundles that may not leave, where they are on the stick."""
    with told():
        for sealed in several:
            remove_bundle(at.folder, sealed, reach.on)
    if not is_still(reach, at):
        raise StickTrouble("pulled_out")


def lies_on(reach: Reach, at: AtHand, bundle: Known) -> bool:
    """Tell whether a bundle may lie whole on the stick; only if it is there it may not.

    Where a stick was pulled out nothing is known of it any more.
    """
    with suppress(OSError):
        return lies_whole(at.folder, bundle, reach.on) or not is_still(reach, at)
    return True


def is_still(reach: Reach, at: AtHand) -> bool:
    """Tell whether the same stick is still there."""
    wanted = at.wanted
    with suppress(OSError, Malformed, Untrusted):
        return read_mark(at.folder, wanted.study, wanted.keys, reach.on) == at.mark
    return False
