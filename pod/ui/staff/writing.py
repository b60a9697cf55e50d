"""A few words by staff: letters and digits on the glass, or a keyboard."""

from PySide6.QtCore import QRect

from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.pads import DIGITS, LETTERS, place_letters
from pod.values import Value

MOST = 160
SHOWN = 28
RUB_OUT, ENTER = "\b", "\r\n"
KEEP, CLEAR = "ok", "clear"


class Wanted(Value, frozen=True, kw_only=True):
    """What the words are for, and what stands on the key that keeps them."""

    name: str
    title: str
    keep: str
    without: str


class WritingScreen(Screen):
    """Ids: the letters and digits, space, clear; written, back.

    `written` is chosen with the words behind a colon; none are none.
    """

    def __init__(self, look: Look, text: Text, wanted: Wanted) -> None:
        super().__init__(look, text)
        self.name, self._wanted = wanted.name, wanted
        self._typed = ""
        self._title = self.words(wanted.title, "staff_title", spoken=False)
        self._shown = self.words("", "staff", spoken=False)
        self._shown.outside = True
        self._signs = [self._sign(id_) for id_ in (*LETTERS, *DIGITS)]
        back = Face(words=text.ways.back, role="staff_key")
        self._signs.append(self.key("back", back, spoken=False))
        self._judge()

    def activated(self, id_: str) -> None:
        """Take a sign, rub one out, hand the words over or go back."""
        match id_:
            case "back":
                self.choose("back")
            case "ok":
                self.choose(f"written:{self._typed.strip()}")
            case "clear":
                self._typed = self._typed[:-1]
            case _:
                self._add(" " if id_ == "space" else id_)
        self._judge()

    def typed(self, text: str) -> bool:
        """Take what a keyboard types."""
        if text in ENTER:
            self.activated(KEEP)
        elif text == RUB_OUT:
            self.activated(CLEAR)
        elif text.isprintable():
            self._add(text)
            self._judge()
        else:
            return False
        return True

    def repeat_ms(self, id_: str) -> float:
        """Let a sign be typed twice as fast as a hand can."""
        quick = len(id_) == 1 or id_ == CLEAR
        return self.look.digit_ms if quick else super().repeat_ms(id_)

    def _add(self, sign: str) -> None:
        """Add a sign; a sentence begins with a capital letter."""
        begins = not self._typed or self._typed.endswith(". ")
        self._typed = (self._typed + (sign.upper() if begins else sign))[:MOST]

    def _judge(self) -> None:
        """Show the end of what was typed; say whether there are words to keep."""
        there = bool(self._typed.strip())
        self._shown.setText(f"{self._typed[-SHOWN:]}_")
        words = self._wanted.keep if there else self._wanted.without
        keep = self._signs[len(LETTERS) + DIGITS.index(KEEP)]
        keep.reface(Face(words=words, role="staff_key", style="main"))
        self.lay()

    def _sign(self, id_: str) -> Key:
        words = {"clear": "⌫", "space": self.text.code.space}
        role = "staff_key" if id_ in ("space", "ok") else "digit"
        return self.key(id_, Face(words=words.get(id_, id_), role=role), spoken=False)

    def arrange(self, room: QRect) -> None:
        """Place the letters over the whole page, what is asked and typed on top."""
        title, shown = place_letters(self.look, room, self._signs)
        self._title.put_middle(title)
        self._shown.put_middle(shown)
