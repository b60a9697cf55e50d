"""What a person is told before anything is asked, and three free choices."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter

from pod.script import Card, Choice, Step
from pod.study import Leaves
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face, Style
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.room import (
    cut_bottom,
    cut_left,
    cut_right,
    cut_top,
    in_a_column,
    inset,
)
from pod.ui.common.said import ANSWERS
from pod.ui.common.screen import Screen
from pod.ui.common.visit_words import ConsentWords
from pod.ui.common.words import Text
from pod.ui.kiosk.card import CardScreen
from pod.ui.kiosk.leaving import NO_STUDY, cards, evaluation_asked

ICONS = ("info", "choice", "eye", "not_safe", "pause", "letter")
WISHES = ("take_part", "evaluation", "contact")
ANSWER_MM, COLUMN_MM = 26.5, 42.2


class ConsentCard(CardScreen):
    """Card `number` (from 1); ids: back, next."""

    def __init__(
        self, look: Look, text: Text, number: int, leaves: Leaves = NO_STUDY
    ) -> None:
        told = cards(text, leaves)
        of = len(told)
        step = Step(text.card.format(number=number, of=of), number, of)
        back = Choice(id="back", words=text.ways.back, icon="back")
        on = Choice(id="next", words=text.ways.next, icon="next", main=True)
        super().__init__(look, text, _card(told, number, step, (back, on)))
        self.name = f"consent-{number}"


class AgainCard(CardScreen):
    """Card `number` once more, for what was not clear yet; id: next."""

    def __init__(
        self, look: Look, text: Text, number: int, leaves: Leaves = NO_STUDY
    ) -> None:
        words, told = text.asked, cards(text, leaves)
        step = Step(words.again, number, len(told))
        on = Choice(id="next", words=words.again_next, icon="next", main=True)
        super().__init__(look, text, _card(told, number, step, (on,)))
        self.name = f"again-{number}"


def _card(
    told: Sequence[ConsentWords], number: int, step: Step, ways: tuple[Choice, ...]
) -> Card:
    """Return what one of them says, with its picture."""
    words, icon = told[number - 1], ICONS[number - 1]
    return Card(
        title=words.title, lines=words.lines, icon=icon, step=step, choices=ways
    )


class ChoicesScreen(Screen):
    """Three choices, none preset; next lives when all three are made.

    `made` are choices that the person made before the page was left; they are shown.
    For hands that shake they come one at a time.
    """

    turned = Signal()
    """The page shows another choice."""

    name = "choices"
    ears = ANSWERS

    def __init__(
        self,
        look: Look,
        text: Text,
        made: Mapping[str, bool] | None = None,
        leaves: Leaves = NO_STUDY,
    ) -> None:
        super().__init__(look, text)
        self.choices: dict[str, bool] = {}
        words, ways = text.choices, text.ways
        self._title = self.words(words.title, "title")
        asked = (words.take_part, evaluation_asked(text, leaves), words.contact)
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
        self._panels: list[QRect] = []
        open_ = [wish for wish in WISHES if wish not in (made or {})]
        self._at = WISHES.index(open_[0]) if open_ else len(WISHES) - 1
        self._show()
        for wish, agreed in (made or {}).items():
            self._tick(wish, "yes" if agreed else "no")

    @property
    def _shown(self) -> Sequence[str]:
        """The choices that the page shows at once."""
        return WISHES[self._at : self._at + 1] if self.look.steady else WISHES

    def _show(self) -> None:
        """Show the choices of now; Next lives when each of them is made."""
        for wish, row in zip(WISHES, self._rows, strict=True):
            for one in row:
                one.setVisible(wish in self._shown)
        made = all(wish in self.choices for wish in self._shown)
        style: Style = "main" if made else "plain"
        face = Face(words=self.text.ways.next, after="next", style=style)
        self._next.reface(face)
        self._next.setEnabled(made)

    def activated(self, id_: str) -> None:
        """Tick a choice, go to another, or take a way on."""
        wish, _, answer = id_.partition(":")
        if answer:
            self._tick(wish, answer)
            return
        at = self._at + (1 if id_ == "next" else -1)
        if self.look.steady and at in range(len(WISHES)):
            self._at = at
            self._show()
            self.turned_over()
            self.lay()
            self.turned.emit()
        else:
            self.choose(id_)

    def _tick(self, wish: str, answer: str) -> None:
        self.choices[wish] = answer == "yes"
        for _, yes, no in self._rows:
            for key in (yes, no):
                if key.id.startswith(f"{wish}:"):
                    key.choose(on=key.id == f"{wish}:{answer}")
        self._show()

    def arrange(self, room: QRect) -> None:
        """Rows with their two answers at the left, the ways on at the right."""
        look = self.look
        gap = look.px(look.mm.gap)
        top, rest = cut_top(room, look.px(11), look.px(look.mm.pad))
        self._title.put_middle(top)
        column = look.px(COLUMN_MM)
        side, left = cut_right(rest, column, gap if look.large else 2 * gap)
        if look.steady:
            panel, left = cut_top(left, look.px(look.mm.target) + 2 * gap, 2 * gap)
            self._panels = [panel for _ in WISHES]
        else:
            self._panels = in_a_column(left, 3, gap)
        for panel, (label, yes, no) in zip(self._panels, self._rows, strict=True):
            answers = self._place_answers(panel, yes, no)
            icon = look.px(16.5 if look.large else 19.8)
            room = inset(panel, 0, gap // 2)
            label.put_middle(
                QRect(panel.x() + icon, room.y(), answers - icon - 8, room.height())
            )
        main, above = cut_bottom(side, look.px(look.mm.main_target), gap)
        self._next.setGeometry(main)
        back, above = cut_bottom(above, look.px(look.mm.target), gap)
        self._back.setGeometry(back)
        self._fine.put(left if look.steady else above.adjusted(0, look.px(2), 0, 0))

    def _place_answers(self, panel: QRect, yes: Key, no: Key) -> int:
        """Place yes and no at a row's right; return how far left they reach."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        spare = (panel.height() - look.px(look.mm.target)) // 2
        inside = inset(panel, min(gap, max(spare, 8)), spare)
        inside.setHeight(look.px(look.mm.target))
        width = look.px(max(ANSWER_MM, look.mm.target))
        right, rest = cut_right(inside, width, gap)
        left, _ = cut_right(rest, width, gap)
        yes.setGeometry(left)
        no.setGeometry(right)
        return left.x() - panel.x()

    def paint_page(self, painter: QPainter) -> None:
        """Paint a sand panel and an icon for each row."""
        look = self.look
        for wish in self._shown:
            panel = self._panels[WISHES.index(wish)]
            draw_panel(painter, look, panel)
            pad = look.px(2.5 if look.large else 5.8)
            spot, _ = cut_left(panel.adjusted(pad, 0, 0, 0), look.px(11), 0)
            draw_icon(painter, look.icon(wish), spot, look.colour("accent"))
