"""Invented values for the day's bookings: nobody is real."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from pod.desk import Around, NextBooked, StaffView
from pod.desk.diary import State, TodayRow, TodayView, WaitingTile
from pod.diary.day import Clash
from pod.diary.terms import slot_of
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.adding import AddingScreen
from pod.ui.staff.choosing import Choices, ChoosingScreen
from pod.ui.staff.next_person import NextPersonScreen
from pod.ui.staff.parts.today_booking import day_name, free_times
from pod.ui.staff.parts.today_forms import SwapScreen, WaitingScreen, WhatScreen
from pod.ui.staff.parts.today_joining import who_asked
from pod.ui.staff.parts.today_page import At, TodayScreen
from pod.ui.staff.parts.today_waiting import how_it_stands
from pod.ui.staff.parts.today_who import A_PAGE
from pod.ui.staff.rail import is_wide

DAY = date(2026, 1, 5)
NEXT = NextBooked(
    booking="b004",
    person="p004",
    first_name="Daniel",
    cell="B2-14",
    starts="10:30",
    minutes=20,
    pod="pod03",
    lock_up="11:45",
)
LATE = replace(NEXT, late=True, enough=False, first_name="Christopher")
BOOKED: tuple[tuple[str, str, str, str, State], ...] = (
    ("09:15", "Marcus", "B1-07", "pod01", "attended"),
    ("09:50", "Owen", "B3-02", "pod02", "refused"),
    ("10:10", "Tomasz", "B2-21", "pod01", "in_use"),
    ("10:30", "Daniel", "B2-14", "pod03", "next"),
    ("10:55", "Aled", "B1-11", "pod02", "booked"),
    ("11:20", "Kieran", "B3-18", "pod01", "booked"),
    ("14:00", "Christopher", "B3-19", "pod01", "auto_suspended"),
)
ROWS = tuple(
    TodayRow(
        booking=f"b{number:03}",
        person=f"p{number:03}",
        starts=starts,
        slot=slot_of(starts),
        minutes=20,
        first_name=name,
        cell=cell,
        pod=pod,
        state=state,
    )
    for number, (starts, name, cell, pod, state) in enumerate(BOOKED, 1)
)
WAITING = (
    WaitingTile(
        person="p008",
        first_name="Iolo",
        cell="B1-01",
        status="approved",
        requested_by="key_worker_pom",
        asked_on=DAY,
    ),
    WaitingTile(
        person="p009",
        first_name="Sam",
        cell="B1-02",
        status="pending",
        requested_by="self",
        asked_on=DAY,
    ),
)
VIEW = TodayView(
    on=DAY,
    pod="pod03",
    clock="10:28",
    pods=("pod03",),
    slot="am",
    rows=ROWS,
    next=NEXT,
    waiting=WAITING,
    clashes=(Clash(kind="appointment", booking="b005"),),
    lock_up="11:45",
    lock_up_minutes=77,
)
IN_OFFICE = replace(
    VIEW,
    pods=("pod01", "pod02", "pod03"),
    clashes=(Clash(kind="appointment", booking="b005", what="Healthcare"),),
    next=replace(NEXT, alerts=("peep",)),
    rows=tuple(
        replace(row, alerts=("peep", "controlled_unlock"))
        if row.booking == "b004"
        else row
        for row in ROWS
    ),
)


def after_the_code(look: Look, text: Text, view: StaffView) -> Iterator[Screen]:
    """Make the page after the code where somebody is booked: in time, and too late."""
    for name, booked in (("staff-booked", NEXT), ("staff-booked-late", LATE)):
        page = NextPersonScreen(look, text, replace(view, next=booked))
        page.name = name
        yield page


def the_day(look: Look, text: Text, around: Around) -> Iterator[Screen]:
    """Make the part of the room, full and empty, and what it asks."""
    view = IN_OFFICE if is_wide(look) else VIEW
    yield TodayScreen(look, text, view, around, At())
    more = TodayScreen(look, text, view, around, At(page=1))
    more.name = "staff-today-more"
    yield more
    nobody = TodayView(on=DAY, pod="pod03", slot="am", rows=())
    empty = TodayScreen(look, text, nobody, around, At())
    empty.name = "staff-today-empty"
    yield empty
    yield WhatScreen(look, text, ROWS[3], swaps=True)
    noted = WhatScreen(look, text, ROWS[1], swaps=True)
    noted.name = "staff-what-noted"
    yield noted
    yield SwapScreen(look, text, ROWS[3], view)
    yield WaitingScreen(look, text, view)
    nobody_waits = WaitingScreen(look, text, replace(view, waiting=(), pods=()))
    nobody_waits.name = "staff-waiting-nobody"
    yield nobody_waits
    yield from booking(look, text, view)
    yield from adding(look, text)


def booking(look: Look, text: Text, view: TodayView) -> Iterator[Screen]:
    """Make what is asked of whoever books, and of who waits."""
    when = text.diary.today.when.format(name="Christopher")
    times = tuple((one, one) for one in free_times(view, "pod03")[:A_PAGE])
    asked = Choices(name="staff-book-when", title=when, choices=times)
    yield ChoosingScreen(look, text, asked)
    days = tuple((str(n), day_name(text, view.on, n)) for n in range(A_PAGE))
    title = text.diary.today.which_day.format(name="Christopher")
    more = ("more", text.diary.today.more)
    on = Choices(name="staff-book-day", title=title, choices=(*days, more))
    yield ChoosingScreen(look, text, on)
    who = view.waiting[0]
    yield ChoosingScreen(look, text, how_it_stands(text, who, books=True))
    yield ChoosingScreen(look, text, who_asked(text, "Christopher"))


def adding(look: Look, text: Text) -> Iterator[Screen]:
    """Make the three steps of adding somebody."""
    number = AddingScreen(look, text)
    for id_ in "a12":
        number.activated(id_)
    yield number
    name = AddingScreen(look, text)
    name.name = "staff-adding-name"
    for id_ in (*"a1234bc", "ok", *"ki"):
        name.activated(id_)
    yield name
    cell = AddingScreen(look, text)
    cell.name = "staff-adding-cell"
    for id_ in (*"a1234bc", "ok", *"kit", "ok", *"b2", "space", "1"):
        cell.activated(id_)
    yield cell
