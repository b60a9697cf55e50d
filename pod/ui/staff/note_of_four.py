"""The 90-second note: four taps, whom it was about, a few words; then it is kept."""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec import convert

from pod.desk import PersonTile
from pod.desk.shift import WriteNote
from pod.ui.common.words import Text
from pod.ui.staff.choosing import MOST, Choices, ChoosingScreen
from pod.ui.staff.part import Here
from pod.ui.staff.writing import Wanted, WritingScreen

STEPS = ("happened", "did", "told", "then")
NOBODY = "nobody"


class NoteOfFour:
    """Asks one thing after another; `keep` hears the whole note."""

    def __init__(
        self,
        room: Here,
        people: tuple[PersonTile, ...],
        keep: Callable[[WriteNote], None],
    ) -> None:
        self._room, self._people, self._keep = room, people, keep
        self._chosen: dict[str, str] = {}

    def begin(self) -> None:
        """Ask what happened."""
        self._ask(0)

    def _ask(self, place: int) -> None:
        """Ask one of the four; back leads one back, from the first away."""
        text, step = self._room.text, STEPS[place]
        words = text.seeing_to.note
        asked = Choices(
            name=f"staff-note-{step}",
            title=str(getattr(words, step)),
            choices=tuple(offered(text)[step].items()),
            below=words.of.format(number=place + 1),
        )
        back = partial(self._ask, place - 1) if place else self._room.again

        def then(id_: str) -> None:
            if id_ == "back":
                back()
                return
            self._chosen[step] = id_
            if place + 1 < len(STEPS):
                self._ask(place + 1)
            else:
                self._ask_who()

        page = partial(ChoosingScreen, self._room.look, text, asked)
        self._room.put_aside(page, then)

    def _ask_who(self, first: int = 0) -> None:
        """Ask whom it was about; nobody, and the note is kept as it is."""
        text = self._room.text
        page = partial(
            ChoosingScreen, self._room.look, text, who(text, self._people, first)
        )

        def then(id_: str) -> None:
            match id_:
                case "back":
                    self._ask(len(STEPS) - 1)
                case "more":
                    self._ask_who(first + MOST - 2)
                case "nobody":
                    self._done(None, "")
                case _:
                    self._write(id_)

        self._room.put_aside(page, then)

    def _write(self, person: str) -> None:
        words = self._room.text.seeing_to
        wanted = Wanted(
            name="staff-note-words",
            title=f"{words.help.note_title} {words.help.note_help}",
            keep=words.help.keep,
            without=words.help.without,
        )

        def then(id_: str) -> None:
            if id_ == "back":
                self._ask_who()
            else:
                self._done(person, id_.partition(":")[2])

        page = partial(WritingScreen, self._room.look, self._room.text, wanted)
        self._room.put_aside(page, then)

    def _done(self, person: str | None, note: str) -> None:
        raw = {"type": "WriteNote", **self._chosen, "person": person, "note": note}
        self._keep(convert(raw, WriteNote))


def offered(text: Text) -> Mapping[str, Mapping[str, str]]:
    """Return the fixed choices of each of the four questions."""
    words = text.seeing_to.note
    return {
        "happened": words.events,
        "did": words.deeds,
        "told": words.tellings,
        "then": words.nexts,
    }


def who(text: Text, people: tuple[PersonTile, ...], first: int) -> Choices:
    """Return the question whom it was about: nobody, or one of a page of them."""
    words = text.seeing_to.note
    named = one_of(text, people, first)
    choices = ((NOBODY, words.nobody), *named)
    return Choices(
        name="staff-note-who", title=words.who, choices=choices, outside=True
    )


def one_of(
    text: Text, people: tuple[PersonTile, ...], first: int
) -> tuple[tuple[str, str], ...]:
    """Return a page of people as choices by reference, and the way to the rest."""
    shown = people[first : first + MOST - 2]
    form = text.staff.cell
    named = [
        (one.person, f"{one.first_name}\n{form.format(cell=one.cell)}") for one in shown
    ]
    more = [("more", text.staff.more)] if people[first + MOST - 2 :] else []
    return (*named, *more)
