"""The wing board: what each pod's tile says, from what was heard (pure).

A pod that is not heard any more says since when; a call for help stays red also where
the pod has gone silent since.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from pod.events import DeviceKind
from pod.settings import Id
from pod.values import Value
from pod.wing.kinds import State, Status
from pod.wing.members import Member
from pod.wing.terms import Moment

Shown: TypeAlias = State | Literal["silent", "unknown"]
Clock: TypeAlias = Literal["", "early", "late"]

SILENT_AFTER = timedelta(seconds=7)
"""Three heartbeats and a look at the folder: one that is late is not yet silent."""


class Heard(Value, frozen=True, kw_only=True):
    """What is known of one pod: how it stood last, and when that came.

    `clock`: its letters are not taken, for its clock is ahead or behind.
    """

    member: Member
    status: Status | None = None
    heard_at: datetime | None = None
    clock: Clock = ""


class Tile(Value, frozen=True, kw_only=True):
    """One pod on the board; never a name, never a score.

    `silent_since` is told of a pod that is not heard, whatever it said last. `minutes`
    are those to a safe stop, or that somebody has waited for help.
    """

    pod: Id
    place: str
    state: Shown
    minutes: int | None = None
    since_at: Moment | None = None
    taken_on: bool = False
    device: DeviceKind | None = None
    next_at: Moment | None = None
    silent_since: Moment | None = None
    clock: Clock = ""


def tiles(heard: Iterable[Heard], now: datetime) -> tuple[Tile, ...]:
    """Return the board: a tile for each pod, by what the board calls it."""
    pods = [one for one in heard if one.member.what == "pod"]
    pods.sort(key=lambda one: (_by_number(one.member.place), one.member.id))
    return tuple(tile(one, now) for one in pods)


def tile(heard: Heard, now: datetime) -> Tile:
    """Return one pod's tile as it stands now."""
    status, member = heard.status, heard.member
    if status is None or heard.heard_at is None:
        return Tile(
            pod=member.id, place=member.place, state="unknown", clock=heard.clock
        )
    silent = now - heard.heard_at > SILENT_AFTER
    quiet = silent and status.state != "help"
    return Tile(
        pod=member.id,
        place=member.place,
        state="silent" if quiet else status.state,
        minutes=_minutes(status, now),
        since_at=status.since_at,
        taken_on=status.taken_on,
        device=status.device,
        next_at=status.next_at,
        silent_since=heard.heard_at if silent else None,
        clock=heard.clock,
    )


def _minutes(status: Status, now: datetime) -> int | None:
    """Return minutes to a safe stop, or since somebody asked for help."""
    if status.state == "help" and status.since_at is not None:
        return max(0, int((now - status.since_at).total_seconds() // 60))
    return status.minutes if status.state == "in_use" else None


def _by_number(place: str) -> tuple[int, str]:
    """Sort 2 before 10, and letters after numbers."""
    found = re.match(r"\d+", place)
    return (int(found[0]) if found else 10_000, place)
