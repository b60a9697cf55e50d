"""A few words by staff: letters and signs on the glass, or a keyboard."""

from PySide6.QtCore import QRect, Signal

from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.pads import SIGNS, WORDS, place_words
from pod.values import Value

MOST = 160
SHOWN = 28
RUB_OUT, ENTER = "\b", "\r\n"
KEEP, CLEAR, SPACE, TURN, BACK = "ok", "clear", "space", "turn", "back"
ENDS = (". ", "? ", "! ")


class Wanted(Value, frozen=True, kw_only=True):
    """What the words are for, and what stands on the key that keeps them."""

    name: str
    title: str
    keep: str
    without: str


class WritingScreen(Screen):
    """Ids: letters, figures and signs, turn, space, clear; written, back.

    `written` is chosen with the words behind a colon; none are none. `wrote` carries
    all that is written whenever that changes; it begins with `said`.
    """

    wrote = Signal(str)

    def __init__(self, look: Look, text: Text, wanted: Wanted, said: str = "") -> None:
        super().__init__(look, text)
        self.name, self._wanted = wanted.name, wanted
        self._typed, self._turned = said, False
        self._title = self.words(wanted.title, "staff_title", spoken=False)
        self._shown = self.words("", "staff", spoken=False)
        self._shown.outside = True
        self._letters = [self._sign(id_) for id_ in WORDS]
        self._signs = [self._sign(id_) for id_ in SIGNS]
        words = {CLEAR: "⌫", SPACE: text.code.space, BACK: text.ways.back}
        ids = (TURN, SPACE, CLEAR, BACK, KEEP)
        self._below = {id_: self._wide(id_, words.get(id_, "")) for id_ in ids}
        self._judge()

    def activated(self, id_: str) -> None:
        """Take a sign, rub one out, turn the pad, hand the words over or go back."""
        match id_:
            case "back":
                self.choose("back")
            case "ok":
                self.choose(f"written:{self._typed.strip()}")
            case "turn":
                self._turned = not self._turned
            case "clear":
                self._write(self._typed[:-1])
            case _:
                self._add(" " if id_ == SPACE else id_)
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
        begins = not self._typed or self._typed.endswith(ENDS)
        self._write(self._typed + (sign.upper() if begins else sign))

    def _write(self, words: str) -> None:
        self._typed = words[:MOST]
        self.wrote.emit(self._typed)

    def _judge(self) -> None:
        """Show the end of what was typed; say whether there are words to keep."""
        there = bool(self._typed.strip())
        self._shown.setText(f"{self._typed[-SHOWN:]}_")
        words = self._wanted.keep if there else self._wanted.without
        keep = Face(words=words, role="staff_key", style="main")
        self._below[KEEP].reface(keep)
        code = self.text.code
        words = code.abc if self._turned else code.signs
        turn = Face(words=words, role="staff_key")
        self._below[TURN].reface(turn)
        self.lay()

    def _sign(self, id_: str) -> Key:
        return self.key(id_, Face(words=id_, role="digit"), spoken=False)

    def _wide(self, id_: str, words: str) -> Key:
        role = "digit" if id_ == CLEAR else "staff_key"
        return self.key(id_, Face(words=words, role=role), spoken=False)

    def arrange(self, room: QRect) -> None:
        """Place the pad over the whole page, what is asked and typed on top."""
        for keys, shown in ((self._letters, False), (self._signs, True)):
            for key in keys:
                key.setVisible(self._turned is shown)
        signs = self._signs if self._turned else self._letters
        below = list(self._below.values())
        title, said = place_words(self.look, room, signs, below)
        self._title.put_middle(title)
        self._shown.put_middle(said)
