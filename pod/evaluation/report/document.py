"""A report before it is HTML or PDF: sections of words, tables and figures."""

from collections.abc import Sequence
from typing import TypeAlias

from pod.evaluation.analysis.findings import Honest
from pod.values import Value


class Paragraph(Value, frozen=True, tag="words"):
    """A few sentences; `strong` stand before them, in heavier letters."""

    text: str
    strong: str = ""


class Note(Value, frozen=True, tag="note"):
    """What must not be overlooked: a heading and sentences in a panel."""

    title: str
    sentences: tuple[str, ...]


class Table(Value, frozen=True, kw_only=True, tag="table"):
    """A table of words; the first cell of each row names the row.

    `honest` says its design, whom it counts, and what it cannot show.
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    honest: Honest
    wordy: bool = False


class Figure(Value, frozen=True, kw_only=True, tag="figure"):
    """A drawing as SVG; `told` says in words what it shows, for who cannot see it."""

    id: str
    caption: str
    svg: str
    told: str
    honest: Honest


Block: TypeAlias = Paragraph | Note | Table | Figure


class Section(Value, frozen=True, kw_only=True):
    """A part of the report under one heading; printed, it may begin a new page."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


class Document(Value, frozen=True, kw_only=True):
    """A whole report; `stamp` are the versions and hashes that stand on every page."""

    title: str
    subtitle: str
    stamp: tuple[str, ...]
    sections: tuple[Section, ...]


def section(
    id_: str, title: str, blocks: Sequence[Block | None], *, new_page: bool = False
) -> Section:
    """Return a section of the blocks that are there."""
    kept = tuple(block for block in blocks if block is not None)
    return Section(id=id_, title=title, blocks=kept, new_page=new_page)
