"""Staff number or card, then what they alone know, on one page; dots, never signs."""

from dataclasses import replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter

from pod.settings import one_form
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.pads import (
    DIGITS,
    LETTERS,
    cut_pad,
    dots_room,
    draw_dots,
    draw_side,
    place_digits,
    place_letters,
)

Stage: TypeAlias = Literal["number", "card", "code", "new", "again"]

NUMBER_LEAST, NUMBER_MOST, CODE_LENGTH, PHRASE_LEAST, PHRASE_MOST = 4, 8, 6, 15, 64
ENTER, RUB_OUT = "\r\n", "\b"


class CodeScreen(Screen):
    """Ids: the digits and letters, space, clear, ok, letters, back.

    `entered` carries number and code; no number stands for the card that is here. With
    `new`, a code of one's own is chosen instead, twice, and `took` carries it. What a
    keyboard types is typed.
    """

    entered = Signal(str, str)
    took = Signal(str)
    turned = Signal()
    """The page asks for something else."""

    name = "staff-code"

    def __init__(
        self, look: Look, text: Text, new: Literal["", "pin", "phrase"] = ""
    ) -> None:
        super().__init__(look, text)
        self.name = "staff-new-code" if new else "staff-code"
        self._first: Stage = "new" if new else "number"
        self._stage: Stage = self._first
        self._wide = new == "phrase"
        self._least = PHRASE_LEAST if self._wide else CODE_LENGTH
        self._number = self._typed = ""
        self._title = self.words("", "title")
        self._help, self._note = self.words(""), self.words("", "body")
        self._head = self.words("", "staff_title")
        self._letters = [self._sign(id_) for id_ in LETTERS]
        self._pad = [self._sign(id_) for id_ in DIGITS]
        letters = Face(words=text.code.letters, role="staff_key")
        self._more = self.key("letters", letters)
        self._back = self.key("back", Face(words=text.ways.back))
        self._side = self._dots = QRect()
        self._ask("" if new else text.code.banner)

    def refused(self, wait_s: int, *, locked: bool = False) -> None:
        """Say that it was not accepted, never which part, and how long to wait."""
        words, forms = self.text.code, self.text.counted.wait_seconds
        wait = one_form(self.text.language, forms, wait_s) if wait_s > 0 else ""
        self._begin(words.locked if locked else f"{words.refused} {wait}".rstrip())

    def not_that(self) -> None:
        """Say that a new code must be another one."""
        self._begin(self.text.code.other)

    def card_seen(self) -> None:
        """Ask for the code of whoever's card was just held to the reader."""
        if self._first == "number":
            self._stage, self._number, self._wide = "card", "", False
            self._ask("")

    def activated(self, id_: str) -> None:
        """Take a sign, clear, go on or back."""
        match id_:
            case "back":
                self._go_back()
            case "letters":
                self._wide = True
                self._ask("")
            case "clear":
                self._typed = ""
            case "ok":
                self._take()
            case _ if len(self._typed) < self._most():
                self._typed += " " if id_ == "space" else id_
        self._judge()

    def typed(self, text: str) -> bool:
        """Take what a keyboard types; tell whether it was a sign of a code."""
        if text in ENTER and self._focus is None and self._pad[-1].isEnabled():
            self.activated("ok")
        elif text == RUB_OUT:
            self._typed = self._typed[:-1]
            self._judge()
        elif text.isascii() and text.isdigit():
            self.activated(text)
        elif self._stage != "number" and text.lower() in LETTERS and text:
            self._type_letter(text.lower())
        elif self._wide and text == " ":
            self.activated("space")
        else:
            return False
        return True

    def repeat_ms(self, id_: str) -> float:
        """Let a sign be typed twice as fast as a hand can."""
        return self.look.digit_ms if len(id_) == 1 else super().repeat_ms(id_)

    def _type_letter(self, letter: str) -> None:
        """Turn to the letters with the first that is typed; what was typed stays."""
        if not self._wide:
            typed, self._wide = self._typed, True
            self._ask("")
            self._typed = typed
        self.activated(letter)

    def _go_back(self) -> None:
        """Go back to the digits, else away."""
        if self._wide and self._stage in ("code", "card"):
            self._wide = False
            self._ask("")
        else:
            self.choose("back")

    def _take(self) -> None:
        """Go on from one step to the next, or hand over what was entered."""
        typed = self._typed
        match self._stage:
            case "number":
                self._number, self._stage = typed, "code"
                self._ask("")
            case "new":
                self._number, self._stage = typed, "again"
                self._ask("")
            case "again":
                same, wide = typed == self._number, self._wide
                self._begin("" if same else self.text.code.differ)
                self._wide = wide
                if same and not self._left:
                    self.took.emit(typed)
            case _:
                number = self._number
                self._begin("")
                if not self._left:
                    self.entered.emit(number, typed)

    def _begin(self, note: str) -> None:
        """Ask from the beginning."""
        self._stage, self._number = self._first, ""
        self._wide = self._wide and self._first == "new"
        self._ask(note)

    def _ask(self, note: str) -> None:
        words, self._typed = self.text.code, ""
        new = words.new_phrase if self._wide else words.new_help
        title, help_ = {
            "number": (words.number, words.number_help),
            "card": (words.code, words.card_help),
            "code": (words.code, words.code_help),
            "new": (words.new, new),
            "again": (words.again, new),
        }[self._stage]
        for said, text in (
            (self._title, title),
            (self._head, note or (help_ if self._stage == "new" else title)),
            (self._help, help_),
            (self._note, note),
        ):
            said.setText(text)
        self._judge()
        self.lay()
        self.turned.emit()

    def _most(self) -> int:
        if self._wide:
            return PHRASE_MOST
        return NUMBER_MOST if self._stage == "number" else CODE_LENGTH

    def _dots_most(self) -> int | None:
        return None if self._wide else self._most()

    def _judge(self) -> None:
        """Let OK live only when there is enough to send."""
        least = NUMBER_LEAST if self._stage == "number" else self._least
        ok = self._pad[-1]
        ready = len(self._typed) >= least
        ok.setEnabled(ready)
        plain = Face(words=self.text.ways.ok, role="staff_key")
        ok.reface(replace(plain, style="main") if ready else plain)
        self._pad[DIGITS.index("clear")].setEnabled(bool(self._typed))
        self.update(dots_room(self.look, self._dots, self._dots_most()))

    def _back_face(self) -> Face:
        back = Face(words=self.text.ways.back, icon="back")
        return replace(back, icon="", role="staff_key") if self._wide else back

    def _sign(self, id_: str) -> Key:
        words = self.text.code
        named = {"clear": words.clear, "ok": self.text.ways.ok, "space": words.space}
        role = "staff_key" if id_ in named else "digit"
        face = Face(words=named.get(id_, id_), role=role)
        return self.key(id_, face, spoken=False)

    def arrange(self, room: QRect) -> None:
        """Place the pad at the left and what is asked at the right, or letters."""
        for one in (self._title, self._help, self._note):
            one.setVisible(not self._wide and bool(one.text()))
        self._head.setVisible(self._wide)
        self._back.reface(self._back_face())
        for key in self._letters:
            key.setVisible(self._wide)
        self._more.setVisible(not self._wide and self._stage in ("code", "card"))
        if self._wide:
            keys = [*self._letters, *self._pad, self._back]
            top, self._dots = place_letters(self.look, room, keys)
            self._head.put_middle(top)
        else:
            self._beside(room)

    def _beside(self, room: QRect) -> None:
        """Place the digits, and beside them words and ways on."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        left, right = cut_pad(look, room)
        self._dots = place_digits(look, left, self._pad)
        self._side = right.adjusted(-look.px(8), -room.y(), room.x(), room.y())
        foot, rest = cut_bottom(right, look.px(look.mm.main_target), gap)
        width = max(look.px(44), self._back.natural_width())
        self._back.setGeometry(foot.x(), foot.y(), width, foot.height())
        beyond = foot.adjusted(width + gap, 0, 0, 0)
        self._more.setGeometry(beyond)
        words = [one for one in (self._title, self._help, self._note) if one.text()]
        stack(words, rest.adjusted(0, look.px(2), 0, 0), look.px(8))

    def paint_page(self, painter: QPainter) -> None:
        """Paint the side panel, and how much was entered, never what."""
        look = self.look
        if not self._wide:
            draw_side(painter, look, self._side)
        draw_dots(painter, look, self._dots, len(self._typed), self._dots_most())
