"""The locked page: two languages, one calm wait, nothing about anyone."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.clock import Clock
from pod.settings import LANGUAGES, Language
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.labels import Words
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_top, in_a_row, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text, read_text
from pod.values import Value

LOW_MM, SHARE, SHARE_LOW = 60.0, 0.45, 0.54
PANEL_MM, PANEL_MOST_MM = 18.0, 22.0


class Facts(Value, frozen=True, kw_only=True):
    """What a locked pod may show: the time, the wing, whether it can be used at all.

    `notices` puts a small word for staff on their key, and `waiting` that they are
    needed now, by whom and why is not said. `others`: more languages than the two can
    be chosen.
    """

    clock: str
    wing: str = ""
    fault: str = ""
    notices: bool = False
    waiting: bool = False
    others: bool = False


class LockedScreen(Screen):
    """Ids: en, cy, others, staff; `own` is the text of another language in use."""

    name = "locked"
    horizon = 0.5

    def __init__(
        self,
        look: Look,
        text_en: Text,
        text_cy: Text,
        facts: Facts,
        *,
        own: Text | None = None,
    ) -> None:
        super().__init__(look, own or text_en)
        texts = (text_en, text_cy)
        said = (own,) if own else texts
        self.roomy = not facts.fault
        self._clock = self.words(facts.clock, "clock", spoken=False)
        self._wing = self.words(facts.wing, "body", spoken=False)
        self._wing.colour = "muted"
        self._titles = [self._title(t, facts) for t in said]
        self._languages = [
            self.key(t.language, Face(words=t.name, role="language")) for t in texts
        ]
        if facts.others:
            others = _once(t.tongues.others for t in said)
            face = Face(words=others, icon="language")
            self._languages.append(self.key("others", face))
        self._staff = self.key("staff", _staff_face(said, facts), spoken=False)
        self._fault = self.words(facts.fault, "body")
        self._panel = QRect()

    def _title(self, text: Text, facts: Facts) -> Words:
        words = text.locked.fault if facts.fault else text.locked.title
        title = self.words(words, "title")
        title.align = "centre"
        return title

    def tell_time(self, clock: str) -> None:
        """Show another time, in place."""
        self._clock.setText(clock)
        self.lay()

    def arrange(self, room: QRect) -> None:
        """Clock and staff at the top, the wait in the middle, languages below."""
        look = self.look
        top, rest = cut_top(room, look.px(look.mm.target), look.px(look.mm.pad))
        width = self._staff.natural_width()
        self._staff.setGeometry(top.right() - width + 1, top.y(), width, top.height())
        self._clock.put(top.adjusted(0, look.px(1.8), 0, 0))
        beside = self._clock.ink().right() + look.px(8)
        self._wing.put_middle(QRect(beside, top.y() + 2, 400, look.px(14.5)))
        if self._fault.text():
            rest = self._place_fault(rest)
        share = SHARE if rest.height() > look.px(LOW_MM) else SHARE_LOW
        _, lower = cut_top(rest, round(rest.height() * share), 0)
        lower.setHeight(min(lower.height(), look.px(28.4)))
        upper = rest.adjusted(0, 0, 0, lower.y() - rest.y() - rest.height())
        gap = look.px(look.mm.gap)
        titles = in_a_row(upper, len(self._titles), gap)
        for title, place in zip(self._titles, titles, strict=True):
            title.put_middle(inset(place, 18, 0))
        names = in_a_row(lower, len(self._languages), gap)
        for name, place in zip(self._languages, names, strict=True):
            name.setGeometry(place)

    def _place_fault(self, rest: QRect) -> QRect:
        """Give the sentence a panel in which it has room, two lines of it too."""
        look, pad = self.look, self.look.px(self.look.mm.pad)
        icon = look.px(look.mm.target)
        said = self._fault.lines(rest.width() - icon - pad, 0).height + look.px(1)
        high = min(max(look.px(PANEL_MM), said), look.px(PANEL_MOST_MM))
        self._panel, rest = cut_bottom(rest, high, look.px(look.mm.gap))
        self._fault.put_middle(self._panel.adjusted(icon, 0, -pad, 0))
        return rest

    def paint_page(self, painter: QPainter) -> None:
        """Paint the panel of a fault, if there is one."""
        if self._fault.text():
            look, pad = self.look, self.look.px(self.look.mm.pad)
            draw_panel(painter, look, self._panel)
            spot = QRect(self._panel.x() + pad, self._panel.y(), look.px(11), 0)
            spot.setHeight(self._panel.height())
            draw_icon(painter, look.icon("machine"), spot, look.colour("accent"))


def locked_page(look: Look, language: Language, facts: Facts) -> LockedScreen:
    """Return the page in the two languages of every pod, or in another one in use."""
    own = None if language in LANGUAGES else read_text(language)
    return LockedScreen(look, read_text("en"), read_text("cy"), facts, own=own)


def wall_time(clock: Clock) -> str:
    """Return the wall time as a person reads it."""
    return f"{clock.utc().astimezone():%H:%M}"


def _staff_face(said: Sequence[Text], facts: Facts) -> Face:
    """Return staff's key, with a small word where there is something for them."""
    if facts.waiting:
        return Face(words=_once(t.locked.staff_needed for t in said), icon="help")
    noted = facts.notices
    words = _once(t.locked.staff_note if noted else t.locked.staff for t in said)
    return Face(words=words, icon="note" if noted else "staff")


def _once(words: Iterable[str]) -> str:
    """Return each of these words once, one under another."""
    return "\n".join(dict.fromkeys(words))
