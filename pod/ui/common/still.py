"""A calm page that stays for a while: an icon, a sentence or two, then quiet."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter

from pod.script import Still
from pod.ui.common.draw import draw_panel
from pod.ui.common.icons import draw_icon
from pod.ui.common.lines import Lines, fit
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, square_in

PANEL_MM, ICON_MM, GAP_MM = 56.1, 30.0, 7.0


class Placed(NamedTuple):
    """Where a still page's parts stand; no panel where it has no icon."""

    panel: QRect
    title: tuple[Lines, QRect]
    lines: tuple[Lines, QRect]


def place_still(look: Look, room: QRect, still: Still) -> Placed:
    """Share out the room: the icon at the left, the words beside it in the middle."""
    across, down = look.px(look.mm.margin), look.px(look.mm.top)
    inside, panel = room.adjusted(across, down, -across, -down), QRect()
    if still.icon:
        panel, inside = cut_left(inside, look.px(PANEL_MM), look.px(12))
        panel = square_in(panel, panel.width())
    gap = look.px(GAP_MM) if still.lines else 0
    half = QSize(inside.width(), inside.height() // 2)
    title = fit(look, "question", still.title, half)
    left = QSize(inside.width(), inside.height() - title.height - gap)
    lines = fit(look, "body", "\n".join(still.lines), left)
    spare = left.height() - (lines.height if still.lines else 0)
    inside.setTop(inside.top() + max(0, spare // 2))
    under = inside.adjusted(0, title.height + gap, 0, 0)
    return Placed(panel, (title, inside), (lines, under))


def paint_still(painter: QPainter, look: Look, room: QRect, still: Still) -> None:
    """Draw the page."""
    placed = place_still(look, room, still)
    if still.icon:
        draw_panel(painter, look, placed.panel)
        spot = square_in(placed.panel, look.px(ICON_MM))
        draw_icon(painter, look.icon(still.icon), spot, look.colour("accent"))
    painter.setPen(look.colour("ink"))
    for lines, where in (placed.title, placed.lines):
        lines.draw(painter, where, Qt.AlignmentFlag.AlignLeft)
