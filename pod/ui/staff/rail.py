"""What surrounds a page of the staff's room: the parts there are, and the head line.

At a staff PC the parts stand in a column at the left, at the pod's small panel in a row
below. Who waits is counted on the part for it: red stands for nothing else.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.access import ALL_PARTS
from pod.desk import Around
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.room import (
    cut_bottom,
    cut_left,
    cut_right,
    cut_top,
    in_a_column,
    in_a_row,
)
from pod.ui.common.screen import Screen

HELP, PODS, CONSOLE = "help", "pods", "console"
WIDE_MM = 280.0
"""From this width on there is room for a column of parts and two columns beside it."""
COLUMN_MM, ROW_MM, HEAD_MM = 37.0, 22.0, 20.0
LEAVE_MM, CLOCK_MM, NARROW_MM = 42.0, 60.0, 42.0
FAR_PX = 4000
"""Beyond the edge of any panel."""


def is_wide(look: Look) -> bool:
    """Tell whether a page has room for two columns beside the parts."""
    return look.panel.width_px >= look.px(WIDE_MM)


class Rail:
    """The keys to the room's parts and out of it. Ids: go:PART, unlocking, leave."""

    def __init__(self, screen: Screen, part: str, around: Around) -> None:
        self._look, self._around = screen.look, around
        self._wide = is_wide(screen.look)
        words = screen.text.room
        title = words.titles[_named(part, around)]
        self.title = screen.words(title, "staff_title", spoken=False)
        self._time = screen.words(_time(screen, around), "staff", spoken=False)
        self._time.align = "right"
        unlock = Face(words=screen.text.staff.next, role="staff_key")
        self._unlock = screen.key("unlocking", unlock, spoken=False)
        self._unlock.setVisible(around.unlocks)
        leave = Face(words=words.leave, icon="leave", role="staff_key")
        self._leave = screen.key("leave", leave, spoken=False)
        self._keys = [
            self._key(screen, name, chosen=name == part)
            for name in ALL_PARTS
            if name in around.parts
        ]
        self._panel = QRect()

    def _key(self, screen: Screen, name: str, *, chosen: bool) -> Key:
        """Put a key to a part on the page; one says how many wait."""
        words = screen.text.room
        waiting = self._around.waiting if name == HELP else 0
        named = words.parts[_named(name, self._around)]
        said = f"{named} {waiting}" if waiting else named
        face = Face(
            words=said,
            icon="note" if self._is_late(name) else name,
            shape="over",
            role="staff",
            style="danger" if waiting else "bar",
            icon_mm=9,
        )
        key = screen.key(f"go:{name}", face, spoken=False)
        key.choose(on=chosen)
        if waiting:
            key.setAccessibleName(words.waiting.format(count=waiting))
        return key

    def _is_late(self, name: str) -> bool:
        """Tell whether a part has something to see to that is no person's call."""
        return name == PODS and self._around.late

    def put(self, room: QRect) -> QRect:
        """Place the parts and the head line; return the page's room."""
        look, gap = self._look, self._look.px(self._look.mm.gap)
        if self._wide:
            side, rest = cut_left(room, look.px(COLUMN_MM), 3 * gap)
            places = in_a_column(side, len(ALL_PARTS), gap)
            self._panel = QRect(0, 0, side.right() + gap, FAR_PX)
        else:
            side, rest = cut_bottom(room, look.px(ROW_MM), 2 * gap)
            places = in_a_row(side, len(ALL_PARTS), gap)
            self._panel = QRect(0, side.y() - gap, FAR_PX, FAR_PX)
        for key, place in zip(self._keys, places, strict=False):
            key.setGeometry(place)
        head, rest = cut_top(rest, look.px(HEAD_MM), gap)
        leave, head = cut_right(head, look.px(LEAVE_MM), 2 * gap)
        self._leave.setGeometry(leave)
        if self._around.unlocks:
            unlock, head = cut_right(head, look.px(LEAVE_MM), 2 * gap)
            self._unlock.setGeometry(unlock)
        across = CLOCK_MM if self._wide else NARROW_MM
        time, head = cut_right(head, look.px(across), gap)
        self._time.put_middle(time)
        self.title.put_middle(head)
        return rest

    def paint(self, painter: QPainter) -> None:
        """Paint the ground of the parts."""
        painter.fillRect(self._panel, self._look.colour("panel"))


def _named(part: str, around: Around) -> str:
    """Return under which name a part's words stand: a console is no pod."""
    return CONSOLE if part == PODS and around.console else part


def _time(screen: Screen, around: Around) -> str:
    """Return the time, and how long it is until lock-up where that is known."""
    if around.lock_up_minutes is None:
        return around.clock
    words = screen.text.room
    hours, minutes = divmod(around.lock_up_minutes, 60)
    form = words.hours if hours else words.minutes
    left = words.lock_up.format(time=form.format(hours=hours, minutes=minutes))
    return f"{around.clock}\n{left}"
