"""A document as one HTML file: no script, no request, everything inside."""

import re
from base64 import b64encode
from functools import cache
from html import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pod.evaluation.report.document import Block, Document, Figure
from pod.evaluation.report.words import FOLDER
from pod.settings.glyphs import lexend_file

_NAMED = re.compile(r'\b(id="|href="#|url\(#)([^")]+)')


def html_of(page: Document) -> bytes:
    """Return a document as HTML; the same document gives the same bytes."""
    template = _pages().get_template("page.html.j2")
    style = (FOLDER / "page.css").read_text("utf-8")
    text = template.render(page=_marked(page), style=style, font=_font())
    lines = (line.rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line).encode() + b"\n"


@cache
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _font() -> str:
    """Return Lexend, whose licence (OFL 1.1) lets it be carried in a document."""
    return b64encode(lexend_file().read_bytes()).decode("ascii")


def _marked(page: Document) -> dict[str, object]:
    """Return a document as the template reads it."""
    parts = [
        {
            "id": part.id,
            "title": part.title,
            "new_page": part.new_page,
            "blocks": [_block(block) for block in part.blocks],
        }
        for part in page.sections
    ]
    told = {"title": page.title, "subtitle": page.subtitle, "stamp": page.stamp}
    return {**told, "sections": parts}


def _block(block: Block) -> dict[str, object]:
    """Return a block by its fields, drawings as they stand in a page."""
    fields = {name: getattr(block, name) for name in block.__struct_fields__}
    fields["type"] = block.__struct_config__.tag
    if isinstance(block, Figure):
        fields["svg"] = inline(block)
    return fields


def inline(figure: Figure) -> str:
    """Return a figure's SVG with names of its own, and what it shows as its name."""
    svg = _NAMED.sub(rf"\g<1>{figure.id}-\g<2>", figure.svg)
    head, rest = svg.split(">", 1)
    head = re.sub(r' (?:width|height)="[^"]*"', "", head)
    id_ = f"{figure.id}-said"
    title = f'<title id="{id_}">{escape(figure.caption)}. {escape(figure.told)}</title>'
    return f'{head} role="img" aria-labelledby="{id_}">{title}{rest}'
