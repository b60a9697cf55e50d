"""Paints every screen, in every language, size and theme, for eyes to look over."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import chain, product
from pathlib import Path

from pod.app.qt import application
from pod.settings import THEMES, Language, Panel, TextSize, ThemeName, languages
from pod.ui.common.look import Look
from pod.ui.gallery import (
    SIZES,
    a_few_in_practice,
    draw,
    every_activity_page,
    every_exhibit,
)

INDEX = "index.html"
STYLE = (
    "body{font-family:sans-serif;margin:1em}"
    "figure{display:inline-block;margin:4px}img{width:400px}"
)


def paint_screens(out: Path, tell: Callable[[str], None]) -> int:
    """Paint every screen into a folder of its own kind; return how many there are.

    `index.html` shows them all, one kind after another.
    """
    application(offscreen=True)
    painted, kinds = 0, []
    for language, size, theme in product(languages(), SIZES, THEMES):
        kind = f"{language}-{size}-{theme}"
        tell(kind)
        painted += _paint(out / kind, theme, size, language)
        kinds.append(kind)
    (out / INDEX).write_text(_index(out, kinds), "utf-8")
    return painted


def _paint(where: Path, theme: ThemeName, size: TextSize, language: Language) -> int:
    """Paint every screen; then, in one theme, every page of every activity.

    Another theme changes colours and no place, and the activities have a thousand pages
    of the same few kinds.
    """
    look = Look(theme, size, Panel())
    few = a_few_in_practice(look, language)
    exhibits = chain(every_exhibit(look, language), few)
    if theme == THEMES[0]:
        exhibits = chain(exhibits, every_activity_page(look, language))
    return draw(where, exhibits, look, language)


def _index(out: Path, kinds: Sequence[str]) -> str:
    """Write one page that shows every picture under its name."""
    lines = [f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"]
    for kind in kinds:
        lines.append(f"<h2>{escape(kind)}</h2>")
        for picture in sorted((out / kind).glob("*.png")):
            where = escape(f"{kind}/{picture.name}", quote=True)
            name = escape(picture.stem.removesuffix(f"-{kind}"))
            image = f'<img loading=lazy src="{where}" alt="{name}">'
            lines.append(f"<figure>{image}<figcaption>{name}</figcaption></figure>")
    return "\n".join(lines) + "\n"
