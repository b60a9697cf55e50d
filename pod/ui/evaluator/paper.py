"""How the evaluator's window looks: the house's colours, sized for a desk.

Sizes are those of a screen 1920 pixels wide, made smaller or larger with the window's
own screen: see the visual system's line for evaluators. The smallest letters are never
smaller than those that the desktop itself writes with.
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

    @classmethod
    def fitting(cls, theme: ThemeName, wide_px: int, letters_px: int) -> "Paper":
        """Return a theme for a screen so wide, whose desktop's letters are so high."""
        return cls(theme, max(wide_px / DRAWN_FOR_PX, letters_px / SMALL))

    @cached_property
    def colours(self) -> Colours:
        """The theme's colours as written."""
        return read_theme().colours[self.theme]

    def colour(self, name: str) -> QColor:
        """Return a colour by what it is for."""
        return QColor(str(getattr(self.colours, name)))

    @property
    def focus(self) -> str:
        """The colour of the ring round what the keyboard is at, seen on any ground."""
        cream = self.theme == "cream"
        return self.colours.focus_inner if cream else self.colours.focus_outer

    @property
    def hair(self) -> str:
        """What a thin line is called that parts things on a card."""
        return "panel" if self.theme == "cream" else "selected"

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

    def dressed(self, theme: ThemeName) -> "Paper":
        """Return the same size in another theme."""
        return Paper(theme, self.scale)

    def sheet(self) -> str:
        """Return what every widget of the window follows."""
        ink = self.colours
        names = {name: getattr(ink, name) for name in ink.__struct_fields__}
        sizes = {
            "radius": self.px(18),
            "pad": self.px(12),
            "line": max(1, self.px(2)),
            "target": self.px(TARGET - 2 * 12),
            "ring": max(2, self.px(4)),
            "slim": self.px(14),
            "tab": self.px(24),
            "strip": self.px(STRIP) - 2 * max(2, self.px(4)),
            "focus": self.focus,
            "hair": getattr(ink, self.hair),
        }
        return _SHEET.format(**names, **sizes)


_SHEET = """
QWidget {{ background: {ground}; color: {ink}; }}
QLabel {{ background: transparent; }}
QFrame#card {{ background: {card}; border: {line}px solid {hair};
    border-radius: {radius}px; }}
QFrame#card QWidget#clear, QFrame#panel QWidget#clear {{ background: transparent; }}
QFrame#panel {{ background: {panel}; border-radius: {radius}px; }}
QFrame#held {{ background: {card}; border: {ring}px solid {attention};
    border-radius: {radius}px; }}
QWidget#strip {{ background: {panel}; }}
QPushButton {{ background: {card}; border: {line}px solid {outline};
    border-radius: {radius}px; padding: {pad}px {tab}px; min-height: {target}px; }}
QPushButton:hover, QPushButton:pressed {{ background: {pressed}; }}
QPushButton:focus {{ border: {ring}px solid {focus}; background: {selected}; }}
QPushButton:disabled {{ border-style: dashed; color: {muted}; }}
QPushButton::menu-indicator {{ width: 0; height: 0; }}
QPushButton#main {{ background: {main}; color: {main_ink}; border-color: {main_lip}; }}
QPushButton#main:hover {{ background: {main_lip}; }}
QPushButton#main:focus {{ border: {ring}px solid {focus}; }}
QPushButton#main:disabled {{ background: {card}; color: {muted}; }}
QPushButton#tab {{ background: transparent; border: {ring}px solid transparent;
    border-radius: 0; padding: 0 {tab}px; min-height: {strip}px; }}
QPushButton#tab:hover {{ background: {selected}; }}
QPushButton#tab:checked {{ background: {ground};
    border-bottom: {ring}px solid {main}; }}
QPushButton#tab:focus {{ border: {ring}px solid {focus}; }}
QComboBox {{ background: {card}; border: {line}px solid {outline}; color: {ink};
    border-radius: {radius}px; padding: {pad}px; min-height: {target}px; }}
QComboBox::drop-down {{ border: 0; width: {target}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox:focus {{ border: {ring}px solid {focus}; }}
QComboBox QAbstractItemView, QMenu {{ background: {card}; color: {ink};
    border: {line}px solid {outline};
    selection-background-color: {selected}; selection-color: {ink}; }}
QMenu::item {{ padding: {pad}px {tab}px; }}
QMenu::item:selected {{ background: {selected}; color: {ink}; }}
QScrollArea {{ border: {ring}px solid transparent; }}
QScrollArea:focus {{ border: {ring}px solid {focus}; }}
QProgressBar {{ background: {panel}; border: {line}px solid {outline};
    border-radius: {slim}px; min-height: {slim}px; max-height: {slim}px; }}
QProgressBar::chunk {{ background: {main}; border-radius: {line}px; }}
QScrollBar {{ background: transparent; width: {slim}px; height: {slim}px; margin: 0; }}
QScrollBar::handle {{ background: {outline}; border-radius: {line}px;
    min-height: {target}px; min-width: {target}px; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QToolTip {{ background: {card}; color: {ink}; border: {line}px solid {outline}; }}
"""
