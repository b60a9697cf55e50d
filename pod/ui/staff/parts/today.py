"""Today: who comes when; what became of it by one tap; swap, skip, slip, add."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from pod import desk
from pod.desk import Around, Reply
from pod.desk.diary import (
    LookToday,
    MakeSlip,
    NoteAttendance,
    SlipMade,
    SwapBookings,
    TodayRow,
    TodayView,
)
from pod.diary.terms import REASONS, SLOTS, Slot
from pod.ui.common.screen import Screen
from pod.ui.printing.slip_sheet import slip_sheet
from pod.ui.staff.adding import Adding
from pod.ui.staff.on_paper import OnPaper
from pod.ui.staff.part import Here
from pod.ui.staff.parts.today_booking import Booking
from pod.ui.staff.parts.today_forms import (
    SwapScreen,
    WhatScreen,
)
from pod.ui.staff.parts.today_page import At, TodayScreen
from pod.ui.staff.parts.today_rows import noted, row_of, still_open
from pod.ui.staff.parts.today_waiting import WaitingList
from pod.ui.staff.rail import is_wide

if TYPE_CHECKING:
    from datetime import date

About: TypeAlias = Callable[[TodayRow, TodayView], None]


class Today:
    """The day's bookings."""

    name = "today"
    told = TodayView

    def __init__(self, room: Here) -> None:
        self._room, self._at = room, At()
        self._adding, self._waiting = Adding(room), WaitingList(room, Booking(room))
        self._paper = OnPaper(room)
        self._now: tuple[date, Slot] | None = None

    def asks(self) -> desk.Request:
        """Ask for today."""
        return LookToday()

    def page(self, told: TodayView, around: Around) -> Screen:
        """Show who is next and a page of the day; a new part of it begins anew."""
        if self._now != (told.on, told.slot):
            self._now, self._at = (told.on, told.slot), At()
        return TodayScreen(self._room.look, self._room.text, told, around, self._at)

    def chosen(self, id_: str) -> None:
        """Turn the page, or ask what is to change; the day is asked for anew."""
        what, _, which = id_.partition(":")
        match what:
            case "slot":
                self._at = At(next(one for one in SLOTS if one == which))
                self._room.again()
            case "more":
                self._room.ask(LookToday(), self._turn)
            case "row" | "skip":
                self._about(which, self._what)
            case "swap":
                self._about(which, self._swap)
            case "waiting":
                self._waiting.show()
            case "add":
                self._adding.begin()

    def _turn(self, reply: Reply) -> None:
        """Show the next page of what is in view."""
        if isinstance(reply, TodayView):
            wide = is_wide(self._room.look)
            self._at = At(self._at.slot, self._at.now(reply, wide=wide) + 1)
        self._room.again()

    def _about(self, booking: str, then: About) -> None:
        """Ask about a booking as it stands now; if it is gone, show the day anew."""

        def told(reply: Reply) -> None:
            row = row_of(reply, booking) if isinstance(reply, TodayView) else None
            if row is None or not isinstance(reply, TodayView):
                self._room.again()
            else:
                then(row, reply)

        self._room.ask(LookToday(), told)

    def _what(self, row: TodayRow, view: TodayView) -> None:
        """Ask what became of a booking."""
        look, text = self._room.look, self._room.text
        swaps = len(still_open(view.rows)) > 1

        def then(id_: str) -> None:
            what, _, name = id_.partition(":")
            reason = next((one for one in REASONS if one == name), None)
            if what == "reason" and reason is not None:
                asked = NoteAttendance(row.booking, reason, noted(row))
                self._room.ask(asked)
            elif what == "swap":
                self._swap(row, view)
            elif what == "slip":
                self._room.ask(MakeSlip(row.booking), self._print)
            else:
                self._room.again()

        self._room.put_aside(lambda: WhatScreen(look, text, row, swaps=swaps), then)

    def _swap(self, row: TodayRow, view: TodayView) -> None:
        """Ask who comes in whose place."""
        look, text = self._room.look, self._room.text

        def then(id_: str) -> None:
            what, _, other = id_.partition(":")
            if what == "with":
                self._room.ask(SwapBookings(row.booking, other))
            else:
                self._room.again()

        self._room.put_aside(lambda: SwapScreen(look, text, row, view), then)

    def _print(self, reply: Reply) -> None:
        """Hand a slip to the printer, and say what became of it."""
        if isinstance(reply, SlipMade):
            page = slip_sheet(self._room.text, reply.slip)
            self._paper.print(page, self._room.text.seeing_to.paper.slip)
        else:
            self._room.again()


PART = Today
