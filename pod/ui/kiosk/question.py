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
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.answers import IN_A_ROW, Parts, place, place_reading
from pod.ui.kiosk.card import way_face
from pod.ui.kiosk.stepline import StepLine

After: TypeAlias = Callable[[float, Callable[[], None]], None]


class QuestionScreen(Screen):
    """Ids: those of the choices and ways; `answers` and `read` turn a long question.

    Where the wording is too long to stand beside its answers at this text size, it is
    read first, in full; the answers come on the next page with the question again.
    """

    turned = Signal()
    """The page shows its other half: what is read aloud has changed."""

    name = "question"

    def __init__(
        self, look: Look, text: Text, question: Question, after: After | None = None
    ) -> None:
        super().__init__(look, text)
        self._question, self._after = question, after or self._wait
        self._scale = len(question.choices) > IN_A_ROW
        self._step = StepLine(self, question.step) if question.step else None
        self._stem = self.words(question.stem)
        self._prompt = self.words(question.prompt, "question")
        self._note = self.words(question.note)
        self._ends = self._scale_ends()
        self._answers = [self._answer_key(choice) for choice in question.choices]
        self._faces = [key.face for key in self._answers]
        self._back = self.key("read", Face(words=text.ways.back, icon="back"))
        self._ways = [self.key(way.id, way_face(way)) for way in question.ways]
        on = Face(words=text.ways.answers, after="next", style="main")
        self._on = self.key("answers", on)
        self._answer = ""
        self._reading = self._stepped = self._stepped_reading = True

    def activated(self, id_: str) -> None:
        """Tick an answer, let it be seen, go on; or take a way off the page."""
        if id_ in ("answers", "read"):
            self._reading = id_ == "read"
            self.turned_over()
            self.lay()
            self.turned.emit()
        elif id_ not in {choice.id for choice in self._question.choices}:
            self.choose(id_)
        else:
            self._answer = id_
            for key in self._answers:
                key.choose(on=key.id == id_)
            self._after(self.look.tick_ms, lambda: self._go(id_))

    def settle(self) -> None:
        """Go on at once with an answer that is ticked and still being looked at.

        What was seen ticked is not lost to Pause or help; nothing ticked, nothing said.
        """
        if self._answer:
            self._go(self._answer)

    def arrange(self, room: QRect) -> None:
        """Put all on one page, or turn it; no answer in larger letters than others."""
        for key, face in zip(self._answers, self._faces, strict=True):
            key.face = face
        self._arrange(room)
        make_even(self._answers)

    def _arrange(self, room: QRect) -> None:
        """Put all on one page, or turn it where the words would become too small."""
        both = self._parts([self._stem, self._prompt], self._ways)
        whole = place(both, room)
        if whole >= self.look.steps("body")[0][0]:
            self._show(read=True, answer=True)
        elif self._place_reading(room) <= whole:
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
        if read != answer:
            self._stepped = self._stepped_reading if read else not self._scale
        else:
            self._stepped = True
        if self._step is not None:
            self._step.words.setVisible(self._stepped)

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
