"""How this pod looks to this person: colours, sizes and letters, all in millimetres."""

from collections.abc import Callable
from functools import cached_property

from msgspec.structs import replace
from PySide6.QtGui import QColor, QFont

from pod.clock import SystemClock
from pod.settings import Likes, Panel, TextSize, ThemeName
from pod.ui.common.fonts import lexend
from pod.ui.common.theme import Colours, Lengths, Role, read_theme
from pod.values import Value

STEP_PX = 2
TIGHT = 1.2


class Ease(Value, frozen=True):
    """What makes a page easier: `calm`, nothing moves; `steady`, for hands that shake.

    Both are explained at `pod.settings.Likes`.
    """

    calm: bool = False
    steady: bool = False


AS_IT_IS = Ease()


class Look:
    """One theme at one text size on one panel, made easier or as it is.

    `now_ms` is the clock that tells a second press from a trembling one; rehearsals
    pass their own.
    """

    def __init__(
        self,
        theme: ThemeName,
        text_size: TextSize,
        panel: Panel,
        now_ms: Callable[[], float] | None = None,
        ease: Ease = AS_IT_IS,
    ) -> None:
        self.theme, self.text_size, self.panel = theme, text_size, panel
        self.now_ms = now_ms or SystemClock().now_ms
        self._ease = ease
        self._theme = read_theme()
        self._steps: dict[str, tuple[tuple[int, float], ...]] = {}

    @property
    def calm(self) -> bool:
        """Whether nothing moves, and grounds are plain."""
        return self._ease.calm

    @property
    def steady(self) -> bool:
        """Whether hands shake: larger targets, an answer asks for Next."""
        return self._ease.steady

    @property
    def large(self) -> bool:
        """Whether this person reads large text."""
        return self.text_size == "large"

    @cached_property
    def mm(self) -> Lengths:
        """Every length of the visual system; hands that shake get larger targets."""
        mm = self._theme.mm
        if not self.steady:
            return mm
        target = {"target": mm.steady_target, "main_target": mm.steady_target}
        bar = {"bar": mm.steady_bar, "bar_large": mm.steady_bar}
        ends = {"top": mm.steady_top, "bottom": mm.steady_bottom}
        return replace(mm, **target, **bar, **ends)

    @property
    def tick_ms(self) -> float:
        """How long an answer stays ticked before the page goes on."""
        return self._theme.ms.tick

    @property
    def repeat_ms(self) -> float:
        """How long the same control is deaf after it was pressed."""
        ms = self._theme.ms
        return ms.steady_repeat if self.steady else ms.repeat

    @property
    def double_ms(self) -> float:
        """How near two taps are that were meant as one."""
        return self._theme.ms.double

    @property
    def digit_ms(self) -> float:
        """How long a digit is deaf: twice the same one is often meant."""
        return self._theme.ms.digit

    @property
    def picture_ms(self) -> float:
        """How long a picture of the sign-in is deaf after it was tapped."""
        ms = self._theme.ms
        return ms.steady_repeat if self.steady else ms.picture

    @cached_property
    def colours(self) -> Colours:
        """The theme's colours as written."""
        return self._theme.colours[self.theme]

    def colour(self, name: str) -> QColor:
        """Return a colour of the theme by what it is for."""
        return QColor(str(getattr(self.colours, name)))

    def task_colour(self, name: str) -> QColor:
        """Return a colour of the task ground, which no theme changes."""
        return QColor(str(getattr(self._theme.task, name)))

    def icon(self, name: str) -> str:
        """Return what draws the icon of this name, or nothing for no icon."""
        return self._theme.icons[name] if name else ""

    def px(self, mm: float) -> int:
        """Return a length on the glass in whole pixels."""
        return round(mm * self.panel.px_per_mm)

    def font_px(self, cap_mm: float) -> int:
        """Return the font size whose capitals are this high."""
        return round(cap_mm * self.panel.px_per_mm / self._theme.cap_ratio)

    def font(self, role: str) -> QFont:
        """Return the letters of a role at its full size."""
        return self.font_at(role, self.steps(role)[0][0])

    def font_at(self, role: str, size_px: int) -> QFont:
        """Return the letters of a role at another size."""
        return lexend(size_px, self._role(role).weight)

    def steps(self, role: str) -> tuple[tuple[int, float], ...]:
        """Return (size in pixels, line height) from full size to the smallest allowed.

        Words that do not fit are set a little tighter, then a little smaller, and
        never smaller than the floor.
        """
        if role not in self._steps:
            self._steps[role] = self._make_steps(self._role(role), role)
        return self._steps[role]

    def _make_steps(self, kind: Role, role: str) -> tuple[tuple[int, float], ...]:
        full = self.font_px(kind.large_mm if self.large else kind.standard_mm)
        floor = min(full, self.font_px(self._floor_mm(role)))
        sizes = [*range(full, floor, -STEP_PX), floor]
        tight = [(size, min(TIGHT, kind.leading)) for size in sizes]
        return ((full, kind.leading), *tight)

    def _role(self, role: str) -> Role:
        return self._theme.type[role]

    def in_theme(self, theme: ThemeName) -> "Look":
        """Return the same look in another theme's colours."""
        return Look(theme, self.text_size, self.panel, self.now_ms, self._ease)

    def in_size(self, text_size: TextSize) -> "Look":
        """Return the same look at another text size."""
        return Look(self.theme, text_size, self.panel, self.now_ms, self._ease)

    def on_panel(self, panel: Panel) -> "Look":
        """Return the same look on another panel."""
        return Look(self.theme, self.text_size, panel, self.now_ms, self._ease)

    def _floor_mm(self, role: str) -> float:
        name = role.partition("_")[0]
        return self._theme.floor.get(name, self._theme.floor["person"])


def liked(
    likes: Likes, panel: Panel, now_ms: Callable[[], float] | None = None
) -> Look:
    """Return the look that somebody likes."""
    ease = Ease(calm=likes.calm, steady=likes.steady)
    return Look(likes.theme, likes.text_size, panel, now_ms, ease)
