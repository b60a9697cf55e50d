"""What staff have begun to write is kept as they go, and given back where they stopped.

A session may end at any key: at most two seconds of typing are lost.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from pod.desk import Reply
from pod.desk.draft import Draft, DropDraft, Form, KeepDraft, SeeDraft
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.choosing import Choices, ChoosingScreen
from pod.ui.staff.concern_told import clock
from pod.ui.staff.part import Here, Then
from pod.ui.staff.writing import Wanted, WritingScreen

if TYPE_CHECKING:
    from pod.clock import Alarm

KEEP_MS = 2_000.0
"""So long after the first sign that is not kept yet, all there is is kept."""
GO_ON, ANEW = "go_on", "anew"
Begin: TypeAlias = Callable[[], None]


class Drafts:
    """One form that is being filled in: `begun` is what it holds by now."""

    def __init__(self, room: Here, form: Form) -> None:
        self._room, self._form = room, form
        self._alarm: Alarm | None = None
        self.begun = KeepDraft(form=form, chosen=())

    def offer(self, about: str, anew: Begin, go_on: Begin) -> None:
        """Begin the form `anew`, or `go_on` where whoever is here stopped."""
        self.sent()
        self.begun = KeepDraft(form=self._form, about=about, chosen=())
        seen = partial(self._seen, anew, go_on)
        self._room.ask(SeeDraft(self._form, about), seen)

    def change(self, begun: KeepDraft) -> None:
        """Keep what the form holds now, in a moment, with what comes till then."""
        self.begun = begun
        if self._alarm is None:
            self._alarm = self._room.later(KEEP_MS, self.keep_now)

    def keep_now(self) -> None:
        """Keep what is not kept yet."""
        if self._alarm is not None:
            self.sent()
            self._room.quietly(self.begun)

    def sent(self) -> None:
        """Keep nothing more: the form is sent, or another one begins."""
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = None

    def write(self, wanted: Wanted, then: Then) -> None:
        """Ask for a few words, from those that were kept on; keep each as it comes."""
        self._room.put_aside(partial(self._writing, wanted), then)

    def _writing(self, wanted: Wanted) -> Screen:
        look, text = self._room.look, self._room.text
        page = WritingScreen(look, text, wanted, self.begun.note)
        page.wrote.connect(self._wrote)
        return page

    def _wrote(self, words: str) -> None:
        self.change(replace(self.begun, note=words))

    def _seen(self, anew: Begin, go_on: Begin, reply: Reply) -> None:
        if not isinstance(reply, Draft):
            self._room.again()
        elif reply.written_at is None:
            anew()
        else:
            self._ask(reply, reply.written_at, (anew, go_on))

    def _ask(self, draft: Draft, at: datetime, ways: tuple[Begin, Begin]) -> None:
        """Ask whether to go on with what was begun or to throw it away."""
        anew, go_on = ways

        def then(id_: str) -> None:
            match id_:
                case "go_on":
                    given = {"person": draft.person, "note": draft.note}
                    self.begun = replace(self.begun, chosen=draft.chosen, **given)
                    go_on()
                case "anew":
                    about = DropDraft(self._form, draft.about)
                    self._room.ask(about, lambda _reply: anew())
                case _:
                    self._room.again()

        room = self._room
        asked = begun(room.text, at)
        room.put_aside(partial(ChoosingScreen, room.look, room.text, asked), then)


def begun(text: Text, at: datetime) -> Choices:
    """Return the question whether to go on with what was begun at a moment."""
    words = text.seeing_to.draft
    return Choices(
        name="staff-draft",
        title=words.title.format(clock=clock(at)),
        choices=((GO_ON, words.go_on), (ANEW, words.anew)),
    )
