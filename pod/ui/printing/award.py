"""A certificate on paper, on its side: a frame, a name, and lines to sign on."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from pod.ui.printing.blocks import HEAD, INK, QUIET, Block, Kind, block
from pod.ui.printing.pdf import Paper, dots
from pod.ui.printing.sheet import Award

FRAME_MM, ROUND_MM, INSIDE_MM, SIGN_MM = 1.0, 5.0, 14.0, 34.0
TITLE, LINE, SIGN = Kind(10.0, 500, HEAD, middle=True), 6.0, 4.5
NAMES_MM = (14.0, 12.0, 10.0, 8.0, 6.0)
"""How large a name may stand: the largest at which it keeps to one line."""
LINE_APART, PART_APART = 2.5, 9.0


def draw_award(paper: Paper, award: Award) -> None:
    """Paint the frame, what it says in its middle, and where it is signed."""
    painter, room = paper.painter, paper.room
    painter.setPen(QPen(HEAD, dots(FRAME_MM)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = dots(FRAME_MM) / 2
    frame = room.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(frame, dots(ROUND_MM), dots(ROUND_MM))
    for one, y in said(paper, award):
        one.draw(painter, dots(INSIDE_MM), y)
    _sign(paper, award)


def said(paper: Paper, award: Award) -> list[tuple[Block, float]]:
    """Return what it says, each with how far down it stands; all of it is centred."""
    width = paper.room.width() - 2 * dots(INSIDE_MM)
    title = block(paper.painter, award.title, TITLE, width)
    parts = [(title, 0.0), (_name(paper, award.name, width), dots(PART_APART))]
    kind = Kind(LINE, middle=True)
    for place, words in enumerate(award.lines):
        above = dots(LINE_APART if place else PART_APART)
        parts.append((block(paper.painter, words, kind, width), above))
    high = sum(one.size.height() + above for one, above in parts)
    y = max(0.0, (paper.room.height() - dots(SIGN_MM) - high) / 2)
    placed = []
    for one, above in parts:
        placed.append((one, y + above))
        y += above + one.size.height()
    return placed


def _name(paper: Paper, name: str, width: float) -> Block:
    """Set a name as large as it keeps to one line."""
    for em_mm in NAMES_MM:
        one = block(paper.painter, name, Kind(em_mm, 600, INK, middle=True), width)
        if one.layout.lineCount() == 1:
            return one
    return one


def _sign(paper: Paper, award: Award) -> None:
    """Draw the lines to sign on, side by side above the frame's foot."""
    painter, room = paper.painter, paper.room
    inside, gap = dots(INSIDE_MM), dots(16)
    count = len(award.signatures)
    each = (room.width() - 2 * inside - (count - 1) * gap) / count
    y = room.height() - dots(SIGN_MM) + dots(14)
    for place, words in enumerate(award.signatures):
        x = inside + place * (each + gap)
        painter.fillRect(QRectF(x, y, each, dots(0.3)), INK)
        below = block(painter, words, Kind(SIGN, 400, QUIET, middle=True), each)
        below.draw(painter, x, y + dots(2))
