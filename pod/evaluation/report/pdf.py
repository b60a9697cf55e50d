"""A document as a tagged PDF/UA, set by typst: the same bytes each time."""

from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import msgspec
import typst

from pod.evaluation.report.document import Document, Figure
from pod.evaluation.report.words import FOLDER
from pod.settings.glyphs import lexend_file

MADE_AT = 0
"""Seconds since 1970 that every PDF says it was made at: a date would differ."""


def pdf_of(page: Document) -> bytes:
    """Return a document as PDF, with its title, its tags, and no date."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        copyfile(FOLDER / "page.typ", folder / "page.typ")
        (folder / "page.json").write_bytes(msgspec.json.encode(_told(page)))
        for part in page.sections:
            for block in part.blocks:
                if isinstance(block, Figure):
                    (folder / f"{block.id}.svg").write_text(block.svg, "utf-8")
        made: bytes = typst.compile(
            folder / "page.typ",
            root=folder,
            font_paths=[lexend_file().parent],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=MADE_AT,
        )
        return made


def _told(page: Document) -> object:
    """Return a document without its drawings, which lie beside it."""
    told = msgspec.to_builtins(page)
    for part in told["sections"]:
        for block in part["blocks"]:
            block.pop("svg", None)
    return told
