"""The letters: Lexend in true weights, and the icons' own fonts.

Qt draws a variable font's default weight whatever `setWeight` says, so the weight axis
is set as well; once per font, because each call costs and the fonts are kept anyway.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from pod.errors import Malformed
from pod.settings import own_fonts
from pod.settings.glyphs import lexend_file


def lexend(size_px: int, weight: int) -> QFont:
    """Return Lexend at a size and a weight that is really drawn; made once.

    Letters that it has not are drawn from the fonts that language packs bring.
    """
    return _made(size_px, weight, own_fonts())


@cache
def _made(size_px: int, weight: int, others: tuple[Path, ...]) -> QFont:
    font = QFont([_family(one) for one in (lexend_file(), *others)])
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight(weight))
    font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def phosphor(size_px: int) -> QFont:
    """Return the icons' font at a size; made once."""
    font = QFont(_family(_one_of("phosphor-*.ttf")))
    font.setPixelSize(size_px)
    return font


@cache
def glyphs() -> dict[str, str]:
    """Return every Phosphor glyph by name, as the character that draws it."""
    codes = json.loads(_one_of("phosphor-charmap-*.json").read_text("utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


@cache
def _family(file: Path) -> str:
    """Load a font file for this program only; return the name of its family."""
    number = QFontDatabase.addApplicationFont(str(file))
    if number < 0:
        raise Malformed(f"The font {file.name} cannot be read")
    return QFontDatabase.applicationFontFamilies(number)[0]


def _one_of(pattern: str) -> Path:
    """Find a file of QtAwesome without importing it, which would load eight fonts."""
    spec = find_spec("qtawesome")
    places = spec.submodule_search_locations if spec else None
    found = sorted(Path(places[0], "fonts").glob(pattern)) if places else []
    if not found:
        raise Malformed(f"QtAwesome has no {pattern}")
    return found[-1]
