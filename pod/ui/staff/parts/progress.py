"""Need and progress: whom staff look at, and why; then what is known, with doubt.

Nothing of anybody is asked for before a reason was chosen: each look is written down,
and the person sees it.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TypeAlias

from msgspec import convert

from pod import desk
from pod.desk import Around, Reply, StaffView
from pod.desk.need import (
    BECAUSE,
    PLACED,
    REASONS,
    STRESSED,
    ChooseNeed,
    GroupNeed,
    ListNeed,
    LookNeed,
    NeedGroup,
    NeedList,
    NeedView,
)
from pod.need.areas import AREAS
from pod.ui.common.screen import Screen
from pod.ui.staff.choosing import Choices, ChoosingScreen
from pod.ui.staff.moves import Moves
from pod.ui.staff.part import Here
from pod.ui.staff.progress_pages import MORE, ON_A_PAGE, group_page, list_page
from pod.ui.staff.progress_words import area_named
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.whom import WhomScreen

Chosen: TypeAlias = Callable[[str], None]
Pairs: TypeAlias = tuple[tuple[str, str], ...]
CHARTS = "pod.ui.staff.progress_view"
"""Loaded when somebody is looked at: pyqtgraph takes a while, and memory."""


class Progress:
    """Whom to look at; it keeps nothing of anybody between two pages."""

    name = "progress"
    told = StaffView

    def __init__(self, room: Here) -> None:
        self._room = room
        self._moves = Moves(room)

    def asks(self) -> desk.Request:
        """Ask only who there is: no look, no line in the record."""
        return desk.Look()

    def page(self, told: StaffView, around: Around) -> Screen:
        """Show who there is; at a console, where nothing measured is, say so."""
        people = None if self._room.place.copies else told.people
        return WhomScreen(self._room.look, self._room.text, people, around)

    def chosen(self, id_: str) -> None:
        """Ask why before anything is shown."""
        what, _, ref = id_.partition(":")
        words = self._room.text.need.looking
        match what:
            case "person":
                self._why(words.why_one, partial(self._look, ref))
            case "everybody":
                self._choose("area", words.everybody, self._areas(), self._area)
            case "moves":
                self._moves.begin()
            case "group":
                self._room.ask(GroupNeed(), self._group)

    def _areas(self) -> tuple[tuple[str, str], ...]:
        return tuple((one, area_named(self._room.text, one)) for one in AREAS)

    def _area(self, area: str) -> None:
        self._why(self._room.text.need.looking.why_all, partial(self._list, area))

    def _why(self, title: str, then: Chosen) -> None:
        reasons = self._room.text.need.reasons
        self._choose("why", title, tuple((one, reasons[one]) for one in REASONS), then)

    def _choose(self, name: str, title: str, choices: Pairs, then: Chosen) -> None:
        """Ask with fixed choices; back leads to the part."""
        asked = Choices(name=f"staff-progress-{name}", title=title, choices=choices)

        def chosen(id_: str) -> None:
            if id_ == "back":
                self._room.again()
            else:
                then(id_)

        page = partial(ChoosingScreen, self._room.look, self._room.text, asked)
        self._room.put_aside(page, chosen)

    def _look(self, ref: str, reason: str) -> None:
        asked = {"type": "LookNeed", "person": ref, "reason": reason}
        self._room.ask(convert(asked, LookNeed), self._seen)

    def _seen(self, reply: Reply) -> None:
        if isinstance(reply, NeedView):
            self._show(reply, 0)
        else:
            self._room.again()

    def _show(self, told: NeedView, shown: int) -> None:
        """Show one person; turning to the next measure is no new look."""
        page = import_module(CHARTS).ProgressScreen

        def chosen(id_: str) -> None:
            if id_ == "turn":
                self._show(told, shown + 1)
            elif id_ == "change":
                self._change(told)
            else:
                self._room.again()

        make = partial(page, self._room.look, self._room.text, told, shown)
        self._room.put_aside(make, chosen)

    def _change(self, told: NeedView) -> None:
        words, name = self._room.text.need, told.first_name
        title = words.choosing.what.format(name=name)
        choices = tuple((one, words.choices[one]) for one in (*STRESSED, *PLACED))
        then = partial(self._because, told)
        self._choose("change", title, choices, then)

    def _because(self, told: NeedView, choice: str) -> None:
        words = self._room.text.need
        title = words.choosing.because.format(name=told.first_name)
        reasons = tuple((one, words.because[one]) for one in BECAUSE)

        def then(because: str) -> None:
            raw = {"type": "ChooseNeed", "person": told.person, "choice": choice}
            self._room.ask(convert(raw | {"because": because}, ChooseNeed))

        self._choose("because", title, reasons, then)

    def _list(self, area: str, reason: str) -> None:
        asked = {"type": "ListNeed", "area": area, "reason": reason}
        then = partial(self._listed, reason, 0)
        self._room.ask(convert(asked, ListNeed), then)

    def _listed(self, reason: str, first: int, reply: Reply) -> None:
        """Show people in the published order, in words; a person leads to their own."""
        if not isinstance(reply, NeedList):
            self._room.again()
            return
        after = first + ON_A_PAGE
        asked = list_page(self._room.text, reply, first)

        def then(id_: str) -> None:
            if id_ == "back":
                self._room.again()
            elif id_ == MORE:
                begin = after if after < len(reply.people) else 0
                self._listed(reason, begin, reply)
            else:
                self._look(id_, reason)

        page = partial(ChoosingScreen, self._room.look, self._room.text, asked)
        self._room.put_aside(page, then)

    def _group(self, reply: Reply, page: int = 0) -> None:
        """Show one measure after another, always with what it cannot show."""
        if not isinstance(reply, NeedGroup):
            self._room.again()
            return
        facts = group_page(self._room.text, reply, page)

        def then(id_: str) -> None:
            if id_ == "turn":
                self._group(reply, page + 1)
            else:
                self._room.again()

        make = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(make, then)


PART = Progress
