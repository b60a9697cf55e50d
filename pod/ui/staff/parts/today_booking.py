"""Booking somebody by touch: who, at which pod if there are several, at what time."""

from collections.abc import Sequence

from pod import desk
from pod.desk import PersonTile, Reply
from pod.desk.diary import Book, Booked, LookToday, TodayView
from pod.diary.terms import USUAL_MINUTES, minute_of
from pod.ui.staff.choosing import MOST, Choices, ChoosingScreen
from pod.ui.staff.part import Here, Then
from pod.ui.staff.parts.today_rows import OPEN, pod_name
from pod.ui.staff.reading import Facts, ReadingScreen

STEP, LAST = 30, 20 * 60 + 30
"""Times are every half hour, and none begins after this minute of the day."""
A_PAGE = MOST - 1


class Booking:
    """Leads staff through it, from the room."""

    def __init__(self, room: Here) -> None:
        self._room = room

    def begin(self, page: int = 0) -> None:
        """Ask who: whoever waits for a place comes first."""

        def told(reply: Reply) -> None:
            if isinstance(reply, TodayView):
                self._room.ask(desk.Look(), lambda view: self._who(reply, view, page))

        self._room.ask(LookToday(), told)

    def _who(self, day: TodayView, view: Reply, page: int) -> None:
        people = _in_turn(day, view.people if isinstance(view, desk.StaffView) else ())
        at = page % max(1, -(-len(people) // A_PAGE))
        shown = people[at * A_PAGE : (at + 1) * A_PAGE]
        words = self._room.text.diary.today
        choices = [(one.person, f"{one.first_name}, {one.cell}") for one in shown]
        if len(people) > A_PAGE:
            choices.append(("more", words.more))

        def then(id_: str) -> None:
            chosen = next((one for one in shown if one.person == id_), None)
            if id_ == "more":
                self.begin(page + 1)
            elif chosen is None:
                self._room.again()
            else:
                self._where(day, chosen)

        self._ask("staff-book-who", words.who, choices, then)

    def _where(self, day: TodayView, who: PersonTile) -> None:
        """Ask at which pod, where there are several."""
        if len(day.pods) == 1:
            self._when(day, who, day.pods[0])
            return
        text = self._room.text
        choices = [(one, pod_name(text, one)) for one in day.pods[:MOST]]

        def then(id_: str) -> None:
            if id_ in day.pods:
                self._when(day, who, id_)
            else:
                self._room.again()

        self._ask("staff-book-where", text.diary.today.where, choices, then)

    def _when(self, day: TodayView, who: PersonTile, pod: str) -> None:
        """Ask at what time, of those at which nobody is booked there."""
        title = self._room.text.diary.today.when.format(name=who.first_name)
        times = free_times(day, pod)

        def then(id_: str) -> None:
            if id_ in times:
                asked = Book(person=who.person, starts=id_, pod=pod)
                self._room.ask(asked, self._booked)
            else:
                self._room.again()

        self._ask("staff-book-when", title, [(one, one) for one in times], then)

    def _booked(self, reply: Reply) -> None:
        """Show the day again; first what clashes with it, if anything does."""
        if not isinstance(reply, Booked) or not reply.clashes:
            self._room.again()
            return
        look, text = self._room.look, self._room.text
        words = text.diary.today
        said = [
            words.clash_with.format(what=one.what) if one.what else words.clash
            for one in reply.clashes
        ]
        facts = Facts(name="staff-book-clash", title=words.book, lines=tuple(said))
        self._room.put_aside(
            lambda: ReadingScreen(look, text, facts), lambda _id: self._room.again()
        )

    def _ask(
        self, name: str, title: str, choices: Sequence[tuple[str, str]], then: Then
    ) -> None:
        asked = Choices(name=name, title=title, choices=tuple(choices), outside=True)
        look, text = self._room.look, self._room.text
        self._room.put_aside(lambda: ChoosingScreen(look, text, asked), then)


def _in_turn(day: TodayView, people: Sequence[PersonTile]) -> list[PersonTile]:
    """Return everybody: whoever waits first, in the order in which they asked."""
    turn = {one.person: place for place, one in enumerate(day.waiting)}
    return sorted(people, key=lambda one: turn.get(one.person, len(turn)))


def free_times(day: TodayView, pod: str) -> list[str]:
    """Return the next half hours of the day at which nobody is booked at a pod."""
    taken = [
        (minute_of(row.starts), minute_of(row.starts) + row.minutes)
        for row in day.rows
        if row.pod == pod and row.state in OPEN
    ]
    first = (minute_of(day.clock) // STEP + 1) * STEP
    free = [
        at
        for at in range(first, LAST + 1, STEP)
        if all(at >= ends or at + USUAL_MINUTES <= begins for begins, ends in taken)
    ]
    return [f"{at // 60:02}:{at % 60:02}" for at in free[:MOST]]
