"""Handover: the page for the next shift, signing on, the note, and the paper."""

from functools import partial

from pod import desk
from pod.desk import Around, PersonTile, Reply, StaffView
from pod.desk.sharing import KeyWorkCard, SeeCard
from pod.desk.shift import HandOver, HandoverView, SeeHandover, SignOn, WriteNote
from pod.ui.common.screen import Screen
from pod.ui.printing.sheet import Sheet
from pod.ui.printing.sheets import handover_sheet
from pod.ui.staff.card_told import card_facts
from pod.ui.staff.choosing import MOST, Choices, ChoosingScreen
from pod.ui.staff.handing_over import HandoverScreen, section_facts
from pod.ui.staff.note_of_four import NoteOfFour, one_of
from pod.ui.staff.on_paper import OnPaper
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen


class Handover:
    """From one shift to the next."""

    name = "handover"
    told = HandoverView

    def __init__(self, room: Here) -> None:
        self._room = room
        self._paper = OnPaper(room)

    def asks(self) -> desk.Request:
        """Ask for what the next shift must know."""
        return SeeHandover()

    def page(self, told: HandoverView, around: Around) -> Screen:
        """Show the page."""
        return HandoverScreen(self._room.look, self._room.text, told, around)

    def chosen(self, id_: str) -> None:
        """Hand over, sign on, write a note or print the page."""
        match id_:
            case "hand_over":
                self._room.ask(HandOver())
            case "sign_on":
                self._room.ask(SignOn())
            case "note":
                self._room.ask(desk.Look(), self._note)
            case "card":
                self._room.ask(desk.Look(), self._cards)
            case "read":
                self._room.ask(SeeHandover(), self._begin)

    def _note(self, reply: Reply) -> None:
        people = reply.people if isinstance(reply, StaffView) else ()
        NoteOfFour(self._room, people, self._keep).begin()

    def _cards(self, reply: Reply) -> None:
        people = reply.people if isinstance(reply, StaffView) else ()
        self._whose_card(people, 0)

    def _whose_card(self, people: tuple[PersonTile, ...], first: int) -> None:
        """Ask whose key-work card is wanted."""
        text = self._room.text
        asked = Choices(
            name="staff-key-work-whose",
            title=text.seeing_to.card.whose,
            choices=one_of(text, people, first),
            outside=True,
        )

        def then(id_: str) -> None:
            match id_:
                case "back":
                    self._room.again()
                case "more":
                    self._whose_card(people, first + MOST - 2)
                case _:
                    self._room.ask(SeeCard(id_), self._card)

        page = partial(ChoosingScreen, self._room.look, text, asked)
        self._room.put_aside(page, then)

    def _card(self, reply: Reply) -> None:
        if isinstance(reply, KeyWorkCard):
            self._read(card_facts(self._room.text, reply))

    def _keep(self, note: WriteNote) -> None:
        self._room.ask(note)

    def _begin(self, reply: Reply) -> None:
        """Show the whole page as it will be printed, section by section."""
        if isinstance(reply, HandoverView):
            self._turn(handover_sheet(self._room.text, reply), 0)

    def _turn(self, sheet: Sheet, place: int) -> None:
        """Show one section; back leads to the one before, from the first away."""

        def then(id_: str) -> None:
            match id_:
                case "print":
                    office = self._room.text.seeing_to.paper.office
                    self._paper.print(sheet, office)
                case "next":
                    self._turn(sheet, place + 1)
                case _ if place:
                    self._turn(sheet, place - 1)
                case _:
                    self._room.again()

        facts = section_facts(self._room.text, sheet, place)
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(page, then)

    def _read(self, facts: Facts) -> None:
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(page, lambda _id: self._room.again())


PART = Handover
