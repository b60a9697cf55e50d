"""The waiting list by touch: who waits, who joins, how it stands, a time for them."""

from functools import partial

from pod.desk import PersonTile, Reply
from pod.desk.diary import LookToday, SetWaiting, TodayView, WaitingTile
from pod.diary.terms import WAITING
from pod.ui.common.words import Text
from pod.ui.staff.choosing import Choices, ChoosingScreen
from pod.ui.staff.part import Here
from pod.ui.staff.parts.today_booking import Booking
from pod.ui.staff.parts.today_forms import WAITING_MOST, WaitingScreen
from pod.ui.staff.parts.today_joining import Joining

BOOK, JOIN = "book", "join"


class WaitingList:
    """Leads staff through it, from the room."""

    def __init__(self, room: Here, booking: Booking) -> None:
        self._room, self._booking = room, booking
        self._joining = Joining(room, self.show)

    def show(self, page: int = 0) -> None:
        """Show a page of those who wait for a place."""
        self._room.ask(LookToday(), partial(self._told, page))

    def _told(self, page: int, reply: Reply) -> None:
        if not isinstance(reply, TodayView):
            self._room.again()
            return
        look, text = self._room.look, self._room.text
        at = page % max(1, -(-len(reply.waiting) // WAITING_MOST))

        def then(id_: str) -> None:
            what, _, ref = id_.partition(":")
            whose = [one for one in reply.waiting if one.person == ref]
            if what == "more":
                self.show(at + 1)
            elif what == BOOK:
                self._booking.begin()
            elif what == JOIN:
                self._joining.begin()
            elif whose:
                self._stands(reply, whose[0], at)
            else:
                self._room.again()

        self._room.put_aside(lambda: WaitingScreen(look, text, reply, at), then)

    def _stands(self, day: TodayView, who: WaitingTile, page: int) -> None:
        """Ask how it stands with somebody, or give them a time at once."""
        look, text = self._room.look, self._room.text
        asked = how_it_stands(text, who, books=bool(day.pods))

        def then(id_: str) -> None:
            status = next((one for one in WAITING if one == id_), None)
            if status is not None:
                stands = SetWaiting(who.person, status)
                self._room.ask(stands, lambda _reply: self.show(page))
            elif id_ == BOOK:
                self._booking.on_which_day(day, _tile(who))
            else:
                self.show(page)

        self._room.put_aside(lambda: ChoosingScreen(look, text, asked), then)


def how_it_stands(text: Text, who: WaitingTile, *, books: bool) -> Choices:
    """Return how it may stand with somebody, but as it does; and a time for them."""
    words = text.diary
    others = [one for one in WAITING if one != who.status]
    ways = [(str(one), words.waiting[one]) for one in others]
    if books:
        ways.append((BOOK, words.today.book))
    return Choices(
        name="staff-waiting-stands",
        title=words.today.stands.format(name=who.first_name),
        choices=tuple(ways),
        outside=True,
    )


def _tile(one: WaitingTile) -> PersonTile:
    return PersonTile(person=one.person, first_name=one.first_name, cell=one.cell)
