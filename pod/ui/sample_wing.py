"""Samples of the wing: its board on a page and on the wall, a call of another pod's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from pod.desk import Around
from pod.desk.help import NeedsPerson
from pod.desk.wing import Board
from pod.ui import sample_help
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.sample_help import CALL, NOW
from pod.ui.staff.board import BoardScreen
from pod.ui.staff.parts.wing import WingScreen
from pod.ui.staff.waiting import WaitingScreen
from pod.wing.board import Tile

AT = datetime(2026, 1, 5, 10, 31, tzinfo=UTC)
STANDS: tuple[dict[str, Any], ...] = (
    {"state": "free", "next_at": AT},
    {"state": "free"},
    {"state": "in_use", "minutes": 9},
    {"state": "in_use", "minutes": 14},
    {"state": "paused", "since_at": AT},
    {"state": "help", "minutes": 1, "since_at": AT},
    {"state": "help", "taken_on": True, "since_at": AT},
    {"state": "fault", "device": "pulse", "since_at": AT},
    {"state": "fault", "since_at": AT},
    {"state": "silent", "silent_since": AT},
    {"state": "silent", "silent_since": AT, "clock": "late"},
    {"state": "unknown"},
)
LOST = NeedsPerson(
    concern="c0006",
    kind="not_safe",
    first_name="Christopher",
    cell="B1-07",
    raised_at=NOW - timedelta(minutes=9),
    late_at=NOW - timedelta(minutes=4),
    escalated_at=NOW - timedelta(minutes=4),
    pod="12",
    lost=True,
)
"""Somebody who called at a pod that was put back to an older backup since.

Their own page is a console's alone: a test lays it out there.
"""


def board(count: int) -> Board:
    """Return a wing of so many pods, each standing as one of the samples."""
    tiles = tuple(
        Tile(pod=f"pod{n:02d}", place=str(n + 1), **STANDS[n % len(STANDS)])
        for n in range(count)
    )
    return Board(wing="B Wing", clock="10:43", tiles=tiles, away=count == 0)


def the_wing(look: Look, text: Text, around: Around) -> Iterator[Screen]:
    """Make the part of the room, for one pod and for a wing, and the wall."""
    alone = WingScreen(look, text, board(1), around)
    alone.name = "staff-wing-alone"
    yield alone
    yield WingScreen(look, text, board(24), around)
    yield BoardScreen(look, text, board(4))
    all_ = WaitingScreen(look, text, sample_help.board(CALL, LOST), around)
    all_.name = "staff-help-of-the-wing"
    yield all_
