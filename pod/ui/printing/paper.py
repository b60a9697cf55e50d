"""Writes a page as PDF: A4, our letters, the same bytes for the same page."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QRectF

from pod.ui.printing.award import draw_award
from pod.ui.printing.blocks import HEAD, INK, QUIET, Block, Kind, block
from pod.ui.printing.pdf import Paper, dots, written
from pod.ui.printing.sheet import Award, Page, Section, Sheet, shortened

SIZES_MM = (5.0, 4.2, 3.8, 3.4, 3.0)
"""Heights of the letters' em: the largest at which all fits is taken."""
USUAL, CLOSE = (0.35, 1.6), (0.1, 1.0)
"""How far lines and sections are apart, in ems; and where nothing else is left."""
SIGN_MM, FOOT_MM, SMALL_MM = 24.0, 8.0, 3.2
NAMES = 0.75
"""How much of a line the names of fields may have."""
RULE_MM, HANG_MM = 0.3, 5.0


class Spot(NamedTuple):
    """Words that have their place: how far down their page, and how far in.

    `rule`: a line is drawn above them.
    """

    block: Block
    page: int
    x: float
    y: float
    rule: bool = False


class Row(NamedTuple):
    """What stands side by side: how far in each is, and the gap above them all."""

    blocks: tuple[tuple[float, Block], ...]
    above: float
    rule: bool = False

    @property
    def high(self) -> float:
        """How much of a page it takes."""
        return self.above + max(one.size.height() for _, one in self.blocks)


class Fit(NamedTuple):
    """How large the letters are, and how far lines and sections are apart, in mm."""

    em_mm: float
    line_mm: float
    part_mm: float


Laid: TypeAlias = tuple[Fit, tuple[Section, ...]]


def pdf_of(page: Page) -> bytes:
    """Return a page as PDF. On one page, whatever else must give way to concerns.

    Lines of sections that are not whole are left out, and counted, before it takes a
    second page.
    """
    if isinstance(page, Award):
        return written(page.title, partial(draw_award, award=page), wide=True)
    return written(page.title, partial(_draw, sheet=page))


def spots(paper: Paper, sheet: Sheet) -> list[Spot]:
    """Return where everything above the foot stands.

    Where not even the shortest fits on one page, the rest flows on to another.
    """
    laid = _fitted(paper, sheet)
    room = paper.room.height() - _foot_high(sheet)
    page, y, placed = 0, 0.0, []
    for row in _rows(paper, sheet, laid):
        if y and y + row.high > room:
            page, y = page + 1, 0.0
        top = y + row.above
        placed += [Spot(one, page, x, top, row.rule) for x, one in row.blocks]
        y += row.high
    return placed


def _draw(paper: Paper, sheet: Sheet) -> None:
    """Paint everything, page by page; the foot is on the last."""
    page = 0
    for spot in spots(paper, sheet):
        while page < spot.page:
            paper.turn()
            page += 1
        if spot.rule:
            over = QRectF(0, spot.y - dots(1.5), paper.room.width(), dots(RULE_MM))
            paper.painter.fillRect(over, HEAD)
        spot.block.draw(paper.painter, spot.x, spot.y)
    _sign(paper, sheet)


def _fitted(paper: Paper, sheet: Sheet) -> Laid:
    """Return how large the letters are and which lines stand, for one page to hold.

    The letters grow smaller first; then lines are left out; then all moves closer.
    """
    room = paper.room.height() - _foot_high(sheet)
    for em_mm in SIZES_MM:
        fit = _fit(em_mm, USUAL)
        if _high(_rows(paper, sheet, (fit, sheet.sections))) <= room:
            return fit, sheet.sections
    over = _high(_rows(paper, sheet, (fit, sheet.sections))) - room
    sections = _fewer(paper, sheet, fit, over)
    if _high(_rows(paper, sheet, (fit, sections))) <= room:
        return fit, sections
    return _fit(em_mm, CLOSE), sections


def _fewer(paper: Paper, sheet: Sheet, fit: Fit, over: float) -> tuple[Section, ...]:
    """Let the highest section lose lines, again and again, until nothing is over."""
    sections = list(sheet.sections)
    parts = [_high(_part(paper, one, fit)) for one in sections]
    while over > 0:
        shorter = [shortened(one, sheet.more) for one in sections]
        left = [n for n, one in enumerate(sections) if shorter[n] != one]
        if not left:
            break
        worst = max(left, key=parts.__getitem__)
        sections[worst], before = shorter[worst], parts[worst]
        parts[worst] = _high(_part(paper, sections[worst], fit))
        over -= before - parts[worst]
    return tuple(sections)


def _fit(em_mm: float, apart: tuple[float, float]) -> Fit:
    lines, parts = apart
    return Fit(em_mm, em_mm * lines, em_mm * parts)


def _rows(paper: Paper, sheet: Sheet, laid: Laid) -> Iterator[Row]:
    """Give everything on the sheet, from its title down."""
    fit, sections = laid
    yield _row(paper, sheet.title, Kind(fit.em_mm * 1.8, 600, HEAD))
    if sheet.below:
        yield _row(paper, sheet.below, Kind(fit.em_mm, 400, QUIET), fit.em_mm * 0.3)
    for section in sections:
        yield from _part(paper, section, fit)


def _high(rows: Iterable[Row]) -> float:
    return sum(one.high for one in rows)


def _part(paper: Paper, section: Section, fit: Fit) -> Sequence[Row]:
    """Return a section's heading, its fields and its lines."""
    rows = []
    if section.title:
        kind = Kind(fit.em_mm * 1.1, 600, HEAD)
        rows.append(_row(paper, section.title, kind)._replace(rule=True))
    rows += _fields(paper, section, fit)
    kind = Kind(fit.em_mm, hang_mm=HANG_MM)
    rows += [_row(paper, line, kind, fit.line_mm) for line in section.lines]
    rows[0] = rows[0]._replace(above=dots(fit.part_mm))
    return rows


def _row(paper: Paper, words: str, kind: Kind, above_mm: float = 0.0) -> Row:
    one = block(paper.painter, words, kind, paper.room.width())
    return Row(((0.0, one),), dots(above_mm))


def _fields(paper: Paper, section: Section, fit: Fit) -> Iterator[Row]:
    """Set each field's name at the left and what it is beside it, so many across."""
    width, gap = paper.room.width() / section.across, dots(4)
    name_kind, kind = Kind(fit.em_mm, 400, QUIET), Kind(fit.em_mm, 500, INK)
    named = [
        block(paper.painter, name, name_kind, width * NAMES)
        for name, _ in section.fields
    ]
    aside = max((one.size.width() for one in named), default=0.0) + gap
    said = [
        block(paper.painter, value, kind, width - aside - gap)
        for _, value in section.fields
    ]
    pairs = [*zip(named, said, strict=True)]
    for first in range(0, len(pairs), section.across):
        beside = pairs[first : first + section.across]
        placed = [
            (place * width + x, one)
            for place, (name, value) in enumerate(beside)
            for x, one in ((0.0, name), (aside, value))
        ]
        yield Row(tuple(placed), dots(fit.line_mm))


def _foot_high(sheet: Sheet) -> float:
    signs = SIGN_MM if sheet.signatures else 0.0
    return dots(signs + (FOOT_MM if sheet.foot else 0.0))


def _sign(paper: Paper, sheet: Sheet) -> None:
    """Draw the lines to sign on and the foot, at the foot of the last page."""
    painter, room = paper.painter, paper.room
    count, gap = max(1, len(sheet.signatures)), dots(8)
    each = (room.width() - (count - 1) * gap) / count
    y = room.height() - _foot_high(sheet) + dots(14)
    for place, words in enumerate(sheet.signatures):
        x = place * (each + gap)
        painter.fillRect(QRectF(x, y, each, dots(RULE_MM)), INK)
        block(painter, words, Kind(SMALL_MM, 400, QUIET), each).draw(
            painter, x, y + dots(1.5)
        )
    if sheet.foot:
        foot = block(painter, sheet.foot, Kind(SMALL_MM, 400, QUIET), room.width())
        foot.draw(painter, 0, room.height() - foot.size.height())
