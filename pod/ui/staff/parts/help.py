"""Needs help and concerns: who waits, who goes, what was done, words for the form."""

from collections.abc import Callable, Iterator
from functools import partial

from pod import desk
from pod.desk import Around, Reply
from pod.desk.help import (
    FormFacts,
    HelpBoard,
    MakeWords,
    NeedsPerson,
    SeeHelp,
    TakeOn,
)
from pod.ui.common.screen import Screen
from pod.ui.printing.sheets import form_sheet
from pod.ui.staff.closing import Closing
from pod.ui.staff.concern_told import for_the_form, story
from pod.ui.staff.needs import NeedScreen
from pod.ui.staff.on_paper import OnPaper
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen
from pod.ui.staff.waiting import WaitingScreen


class Help:
    """Everybody who needs a person, and what staff do about each."""

    name = "help"
    told = HelpBoard

    def __init__(self, room: Here) -> None:
        self._room = room
        self._open = ""
        self._paper, self._closing = OnPaper(room), Closing(room)

    def asks(self) -> desk.Request:
        """Ask for what is open."""
        return SeeHelp()

    def page(self, told: HelpBoard, around: Around) -> Screen:
        """Show the one that is open, or the only one; else all of them."""
        look, text = self._room.look, self._room.text
        need = _one(told, self._open)
        if need is None:
            return WaitingScreen(look, text, told, around)
        return NeedScreen(look, text, told, around, need)

    def chosen(self, id_: str) -> None:
        """Take one on, open one, say what was done, or show the words for a form."""
        what, _, concern = id_.partition(":")
        match what:
            case "need":
                self._open = concern
                self._room.again()
            case "all":
                self._open = "all"
                self._room.again()
            case "going" | "sent" | "control":
                self._open = concern
                self._room.ask(TakeOn(concern, what))
            case "words":
                self._room.ask(MakeWords(concern), self._words)
            case "done" | "story":
                self._room.ask(SeeHelp(), partial(self._look, what, concern))

    def _look(self, what: str, concern: str, reply: Reply) -> None:
        """Go on with one that is still open; one that was closed is shown no more."""
        found = _one(reply, concern) if isinstance(reply, HelpBoard) else None
        if found is None or found.concern != concern:
            self._room.again()
        elif what == "story":
            self._story(found)
        else:
            self._open = ""
            self._closing.begin(found)

    def _story(self, need: NeedsPerson) -> None:
        text = self._room.text
        facts = Facts(
            name="staff-help-story",
            title=text.seeing_to.help.story,
            lines=story(text, need),
        )
        self._read(facts)

    def _words(self, reply: Reply) -> None:
        """Show the words for the site's form, large; they can be printed."""
        if not isinstance(reply, FormFacts):
            self._room.again()
            return
        text = self._room.text
        form = text.seeing_to.form
        facts = Facts(
            name="staff-help-words",
            title=form.title,
            lines=(*for_the_form(text, reply), form.facts),
            firm=(form.remind, form.never),
            keys=tuple(self._paper_keys()),
        )
        self._read(facts, partial(self._on_paper, reply))

    def _paper_keys(self) -> Iterator[tuple[str, str, str]]:
        """Return what can be done with the words: on a staff PC they are copied too."""
        words = self._room.text.seeing_to.help
        yield "print", "print", words.print
        if self._room.place.copies:
            yield "copy", "same", words.copy

    def _on_paper(self, facts: FormFacts, id_: str) -> None:
        if id_ == "print":
            text = self._room.text
            by_hand = text.seeing_to.paper.by_hand
            self._paper.print(form_sheet(text, facts), by_hand)
        else:
            self._copy(facts)

    def _copy(self, facts: FormFacts) -> None:
        text = self._room.text
        self._room.place.copy("\n".join(for_the_form(text, facts)))
        words = text.seeing_to.help
        said = Facts(name="staff-copied", title=words.copy, lines=(words.copied,))
        self._read(said)

    def _read(self, facts: Facts, act: Callable[[str], None] | None = None) -> None:
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)

        def then(id_: str) -> None:
            if id_ == "back" or act is None:
                self._room.again()
            else:
                act(id_)

        self._room.put_aside(page, then)


def _one(board: HelpBoard, concern: str) -> NeedsPerson | None:
    """Return the one that is open in the room, or the only one there is."""
    if len(board.needs) == 1:
        return board.needs[0]
    return next((one for one in board.needs if one.concern == concern), None)


PART = Help
