"""A document of A4 pages, written without the moment: the same bytes each time."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRectF, QUuid
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

DOTS_PER_MM = 12
INCH_MM = 25.4
MARGIN_MM = 18.0
DATES = (
    (re.compile(rb"D:\d{14}"), b"D:20000101000000"),
    (re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"), b"2000-01-01T00:00:00"),
)
"""How a PDF says when it was written, and what it says instead, as long."""
NOBODYS = "{00000000-0000-4000-8000-000000000001}"


class Paper(NamedTuple):
    """What is painted on: the room in the margins, in dots; `turn` begins a page."""

    painter: QPainter
    room: QRectF
    turn: Callable[[], bool]


Draw: TypeAlias = Callable[[Paper], None]


def dots(mm: float) -> float:
    """Return a length on paper in dots."""
    return mm * DOTS_PER_MM


def written(title: str, draw: Draw, *, wide: bool = False) -> bytes:
    """Return a document that `draw` painted; `wide`: its pages lie on their side."""
    if QGuiApplication.instance() is None:
        raise RuntimeError("letters need an application: see pod.ui.printing.quietly")
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, title, wide=wide)
    with QPainter(writer) as painter:
        draw(Paper(painter, QRectF(painter.viewport()), writer.newPage))
    return _dateless(buffer.data())


def _writer(buffer: QBuffer, title: str, *, wide: bool) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(round(DOTS_PER_MM * INCH_MM))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if wide:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
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
