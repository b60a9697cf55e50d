"""Booking somebody by touch: who, on which day, at which pod, at what time."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from msgspec.structs import replace

from pod import desk
from pod.desk import PersonTile, Reply
from pod.desk.diary import Book, Booked, LookToday, TodayView
from pod.diary.terms import USUAL_MINUTES, minute_of
from pod.ui.common.words import Text
from pod.ui.staff.choosing import MOST, Choices, ChoosingScreen
from pod.ui.staff.part import Here, Then
from pod.ui.staff.parts.today_rows import OPEN, pod_name
from pod.ui.staff.parts.today_who import A_PAGE, Who, ask_who
from pod.ui.staff.reading import Facts, ReadingScreen

STEP, FIRST, LAST = 30, 8 * 60, 20 * 60 + 30
"""Times are every half hour, between these minutes of the day."""
SOME = "00:00"
"""Stands until the time is chosen."""
AHEAD = 100
"""Nobody plans further ahead than so many days."""


class Booking:
    """Leads staff through it, from the room."""

    def __init__(self, room: Here) -> None:
        self._room = room

    def begin(self) -> None:
        """Ask who: whoever waits for a place comes first."""

        def told(reply: Reply) -> None:
            if isinstance(reply, TodayView):
                self._room.ask(desk.Look(), lambda view: self._who(reply, view))

        self._room.ask(LookToday(), told)

    def _who(self, day: TodayView, view: Reply) -> None:
        people = _in_turn(day, view.people if isinstance(view, desk.StaffView) else ())
        asked = Who("staff-book-who", self._room.text.diary.today.who, people)
        ask_who(self._room, asked, partial(self.on_which_day, day))

    def on_which_day(self, day: TodayView, who: PersonTile, first: int = 0) -> None:
        """Ask on which day, from today on, for somebody who is known already."""
        text, shown = self._room.text, range(first, min(first + A_PAGE, AHEAD))
        days = {f"{day.on + timedelta(days=ahead)}": ahead for ahead in shown}
        choices = [(on, day_name(text, day.on, ahead)) for on, ahead in days.items()]
        if first + A_PAGE < AHEAD:
            choices.append(("more", text.diary.today.more))

        def then(id_: str) -> None:
            if id_ == "more":
                self.on_which_day(day, who, first + A_PAGE)
            elif id_ not in days:
                self._room.again()
            elif days[id_] == 0:
                self._where(day, who)
            else:
                self._look_at(date.fromisoformat(id_), who)

        title = text.diary.today.which_day.format(name=who.first_name)
        self._ask("staff-book-day", title, choices, then)

    def _look_at(self, on: date, who: PersonTile) -> None:
        """Ask what is booked already on a later day."""

        def told(reply: Reply) -> None:
            if isinstance(reply, TodayView):
                self._where(reply, who, on)

        self._room.ask(LookToday(on), told)

    def _where(self, day: TodayView, who: PersonTile, on: date | None = None) -> None:
        """Ask at which pod, where there are several."""
        if len(day.pods) == 1:
            self._when(day, who, _at(who, day.pods[0], on))
            return
        text = self._room.text
        choices = [(one, pod_name(text, one)) for one in day.pods[:MOST]]

        def then(id_: str) -> None:
            if id_ in day.pods:
                self._when(day, who, _at(who, id_, on))
            else:
                self._room.again()

        self._ask("staff-book-where", text.diary.today.where, choices, then)

    def _when(
        self, day: TodayView, who: PersonTile, asked: Book, first: int = 0
    ) -> None:
        """Ask at what time, of those at which nobody is booked there."""
        text = self._room.text
        title = text.diary.today.when.format(name=who.first_name)
        times = free_times(day, asked.pod, later=asked.on is not None)
        choices = [(one, one) for one in times[first : first + A_PAGE]]
        if times[first + A_PAGE :]:
            choices.append(("more", text.diary.today.more))

        def then(id_: str) -> None:
            if id_ == "more":
                self._when(day, who, asked, first + A_PAGE)
            elif id_ in times:
                told = partial(self._booked, replace(asked, starts=id_))
                self._room.ask(replace(asked, starts=id_), told)
            else:
                self._room.again()

        self._ask("staff-book-when", title, choices, then)

    def _booked(self, asked: Book, reply: Reply) -> None:
        """Show today again; first what clashes, and a day that is not in view."""
        text = self._room.text
        words, said = text.diary.today, []
        if asked.on is not None:
            said.append(words.booked.format(day=f"{asked.on:%d/%m}", time=asked.starts))
        clashes = reply.clashes if isinstance(reply, Booked) else ()
        for one in clashes:
            clash = words.clash_with.format(what=one.what)
            said.append(clash if one.what else words.clash)
        if not said:
            self._room.again()
            return
        look = self._room.look
        facts = Facts(name="staff-book-done", title=words.book, lines=tuple(said))
        self._room.put_aside(
            lambda: ReadingScreen(look, text, facts), lambda _id: self._room.again()
        )

    def _ask(
        self, name: str, title: str, choices: Sequence[tuple[str, str]], then: Then
    ) -> None:
        asked = Choices(name=name, title=title, choices=tuple(choices), outside=True)
        look, text = self._room.look, self._room.text
        self._room.put_aside(lambda: ChoosingScreen(look, text, asked), then)


def _in_turn(day: TodayView, people: Sequence[PersonTile]) -> tuple[PersonTile, ...]:
    """Return everybody: whoever waits first, in the order in which they asked."""
    turn = {one.person: place for place, one in enumerate(day.waiting)}
    return tuple(sorted(people, key=lambda one: turn.get(one.person, len(turn))))


def _at(who: PersonTile, pod: str, on: date | None) -> Book:
    """Return what is asked for, but for its time."""
    return Book(person=who.person, starts=SOME, on=on, pod=pod)


def day_name(text: Text, today: date, ahead: int) -> str:
    """Return what a day so many days ahead is called: today, tomorrow, its weekday."""
    on, words = today + timedelta(days=ahead), text.diary
    weekday = words.weekdays[on.weekday()]
    named = {0: words.today.today, 1: words.today.tomorrow}.get(ahead, weekday)
    return f"{named}\n{on:%d/%m}"


def free_times(day: TodayView, pod: str, *, later: bool = False) -> list[str]:
    """Return the half hours of a day at which nobody is booked at a pod.

    Of today those that are still to come; of a `later` day those from the morning on.
    """
    taken = [
        (minute_of(row.starts), minute_of(row.starts) + row.minutes)
        for row in day.rows
        if row.pod == pod and row.state in OPEN
    ]
    first = FIRST if later else (minute_of(day.clock) // STEP + 1) * STEP
    return [
        f"{at // 60:02}:{at % 60:02}"
        for at in range(first, LAST + 1, STEP)
        if all(at >= ends or at + USUAL_MINUTES <= begins for begins, ends in taken)
    ]
