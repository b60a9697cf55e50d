"""What was done about a concern: one of a few choices, then a few words."""

from functools import partial

from msgspec import convert
from msgspec.structs import replace

from pod.desk.help import CloseConcern, NeedsPerson
from pod.ui.staff.choosing import Choices, ChoosingScreen
from pod.ui.staff.drafts import Drafts
from pod.ui.staff.part import Here
from pod.ui.staff.writing import Wanted


class Closing:
    """Asks what was done; without a person there are no words, and nothing to keep."""

    def __init__(self, room: Here) -> None:
        self._room = room
        self._drafts = Drafts(room, "concern")

    def begin(self, need: NeedsPerson) -> None:
        """Ask what was done, or go on where whoever is here stopped."""
        anew = partial(self._ask_what, need)
        self._drafts.offer(need.concern, anew, partial(self._write, need))

    def _ask_what(self, need: NeedsPerson) -> None:
        """Ask what was done; then, where the pod knows the person, for a few words."""
        words = self._room.text.seeing_to.help
        asked = Choices(
            name="staff-help-done",
            title=words.done_title,
            choices=tuple(words.done.items()),
        )

        def then(id_: str) -> None:
            if id_ == "back":
                self._room.again()
                return
            begun = replace(self._drafts.begun, chosen=(id_,))
            if need.person:
                self._drafts.change(begun)
                self._write(need)
            else:
                self._close(need, id_, "")

        page = partial(ChoosingScreen, self._room.look, self._room.text, asked)
        self._room.put_aside(page, then)

    def _write(self, need: NeedsPerson) -> None:
        def then(id_: str) -> None:
            if id_ == "back":
                self._ask_what(need)
            else:
                (done,) = self._drafts.begun.chosen
                self._close(need, done, id_.partition(":")[2])

        self._drafts.write(a_few_words(self._room, "staff-help-note"), then)

    def _close(self, need: NeedsPerson, done: str, note: str) -> None:
        self._drafts.sent()
        raw = {"type": "CloseConcern", "concern": need.concern, "done": done}
        self._room.ask(convert(raw | {"note": note}, CloseConcern))


def a_few_words(room: Here, name: str) -> Wanted:
    """Return what is asked where staff may add a few words to their choices."""
    words = room.text.seeing_to.help
    return Wanted(
        name=name,
        title=f"{words.note_title} {words.note_help}",
        keep=words.keep,
        without=words.without,
    )
