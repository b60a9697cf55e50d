"""One question, one answer, one tap; Back changes it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QPainter

from pod.script import Choice, Question
from pod.ui.common.face import Face
from pod.ui.common.key import Key, make_even
from pod.ui.common.labels import Words
from pod.ui.common.look import Look
from pod.ui.common.said import Ears
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.answers import IN_A_ROW, Parts, place, place_reading
from pod.ui.kiosk.card import way_face
from pod.ui.kiosk.spread import place_spread
from pod.ui.kiosk.stepline import StepLine
from pod.ui.voice.sentence import Sentence

KEEP = "keep"
After: TypeAlias = Callable[[float, Callable[[], None]], None]


class QuestionScreen(Screen):
    """Ids: those of the choices and ways; `answers` and `read` turn a long question.

    Where the wording is too long to stand beside its answers at this text size, it is
    read first, in full; the answers come on the next page with the question again.
    For hands that shake an answer is looked at before it counts: `keep` goes on with
    it, `read` changes it.
    """

    turned = Signal()
    """The page shows its other half: what is read aloud has changed."""

    name = "question"

    def __init__(
        self, look: Look, text: Text, question: Question, after: After | None = None
    ) -> None:
        super().__init__(look, text)
        self._question, self._after = question, after or self._wait
        self.ears = Ears(words=question.own, keys=True)
        self._scale = len(question.choices) > IN_A_ROW
        self._step = StepLine(self, question.step) if question.step else None
        self._stem = self.words(question.stem)
        self._prompt = self.words(question.prompt, "question")
        self._said = self.words("", "title")
        self._note = self.words(question.note)
        self._ends = self._scale_ends()
        self._answers = [self._answer_key(choice) for choice in question.choices]
        self._faces = [key.face for key in self._answers]
        self._way_back = Face(words=text.ways.back, icon="back")
        self._back = self.key("read", self._way_back)
        self._ways = [self.key(way.id, way_face(way)) for way in question.ways]
        on = Face(words=text.ways.answers, after="next", style="main")
        self._on = self.key("answers", on)
        face = Face(words=text.ways.next, after="next", style="main")
        self._keep = self.key(KEEP, face)
        self._answer = ""
        self._reading = self._stepped = self._stepped_reading = True

    def activated(self, id_: str) -> None:
        """Tick an answer, let it be seen, go on; or take a way off the page."""
        if id_ in ("answers", "read"):
            self._reading = id_ == "read" and not self._answer
            self._tick("")
            self._turn()
        elif id_ == KEEP:
            self._go(self._answer)
        elif id_ not in {choice.id for choice in self._question.choices}:
            self.choose(id_)
        else:
            self._tick(id_)
            if self.look.steady:
                self._turn()
            else:
                self._after(self.look.tick_ms, lambda: self._go(id_))

    def _tick(self, id_: str) -> None:
        self._answer = id_
        for key in self._answers:
            key.choose(on=key.id == id_)

    def _turn(self) -> None:
        """Show another half: what came is deaf to the second of two taps."""
        self.turned_over()
        self.lay()
        self.turned.emit()

    def settle(self) -> None:
        """Go on at once with an answer that is ticked and still being looked at.

        What was seen ticked is not lost to Pause or help; nothing ticked, nothing said.
        What waits to be kept is not an answer yet.
        """
        if self._answer and not self.look.steady:
            self._go(self._answer)

    def arrange(self, room: QRect) -> None:
        """Put all on one page, or turn it; no answer in larger letters than others."""
        for key, face in zip(self._answers, self._faces, strict=True):
            key.face = face
        self._back.face = self._way_back
        if self.look.steady and self._answer:
            self._place_kept(room)
        else:
            self._keep.setVisible(False)
            self._said.setText("")
            self._arrange(room)
        make_even(self._answers)

    def spoken(self) -> list[Sentence]:
        """Return what the voice reads; the answer that was given is private."""
        answer = self._said.text()
        return [Sentence(words, words == answer) for words in self.sentences()]

    def _place_kept(self, room: QRect) -> None:
        """Show the question with the answer that Next would keep."""
        self._said.setText(self._words_of(self._answer))
        for one in (self._stem, self._note, *self._ends, *self._answers, *self._ways):
            one.setVisible(False)
        for one in (self._prompt, self._back, self._keep):
            one.setVisible(True)
        self._on.setVisible(False)
        self._show_step(on=False)
        parts = self._parts([self._prompt, self._said], [self._back, self._keep])
        place_reading(replace(parts, step=None, note=None), room)

    def _arrange(self, room: QRect) -> None:
        """Put all on one page, or turn it where the words would become too small."""
        both = self._parts([self._stem, self._prompt], self._ways)
        whole = place(both, room)
        if whole >= self.look.steps("body")[0][0]:
            self._show(read=True, answer=True)
        elif self._place_reading(room) <= whole and not self.look.steady:
            place(both, room)
            self._show(read=True, answer=True)
        else:
            self._show(read=self._reading, answer=not self._reading)
            if not self._reading:
                self._place_answers(room)

    def _place_reading(self, room: QRect) -> int:
        """Place the words alone, without the step if need be; return the font size."""
        words = [self._stem, self._prompt]
        parts = self._parts(words, [*self._ways, self._on])
        self._stepped_reading = True
        size = place_reading(parts, room)
        if size == 0 and self._step is not None:
            self._stepped_reading = False
            size = place_reading(replace(parts, step=None), room)
        return size

    def _place_answers(self, room: QRect) -> None:
        parts = self._parts([self._prompt], [self._back])
        if self.look.steady:
            self._prompt.setVisible(place_spread(parts, room, self._back))
            self._show_step(on=False)
            return
        step = None if self._scale else self._step
        place(replace(parts, step=step, note=None), room)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the step's dots."""
        if self._step is not None and self._stepped:
            self._step.paint(painter)

    def _parts(self, words: Sequence[Words], ways: Sequence[Key]) -> Parts:
        return Parts(
            look=self.look,
            step=self._step,
            words=words,
            answers=self._answers,
            ways=ways,
            note=self._note,
            ends=self._ends,
            faces=self._faces,
        )

    def _show(self, *, read: bool, answer: bool) -> None:
        """Show the half that is read, the half that is answered, or both."""
        for one in (self._stem, self._note, *self._ways):
            one.setVisible(read)
        for one in (*self._answers, *self._ends):
            one.setVisible(answer)
        self._on.setVisible(read and not answer)
        self._back.setVisible(answer and not read)
        self._prompt.setVisible(True)
        if read != answer:
            self._show_step(on=self._stepped_reading if read else not self._scale)
        else:
            self._show_step(on=True)

    def _show_step(self, *, on: bool) -> None:
        self._stepped = on
        if self._step is not None:
            self._step.words.setVisible(on)

    def _words_of(self, id_: str) -> str:
        return next(one.words for one in self._question.choices if one.id == id_)

    def _go(self, id_: str) -> None:
        """Go on with the answer that was ticked last, once."""
        if id_ == self._answer:
            self._answer = ""
            self.choose(id_)

    def _wait(self, wait_ms: float, then: Callable[[], None]) -> None:
        QTimer.singleShot(round(wait_ms), self, then)

    def _answer_key(self, choice: Choice) -> Key:
        """Make an answer's key; on a scale it carries the number, the end the words."""
        words = choice.words.split()[0] if self._scale else choice.words
        face = Face(words=words, icon=choice.icon, level=choice.level)
        key = self.key(choice.id, face, spoken=not self._scale)
        key.setAccessibleName(choice.words)
        return key

    def _scale_ends(self) -> list[Words]:
        if not self._scale:
            return []
        ends = (self._question.choices[0].words, self._question.choices[-1].words)
        return [self.words(end) for end in ends]
