"""Putting somebody on the waiting list by touch: who, and who asked for it."""

from collections.abc import Callable

from pod import desk
from pod.desk import PersonTile, Reply
from pod.desk.diary import LookToday, PutOnList, TodayView
from pod.diary.terms import REQUESTED_BY
from pod.ui.common.words import Text
from pod.ui.staff.choosing import Choices, ChoosingScreen
from pod.ui.staff.part import Here
from pod.ui.staff.parts.today_who import Who, ask_who


class Joining:
    """Leads staff through it, from the waiting list and back to it."""

    def __init__(self, room: Here, back: Callable[[], None]) -> None:
        self._room, self._back = room, back

    def begin(self) -> None:
        """Ask who, of those who are not on the list."""

        def told(reply: Reply) -> None:
            if isinstance(reply, TodayView):
                self._room.ask(desk.Look(), lambda view: self._who(reply, view))
            else:
                self._room.again()

        self._room.ask(LookToday(), told)

    def _who(self, day: TodayView, view: Reply) -> None:
        here = view.people if isinstance(view, desk.StaffView) else ()
        waits = {one.person for one in day.waiting}
        others = tuple(one for one in here if one.person not in waits)
        words = self._room.text.diary.today
        title = words.join_who if others else words.join_nobody
        ask_who(self._room, Who("staff-join-who", title, others), self._asked_by)

    def _asked_by(self, who: PersonTile) -> None:
        """Ask who asked for a place for them, and put them on the list."""
        look, text = self._room.look, self._room.text
        asked = who_asked(text, who.first_name)

        def then(id_: str) -> None:
            by = next((one for one in REQUESTED_BY if one == id_), None)
            if by is None:
                self._back()
            else:
                joins = PutOnList(who.person, by)
                self._room.ask(joins, lambda _reply: self._back())

        self._room.put_aside(lambda: ChoosingScreen(look, text, asked), then)


def who_asked(text: Text, name: str) -> Choices:
    """Return who may have asked for a place, in the terms that staff use."""
    words = text.diary
    return Choices(
        name="staff-join-by",
        title=words.today.join_by.format(name=name),
        choices=tuple((str(one), words.requested_by[one]) for one in REQUESTED_BY),
        outside=True,
    )
