"""How the evaluator's window looks: the house's colours, sized for a desk.

Sizes are those of a screen 1920 pixels wide, made smaller or larger with the window's
own screen: see the visual system's line for evaluators.
"""

from functools import cached_property

from PySide6.QtGui import QColor, QFont

from pod.settings import ThemeName
from pod.ui.common.fonts import lexend
from pod.ui.common.theme import Colours, read_theme

DRAWN_FOR_PX = 1920
LEAST, MOST, STEP = 0.55, 2.0, 1.1
TITLE, HEAD, BODY, SMALL = 36, 28, 24, 22
STRIP, TARGET, MARGIN, GAP = 84, 76, 36, 18
PLAIN, MIDDLE, BOLD = 400, 500, 600


class Paper:
    """One theme at one size."""

    def __init__(self, theme: ThemeName = "cream", scale: float = 1.0) -> None:
        self.theme = theme
        self.scale = min(MOST, max(LEAST, scale))

    @cached_property
    def colours(self) -> Colours:
        """The theme's colours as written."""
        return read_theme().colours[self.theme]

    def colour(self, name: str) -> QColor:
        """Return a colour by what it is for."""
        return QColor(str(getattr(self.colours, name)))

    def px(self, drawn: float) -> int:
        """Return a length on this screen that was drawn so long."""
        return round(drawn * self.scale)

    def font(self, drawn: int = BODY, weight: int = PLAIN) -> QFont:
        """Return the letters of a size that was drawn so high."""
        return lexend(self.px(drawn), weight)

    def larger(self) -> "Paper":
        """Return the same in larger letters."""
        return Paper(self.theme, self.scale * STEP)

    def smaller(self) -> "Paper":
        """Return the same in smaller letters."""
        return Paper(self.theme, self.scale / STEP)

    def sheet(self) -> str:
        """Return what every widget of the window follows."""
        ink = self.colours
        names = {name: getattr(ink, name) for name in ink.__struct_fields__}
        sizes = {
            "radius": self.px(18),
            "pad": self.px(12),
            "line": max(1, self.px(2)),
            "target": self.px(TARGET - 2 * 12),
            "ring": max(2, self.px(3)),
        }
        return _SHEET.format(**names, **sizes)


_SHEET = """
QWidget {{ background: {ground}; color: {ink}; }}
QLabel {{ background: transparent; }}
QFrame#card {{ background: {card}; border: {line}px solid {selected};
    border-radius: {radius}px; }}
QFrame#panel {{ background: {panel}; border-radius: {radius}px; }}
QFrame#held {{ background: {card}; border: {ring}px solid {attention};
    border-radius: {radius}px; }}
QFrame#strip {{ background: {panel}; }}
QFrame#strip QLabel {{ background: transparent; }}
QPushButton {{ background: {card}; border: {line}px solid {outline};
    border-radius: {radius}px; padding: {pad}px; min-height: {target}px; }}
QPushButton:hover, QPushButton:pressed {{ background: {pressed}; }}
QPushButton:focus {{ border: {ring}px solid {focus_inner}; background: {selected}; }}
QPushButton:disabled {{ border-style: dashed; color: {muted}; }}
QPushButton#main {{ background: {main}; color: {main_ink}; border-color: {main_lip}; }}
QPushButton#main:focus {{ border: {ring}px solid {focus_inner}; }}
QPushButton#tab {{ background: transparent; border: 0; border-radius: 0; }}
QPushButton#tab:checked {{ background: {ground};
    border-bottom: {ring}px solid {main}; }}
QPushButton#tab:focus {{ border-bottom: {ring}px solid {focus_inner};
    background: {selected}; }}
QComboBox {{ background: {card}; border: {line}px solid {outline};
    border-radius: {radius}px; padding: {pad}px; }}
QComboBox::drop-down {{ border: 0; width: {target}px; }}
QComboBox:focus {{ border: {ring}px solid {focus_inner}; }}
QComboBox QAbstractItemView {{ background: {card}; color: {ink};
    selection-background-color: {selected}; selection-color: {ink}; }}
QScrollArea {{ border: 0; }}
QTableWidget {{ background: {card}; border: {line}px solid {selected};
    gridline-color: {panel}; selection-background-color: {selected};
    selection-color: {ink}; }}
QHeaderView::section {{ background: {panel}; border: 0; padding: {pad}px; }}
QProgressBar {{ background: {panel}; border: {line}px solid {outline};
    border-radius: {pad}px; text-align: center; }}
QProgressBar::chunk {{ background: {main}; border-radius: {pad}px; }}
QScrollBar {{ background: {ground}; width: {pad}px; height: {pad}px; margin: 0; }}
QScrollBar::handle {{ background: {outline}; border-radius: {line}px;
    min-height: {target}px; min-width: {target}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QToolTip {{ background: {card}; color: {ink}; border: {line}px solid {outline}; }}
"""
