"""Invented people who move, for what staff see: nobody is real."""

from collections.abc import Iterator
from datetime import date

from pod.desk.moves import Arrived, Mover, Movers, Place, SendIs, Sent, TookIn
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.choosing import ChoosingScreen
from pod.ui.staff.moves_told import (
    no_place,
    no_road,
    one_facts,
    places,
    roads,
    sent,
    took,
    whom,
)
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.steps_page import At, Steps, StepsScreen

STATES: tuple[SendIs, ...] = ("not_agreed", "folder")
NAMES = ("Daniel", "Christopher", "Owain", "Ali", "Marcus", "Jo", "Tomasz")
PLAIN = tuple(
    Mover(person=f"p{number:03}", first_name=name, cell=f"B2-{number:02}")
    for number, name in enumerate(NAMES, 11)
)
AGREED = Mover(
    person="p011", first_name="Daniel", cell="B2-11", coming=True, agreed=True
)
COMING = Mover(person="p012", first_name="Christopher", cell="B2-12", coming=True)
GONE = Mover(
    person="p013",
    first_name="Owain",
    cell="B2-13",
    agreed=True,
    moved_on=date(2026, 3, 12),
    moved_to="cwm-pod01",
)
TOLD = Movers(
    people=(AGREED, COMING, GONE, *PLAIN[3:]),
    places=(
        Place(pod="pod02", wing="bwing", prison="here"),
        Place(pod="cwmpod01", wing="cwmawing", prison="other"),
    ),
    roads=("stick", "folder"),
    may_carry=True,
)
CAME = TookIn(
    state="fine",
    road="stick",
    arrived=(
        Arrived(name="one.podrecord", first_name="Daniel", cell="B2-11"),
        Arrived(name="two.podrecord", first_name="Owain", cell="-"),
        Arrived(name="pod07-abcdefghij23.podrecord", why="unknown_pod"),
    ),
)


def pages(look: Look, text: Text) -> Iterator[Screen]:
    """Make every page of people who move."""
    yield ChoosingScreen(look, text, whom(text, TOLD, 0))
    nobody = Movers(people=(), places=(), roads=())
    empty = ChoosingScreen(look, text, whom(text, nobody, 0))
    empty.name = "staff-moves-nobody"
    yield empty
    ones = {"agreed": AGREED, "coming": COMING, "plain": PLAIN[0], "moved": GONE}
    for name, one in ones.items():
        page = ReadingScreen(look, text, one_facts(text, one, may_carry=True))
        page.name = f"staff-moves-one-{name}"
        yield page
    waits = ReadingScreen(look, text, one_facts(text, AGREED, may_carry=False))
    waits.name = "staff-moves-one-waits"
    yield waits
    yield ChoosingScreen(look, text, places(text, "Daniel", TOLD.places))
    yield ChoosingScreen(look, text, roads(text))
    yield ReadingScreen(look, text, no_place(text))
    yield ReadingScreen(look, text, no_road(text))
    yield from _steps(look, text)


def _steps(look: Look, text: Text) -> Iterator[Screen]:
    making, taking = text.room.moves.making, text.room.moves.taking
    title = making.title.format(name="Christopher")
    fine = Sent(state="fine", road="stick", name="pod01-abcdefghij23.podrecord")
    said: tuple[tuple[str, At, tuple[str, ...]], ...] = (
        ("ready", "ready", (making.stick,)),
        ("under_way", "under_way", (making.under_way,)),
        ("done", "done", sent(text, fine)),
        *(
            (state, "failed", sent(text, Sent(state=state, road="folder")))
            for state in STATES
        ),
    )
    for name, at, lines in said:
        page = StepsScreen(look, text, Steps("making", at, lines, title))
        page.name = f"staff-making-{name}"
        yield page
    none = TookIn(state="fine", road="folder")
    came = {"ready": (taking.folder,), "came": took(text, CAME)}
    for name, lines in {**came, "none": took(text, none)}.items():
        at = "ready" if name == "ready" else "done"
        page = StepsScreen(look, text, Steps("taking", at, lines))
        page.name = f"staff-taking-{name}"
        yield page
