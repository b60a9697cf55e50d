"""What a person is told before anything is asked, and three free choices."""

from collections.abc import Mapping

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.script import Card, Choice, Step
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_right, cut_top, in_a_column, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.card import CardScreen

ICONS = ("info", "choice", "eye", "not_safe", "pause")
WISHES = ("take_part", "evaluation", "contact")
ANSWER_MM, ANSWER_LARGE_MM, COLUMN_MM = 26.5, 26.5, 42.2


class ConsentCard(CardScreen):
    """Card `number` (1 to 5); ids: back, next."""

    def __init__(self, look: Look, text: Text, number: int) -> None:
        words, ways = text.consent[number - 1], text.ways
        of = len(text.consent)
        step = Step(text.card.format(number=number, of=of), number, of)
        card = Card(
            title=words.title,
            lines=words.lines,
            icon=ICONS[number - 1],
            step=step,
            choices=(
                Choice(id="back", words=ways.back, icon="back"),
                Choice(id="next", words=ways.next, icon="next", main=True),
            ),
        )
        super().__init__(look, text, card)
        self.name = f"consent-{number}"


class ChoicesScreen(Screen):
    """Three choices, none preset; next lives when all three are made.

    `made` are choices that the person made before the page was left; they are shown.
    """

    name = "choices"

    def __init__(
        self, look: Look, text: Text, made: Mapping[str, bool] | None = None
    ) -> None:
        super().__init__(look, text)
        self.choices: dict[str, bool] = {}
        words, ways = text.choices, text.ways
        self._title = self.words(words.title, "title")
        asked = (words.take_part, words.evaluation, words.contact)
        self._rows = []
        for wish, ask in zip(WISHES, asked, strict=True):
            label = self.words(ask, "body")
            yes = self.key(f"{wish}:yes", Face(words=ways.yes), spoken=False)
            no = self.key(f"{wish}:no", Face(words=ways.no), spoken=False)
            for key in (yes, no):
                key.setAccessibleName(f"{ask}: {key.text()}")
            self._rows.append((label, yes, no))
        self._fine = self.words(words.fine, "body")
        self._back = self.key("back", Face(words=ways.back, icon="back"))
        self._next = self.key("next", Face(words=ways.next, after="next"))
        self._next.setEnabled(False)
        self._panels: list[QRect] = []
        for wish, agreed in (made or {}).items():
            self._tick(wish, "yes" if agreed else "no")

    def activated(self, id_: str) -> None:
        """Tick a choice, or take a way on."""
        wish, _, answer = id_.partition(":")
        if not answer:
            self.choose(id_)
        else:
            self._tick(wish, answer)

    def _tick(self, wish: str, answer: str) -> None:
        self.choices[wish] = answer == "yes"
        for _, yes, no in self._rows:
            for key in (yes, no):
                if key.id.startswith(f"{wish}:"):
                    key.choose(on=key.id == f"{wish}:{answer}")
        if len(self.choices) == len(WISHES):
            face = Face(words=self.text.ways.next, after="next", style="main")
            self._next.reface(face)
            self._next.setEnabled(True)

    def arrange(self, room: QRect) -> None:
        """Rows with their two answers at the left, the ways on at the right."""
        look = self.look
        gap = look.px(look.mm.gap)
        top, rest = cut_top(room, look.px(11), look.px(look.mm.pad))
        self._title.put_middle(top)
        column = look.px(COLUMN_MM)
        side, left = cut_right(rest, column, gap if look.large else 2 * gap)
        self._panels = in_a_column(left, 3, gap)
        for panel, (label, yes, no) in zip(self._panels, self._rows, strict=True):
            answers = self._place_answers(panel, yes, no)
            icon = look.px(8 if look.large else 19.8)
            if look.large:
                icon = look.px(16.5)
            room = inset(panel, 0, gap // 2)
            label.put_middle(
                QRect(panel.x() + icon, room.y(), answers - icon - 8, room.height())
            )
        main = QRect(side.x(), side.bottom() - look.px(25) + 1, column, look.px(25))
        self._next.setGeometry(main)
        back = main.translated(0, -look.px(look.mm.target) - gap)
        back.setHeight(look.px(look.mm.target))
        self._back.setGeometry(back)
        self._fine.put(side.adjusted(0, look.px(2), 0, back.y() - side.bottom() - gap))

    def _place_answers(self, panel: QRect, yes: Key, no: Key) -> int:
        """Place yes and no at a row's right; return how far left they reach."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        spare = (panel.height() - look.px(look.mm.target)) // 2
        inside = inset(panel, min(gap, max(spare, 8)), spare)
        inside.setHeight(look.px(look.mm.target))
        width = look.px(ANSWER_MM)
        right, rest = cut_right(inside, width, gap)
        left, _ = cut_right(rest, width, gap)
        yes.setGeometry(left)
        no.setGeometry(right)
        return left.x() - panel.x()

    def paint_page(self, painter: QPainter) -> None:
        """Paint a sand panel and an icon for each row."""
        look = self.look
        for panel, wish in zip(self._panels, WISHES, strict=True):
            draw_panel(painter, look, panel)
            pad = look.px(2.5 if look.large else 5.8)
            spot, _ = cut_left(panel.adjusted(pad, 0, 0, 0), look.px(11), 0)
            draw_icon(painter, look.icon(wish), spot, look.colour("accent"))
