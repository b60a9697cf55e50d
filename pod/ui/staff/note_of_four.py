"""The 90-second note: four taps, whom it was about, a few words; then it is kept."""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec import convert
from msgspec.structs import replace

from pod.desk import PersonTile
from pod.desk.shift import WriteNote
from pod.ui.common.words import Text
from pod.ui.staff.choosing import MOST, Choices, ChoosingScreen
from pod.ui.staff.closing import a_few_words
from pod.ui.staff.drafts import Drafts
from pod.ui.staff.part import Here

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
        self._drafts = Drafts(room, "note")

    def begin(self) -> None:
        """Ask what happened, or go on where whoever is here stopped."""
        self._drafts.offer("", partial(self._ask, 0), self._go_on)

    def _go_on(self) -> None:
        """Ask what is not answered yet."""
        begun = self._drafts.begun
        if len(begun.chosen) < len(STEPS):
            self._ask(len(begun.chosen))
        elif begun.person is None:
            self._ask_who()
        else:
            self._write()

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
        back = partial(self._ask, place - 1) if place else self._leave

        def then(id_: str) -> None:
            if id_ == "back":
                back()
            else:
                self._choose(place, id_)

        page = partial(ChoosingScreen, self._room.look, text, asked)
        self._room.put_aside(page, then)

    def _choose(self, place: int, id_: str) -> None:
        """Keep one of the four, and ask the next; those after it stay as they were."""
        begun = self._drafts.begun
        chosen = (*begun.chosen[:place], id_, *begun.chosen[place + 1 :])
        self._drafts.change(replace(begun, chosen=chosen))
        if place + 1 < len(STEPS):
            self._ask(place + 1)
        else:
            self._ask_who()

    def _leave(self) -> None:
        """Go back to the part; what was begun stays kept."""
        self._drafts.keep_now()
        self._room.again()

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
                    self._about(id_)

        self._room.put_aside(page, then)

    def _about(self, person: str) -> None:
        """Ask for words about somebody; words that were about somebody else go."""
        begun = self._drafts.begun
        note = begun.note if person == begun.person else ""
        self._drafts.change(replace(begun, person=person, note=note))
        self._write()

    def _write(self) -> None:
        def then(id_: str) -> None:
            if id_ == "back":
                self._ask_who()
            else:
                self._done(self._drafts.begun.person, id_.partition(":")[2])

        self._drafts.write(a_few_words(self._room, "staff-note-words"), then)

    def _done(self, person: str | None, note: str) -> None:
        self._drafts.sent()
        chosen = dict(zip(STEPS, self._drafts.begun.chosen, strict=True))
        raw = {"type": "WriteNote", **chosen, "person": person, "note": note}
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
