"""Whether the screen speaks with a pod of invented people, and the band that says so.

The core alone knows; here it is learnt from what it says, and nothing is decided by it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, Reply, Request
from pod.desk.practice import EndPractice
from pod.desk.practice import Practising as Told
from pod.ui.common.words import Text
from pod.ui.kiosk.stage import Stage

CODE, PICTURES = "staff-code", "pictures"
HELP = ("help", "told-", "untold-", "lamp-", "late-")
"""Pages where somebody may believe that staff were called."""


def said_over(text: Text, told: Told, name: str) -> str:
    """Return what stands over a page of this name: what all this is, and some help.

    A page that asks who somebody is asks what only somebody invented could know; on a
    page of help it says that this calls nobody.
    """
    words = text.practice
    if name.startswith(HELP):
        return f"{words.nobody}\n{words.really}"
    if name == CODE:
        each = [words.account.format(staff=one, code=code) for one, code in told.staff]
        return f"{words.strip}\n{words.staff.format(staff=', '.join(each))}"
    if name.startswith(PICTURES):
        names = ", ".join(text.pictures.names[one] for one in told.pictures)
        return f"{words.strip}\n{words.pictures.format(pictures=names)}"
    return words.strip


class Practising(QObject):
    """A desk that passes everything on, and sees when practice begins and ends."""

    begun = Signal()
    """The screen speaks with a practice pod, where staff are signed in."""
    leaving = Signal()
    """Its key was pressed: whatever is in view goes."""
    ended = Signal()
    """The screen speaks with the real pod again, where staff may still be signed in."""
    over = Signal()
    """It was ended elsewhere: lock."""

    def __init__(self, stage: Stage, counter: Desk) -> None:
        super().__init__()
        self._stage, self._desk = stage, counter
        self._told: Told | None = None
        self._said = False
        stage.frame.end_practice.connect(self._end)
        stage.came.connect(self._came)

    def ask(self, request: Request, answered: Callable[[Reply], None]) -> None:
        """Hand a request over; what comes back is looked at, and passed on."""

        def seen(reply: Reply) -> None:
            if isinstance(reply, desk.PodView) and not reply.practice:
                self.forget()
            answered(reply)
            if isinstance(reply, Told):
                self._begin(reply)

        self._desk.ask(request, seen)

    def forget(self) -> None:
        """Know of no practice: take the band away."""
        if self._told is not None:
            self._told = None
            self._stage.aloud.first = ()
            self._stage.frame.practise("", "")
            self._stage.dress()

    def cut_off(self) -> None:
        """Learn that practice was ended elsewhere."""
        if self._told is not None:
            self.forget()
            self.over.emit()

    def _begin(self, told: Told) -> None:
        self._told, self._said = told, False
        self._show(told, "")
        self._stage.dress()
        self.begun.emit()

    def _end(self) -> None:
        self.leaving.emit()
        self._desk.ask(EndPractice(), self._ended)

    def _ended(self, reply: Reply) -> None:
        self.forget()
        if isinstance(reply, desk.Done):
            self.ended.emit()
        else:
            self.over.emit()

    def _came(self, name: str) -> None:
        """Help on a page that asks who somebody is; say once what all this is.

        That a page of help calls nobody is said before every reading of it.
        """
        if self._told is None:
            return
        self._show(self._told, name)
        words, aloud = self._stage.text.practice, self._stage.aloud
        helps = name.startswith(HELP)
        aloud.first = (words.nobody, words.really) if helps else ()
        if not self._said:
            self._said = True
            aloud.tell(words.strip)

    def _show(self, told: Told, name: str) -> None:
        text = self._stage.text
        self._stage.frame.practise(said_over(text, told, name), text.practice.end)
