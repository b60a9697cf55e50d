"""Writes a sheet as PDF: A4, our letters, the same bytes for the same sheet."""

import re
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRectF, Qt, QUuid
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from pod.ui.common.fonts import lexend
from pod.ui.printing.sheet import Section, Sheet, shortened

DOTS_PER_MM = 12
INCH_MM = 25.4
MARGIN_MM, SIGN_MM = 18.0, 26.0
SIZES_MM = (4.2, 3.8, 3.4, 3.0)
"""Heights of the letters' em: the largest at which all fits is taken."""
LINES_MOST = (40, 25, 18, 12, 8, 5, 3, 2, 1)
DATES = (
    (re.compile(rb"D:\d{14}"), b"D:20000101000000"),
    (re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"), b"2000-01-01T00:00:00"),
)
"""How a PDF says when it was written, and what it says instead, as long."""
NOBODYS = "{00000000-0000-4000-8000-000000000001}"
WRAP = Qt.TextFlag.TextWordWrap
Laid: TypeAlias = tuple[float, tuple[Section, ...]]


class Line(NamedTuple):
    """Words to be set: their em in millimetres, their weight, the gap above them."""

    words: str
    em_mm: float
    weight: int = 400
    above_mm: float = 0.0


def pdf_of(sheet: Sheet) -> bytes:
    """Return a sheet as PDF. On one page, whatever else must give way to concerns.

    Lines of sections that are not whole are left out, and counted, before it takes a
    second page.
    """
    if QGuiApplication.instance() is None:
        raise RuntimeError("letters need an application: see pod.ui.printing.quietly")
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, sheet.title)
    with QPainter(writer) as painter:
        room = QRectF(painter.viewport())
        em_mm, sections = _fitted(painter, room, sheet)
        _draw(writer, painter, room, _lines(sheet, sections, em_mm))
        _sign(painter, room, sheet, em_mm)
    return _dateless(buffer.data())


def _writer(buffer: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(round(DOTS_PER_MM * INCH_MM))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("Training pod")
    writer.setDocumentId(QUuid(NOBODYS))
    return writer


def _dateless(made: QByteArray) -> bytes:
    """Return the document without the moment at which it was written."""
    kept = bytes(made.data())
    for found, instead in DATES:
        kept = found.sub(instead, kept)
    return kept


def _fitted(painter: QPainter, room: QRectF, sheet: Sheet) -> Laid:
    """Return how large the letters are and which lines stand, so that one page holds.

    Where not even that is enough the rest flows on to another page.
    """
    space = room.height() - _foot_high(sheet)
    whole = [(em, sheet.sections) for em in SIZES_MM]
    short = [(SIZES_MM[-1], shortened(sheet, most)) for most in LINES_MOST]
    for em_mm, sections in (*whole, *short):
        lines = _lines(sheet, sections, em_mm)
        if sum(_high(painter, room.width(), one) for one in lines) <= space:
            return em_mm, sections
    return short[-1]


def _lines(sheet: Sheet, sections: tuple[Section, ...], em_mm: float) -> list[Line]:
    """Return everything on the sheet, from its title down."""
    lines = [Line(sheet.title, em_mm * 1.7, 600), Line(sheet.below, em_mm)]
    for section in sections:
        lines.append(Line(section.title, em_mm * 1.1, 600, em_mm * 1.1))
        lines += [Line(one, em_mm, 400, em_mm * 0.25) for one in section.lines]
    return lines


def _high(painter: QPainter, width: float, line: Line) -> float:
    room = QRectF(0, 0, width, 1e6)
    font = lexend(round(line.em_mm * DOTS_PER_MM), line.weight)
    metrics = QFontMetricsF(font, painter.device())
    high = metrics.boundingRect(room, WRAP, line.words).height()
    return high + line.above_mm * DOTS_PER_MM


def _draw(
    writer: QPdfWriter, painter: QPainter, room: QRectF, lines: list[Line]
) -> None:
    """Set one line under another; over the foot of a page it begins a new one."""
    y = 0.0
    for line in lines:
        high = _high(painter, room.width(), line)
        if y + high > room.height():
            writer.newPage()
            y = 0.0
        painter.setFont(lexend(round(line.em_mm * DOTS_PER_MM), line.weight))
        top = y + line.above_mm * DOTS_PER_MM
        painter.drawText(QRectF(0, top, room.width(), high), WRAP, line.words)
        y += high


def _foot_high(sheet: Sheet) -> float:
    return SIGN_MM * DOTS_PER_MM if sheet.signatures or sheet.foot else 0.0


def _sign(painter: QPainter, room: QRectF, sheet: Sheet, em_mm: float) -> None:
    """Draw the lines to sign on, at the foot of the last page."""
    painter.setFont(lexend(round(em_mm * DOTS_PER_MM), 400))
    painter.setPen(QPen(Qt.GlobalColor.black, 3))
    count = max(1, len(sheet.signatures))
    each, gap = room.width() / count, 8 * DOTS_PER_MM
    y = room.height() - 12 * DOTS_PER_MM
    for place, words in enumerate(sheet.signatures):
        x = place * each
        painter.drawLine(round(x), round(y), round(x + each - gap), round(y))
        below = QRectF(x, y + DOTS_PER_MM, each - gap, 8 * DOTS_PER_MM)
        painter.drawText(below, WRAP, words)
    foot = QRectF(0, room.height() - 5 * DOTS_PER_MM, room.width(), 6 * DOTS_PER_MM)
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, sheet.foot)
