"""A calm page that stays for a while: an icon, a sentence or two, then quiet."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter

from pod.script import Still
from pod.ui.common.draw import draw_panel
from pod.ui.common.icons import draw_icon
from pod.ui.common.lines import fit
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, square_in

PANEL_MM, ICON_MM = 56.1, 30.0


def paint_still(painter: QPainter, look: Look, room: QRect, still: Still) -> None:
    """Draw the page: the icon at the left, the words beside it."""
    across, down = look.px(look.mm.margin), look.px(look.mm.top)
    inside = room.adjusted(across, down, -across, -down)
    if still.icon:
        panel, inside = cut_left(inside, look.px(PANEL_MM), look.px(12))
        panel = square_in(panel, panel.width())
        draw_panel(painter, look, panel)
        spot = square_in(panel, look.px(ICON_MM))
        draw_icon(painter, look.icon(still.icon), spot, look.colour("accent"))
    painter.setPen(look.colour("ink"))
    half = QSize(inside.width(), inside.height() // 2)
    title = fit(look, "title", still.title, half)
    lines = fit(look, "body", "\n".join(still.lines), half)
    gap = look.px(look.mm.pad) if still.lines else 0
    spare = inside.height() - title.height - gap - (lines.height if gap else 0)
    inside.setTop(inside.top() + max(0, spare // 2))
    left = Qt.AlignmentFlag.AlignLeft
    title.draw(painter, inside, left)
    if still.lines:
        lines.draw(painter, inside.adjusted(0, title.height + gap, 0, 0), left)
