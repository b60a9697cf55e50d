"""The page for the next shift: open concerns first, and who has handed over to whom."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen

from pod.desk import Around
from pod.desk.shift import HandoverView
from pod.ui.common.face import Face, Style
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.labels import Words, stack
from pod.ui.common.look import Look
from pod.ui.common.room import (
    cut_bottom,
    cut_left,
    cut_right,
    cut_top,
    in_a_column,
    in_a_row,
    inset,
)
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.printing.sheet import Sheet
from pod.ui.printing.sheets import (
    concern_line,
    fault_lines,
    part_lines,
    tomorrow_line,
)
from pod.ui.staff.concern_told import clock
from pod.ui.staff.rail import Rail, is_wide
from pod.ui.staff.reading import Facts
from pod.values import Value

PART = "handover"
SIDE_MM, COUNT_MM, ICON_MM = 84.0, 14.0, 7.0
STATE_MM, FIRST_MM, TITLE_MM = 7.0, 18.0, 58.0
MARK = 3
"""So many of the page's cards stand where there is little room: the weightiest."""


class Card(Value, frozen=True, kw_only=True):
    """What one card says: how many there are of what, and the first of them."""

    icon: str
    title: str
    line: str
    count: int | None
    red: bool = False


def cards(text: Text, view: HandoverView) -> tuple[Card, ...]:
    """Return the cards of the page in the order of their weight."""
    words = text.seeing_to.handover
    faults, parts = list(fault_lines(text, view)), list(part_lines(text, view))
    concerns = [concern_line(text, one) for one in view.needs]
    booked = sum(count for _, count in view.tomorrow)
    return (
        _card(text, ("not_safe", words.concerns), concerns, red=bool(concerns)),
        _card(text, ("machine", words.faults), faults),
        _card(text, ("pause", words.part_way), parts),
        Card(
            icon="today",
            title=words.tomorrow,
            line=tomorrow_line(text, view),
            count=booked,
        ),
        Card(
            icon="done",
            title=words.record,
            line=view.heads[-1] if view.heads else "",
            count=None,
        ),
    )


def _card(
    text: Text, named: tuple[str, str], lines: list[str], *, red: bool = False
) -> Card:
    icon, title = named
    line = lines[0] if lines else text.seeing_to.handover.none
    return Card(icon=icon, title=title, line=line, count=len(lines), red=red)


class HandoverScreen(Screen):
    """Ids: hand_over, sign_on, note, read, card, and those of the rail."""

    name = "staff-handover"

    def __init__(
        self, look: Look, text: Text, view: HandoverView, around: Around
    ) -> None:
        super().__init__(look, text)
        self._rail, self._wide = Rail(self, PART, around), is_wide(look)
        shown = cards(text, view)
        self._cards = shown if self._wide else shown[:MARK]
        self._titles = [self._line(one.title) for one in self._cards]
        self._lines = [self._line(one.line) for one in self._cards]
        counts = ["" if one.count is None else str(one.count) for one in self._cards]
        self._counts = [self.words(one, "staff_title", spoken=False) for one in counts]
        for words in self._counts:
            words.align = "right"
        self._state = [self._line(one) for one in _state(text, view)]
        self._keys_ = self._ways(view)
        self._spots: list[QRect] = []

    def _line(self, said: str) -> Words:
        words = self.words(said, "staff", spoken=False)
        words.outside = True
        return words

    def _ways(self, view: HandoverView) -> list[Key]:
        """Return what can be done; whoever handed over does not sign on as well."""
        words, last = self.text.seeing_to.handover, view.last
        waits = last is not None and last.taken_at is None
        mine = waits and last is not None and last.handed_by == view.me
        ways = [
            ("sign_on", "pencil", words.sign_on),
            ("hand_over", "handover", words.hand_over),
        ]
        if not waits or mine:
            ways = ways[::-1]
        card = self.text.seeing_to.card.key
        ways += [("note", "note", words.note), ("read", "reading", words.read)]
        ways.append(("card", "person", card))
        keys = [self._way(*one, main=one == ways[0] and not mine) for one in ways]
        keys[[id_ for id_, _, _ in ways].index("sign_on")].setEnabled(not mine)
        return keys

    def _way(self, id_: str, icon: str, words: str, *, main: bool) -> Key:
        style: Style = "main" if main else "plain"
        shown = icon if self._wide else ""
        face = Face(words=words, icon=shown, role="staff_key", style=style)
        return self.key(id_, face, spoken=False)

    def arrange(self, room: QRect) -> None:
        """Place who has signed, the cards and the keys: side by side, or in rows."""
        rest = self._rail.put(room)
        if self._wide:
            self._beside(rest)
        else:
            self._in_rows(rest)

    def _beside(self, room: QRect) -> None:
        """Place the cards at the left, who has signed and the keys at the right."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        side, rest = cut_right(room, look.px(SIDE_MM), 2 * gap)
        self._spots = in_a_column(rest, len(self._cards), gap)
        for spot, place in zip(self._spots, range(len(self._cards)), strict=True):
            inner = self._counted(spot, place)
            self._centre([self._titles[place], self._lines[place]], inner)
        target = look.px(look.mm.target)
        apart = (self._keys_[2:4], self._keys_[4:], self._keys_[1:2], self._keys_[:1])
        for keys in apart:
            foot, side = cut_bottom(side, target, gap)
            self._place_row(foot, keys)
        stack(self._state, side, gap)

    def _in_rows(self, room: QRect) -> None:
        """Place who has signed on top, then the cards, the keys at the foot.

        A line too long for its card is left to the paper and to the count beside it.
        """
        look, gap = self.look, self.look.px(self.look.mm.gap)
        foot, rest = cut_bottom(room, look.px(look.mm.target), gap)
        self._place_row(foot, self._keys_)
        top, rest = cut_top(rest, look.px(STATE_MM), gap)
        for words, half in zip(self._state, in_a_row(top, 2, gap), strict=True):
            words.put_middle(half)
        first, rest = cut_top(rest, look.px(FIRST_MM), gap)
        self._spots = [first, *in_a_row(rest, len(self._cards) - 1, gap)]
        title, line = cut_left(self._counted(first, 0), look.px(TITLE_MM), gap)
        self._titles[0].put_middle(title)
        self._lines[0].put_middle(line)
        for place in range(1, len(self._cards)):
            self._in_card(place)

    def _in_card(self, place: int) -> None:
        """Place a card's title over its line, where that is not too long for it."""
        inner = self._counted(self._spots[place], place)
        title, line = in_a_column(inner, 2, 0)
        self._lines[place].put_middle(line)
        fits = not self._lines[place].shortened()
        self._lines[place].setVisible(fits)
        self._titles[place].put_middle(title if fits else inner)

    def _counted(self, spot: QRect, place: int) -> QRect:
        """Place how many there are at the right of a card; return the words' room."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        first = place == 0 and not self._wide
        inner = inset(spot, gap, look.px(2 if first else 1))
        _, inner = cut_left(inner, look.px(ICON_MM), 2 * gap)
        number, inner = cut_right(inner, look.px(COUNT_MM), gap)
        self._counts[place].put_middle(number)
        return inner

    def _place_row(self, room: QRect, keys: list[Key]) -> None:
        gap = self.look.px(self.look.mm.gap)
        for key, place in zip(keys, in_a_row(room, len(keys), gap), strict=True):
            key.setGeometry(place)

    def _centre(self, words: list[Words], room: QRect) -> None:
        gap = self.look.px(1)
        spare = room.bottom() - stack(words, room, gap).bottom
        stack(words, room.adjusted(0, max(0, spare // 2), 0, 0), gap)

    def paint_page(self, painter: QPainter) -> None:
        """Paint a card behind each; open concerns have a red edge and come first."""
        self._rail.paint(painter)
        look, radius = self.look, self.look.px(self.look.mm.radius)
        for spot, card in zip(self._spots, self._cards, strict=True):
            edge = look.colour("danger" if card.red else "outline")
            painter.setPen(QPen(edge, look.px(look.mm.edge) if card.red else 1))
            painter.setBrush(look.colour("card"))
            painter.drawRoundedRect(spot, radius, radius)
            icon, _ = cut_left(inset(spot, look.px(3), 0), look.px(ICON_MM), 0)
            ink = look.colour("danger" if card.red else "accent")
            draw_icon(painter, look.icon(card.icon), icon, ink)


def _state(text: Text, view: HandoverView) -> tuple[str, ...]:
    """Say who handed over and who has signed on since."""
    words, last = text.seeing_to.handover, view.last
    if last is None:
        return words.not_handed, words.not_taken
    handed = words.not_handed
    if last.handed_at is not None:
        handed = words.handed.format(staff=last.handed_by, clock=clock(last.handed_at))
    taken = words.not_taken
    if last.taken_at is not None:
        taken = words.taken.format(staff=last.taken_by, clock=clock(last.taken_at))
    return handed, taken


def section_facts(text: Text, sheet: Sheet, place: int) -> Facts:
    """Return one section of the page to read on the glass; the whole can be printed."""
    section, last = sheet.sections[place], place + 1 == len(sheet.sections)
    words = text.seeing_to.handover
    on = () if last else (("next", "next", text.ways.next),)
    return Facts(
        name="staff-handover-read",
        title=section.title,
        lines=section.lines,
        keys=(*on, ("print", "print", words.print)),
    )
