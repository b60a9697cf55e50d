"""Invented values for what staff see: nobody is real."""

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec.structs import replace

from pod.access import ALL_PARTS
from pod.calibration import Measured
from pod.desk import Around, ConcernTile, PersonTile, SinceThen, StaffView, TroubleTile
from pod.desk.health import DeviceStands, Health
from pod.events import DEVICE_KINDS
from pod.ui import (
    sample_diary,
    sample_exports,
    sample_help,
    sample_moves,
    sample_need,
    sample_training,
    sample_wing,
)
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff import measuring
from pod.ui.staff.code import CodeScreen
from pod.ui.staff.glass import GlassScreen
from pod.ui.staff.health_told import health_facts
from pod.ui.staff.next_person import NextPersonScreen
from pod.ui.staff.parts.pods import PodsScreen
from pod.ui.staff.people import PeopleScreen
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.still_there import StillThereScreen

PEOPLE = tuple(
    PersonTile(person=f"p{number:03}", first_name=name, cell=f"B2-{number:02}")
    for number, name in enumerate(
        ("Daniel", "Christopher", "Owain", "Ali", "Marcus", "Jo", "Tomasz"), 11
    )
)
TROUBLES = (
    TroubleTile(
        "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0 is unplugged"
        " (Input/output error).",
        "Check the cable and the device's power.",
        "box_lost",
        "check_cable",
    ),
    TroubleTile(
        "The store of answers was damaged.",
        "The technician looks.",
        "restored_doings",
        "restored_ask",
        "05.01.2026, 09:30 UTC",
    ),
)
BEFORE = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
FIRST = SinceThen(None, 0)
CONCERNS = (
    ConcernTile(concern="c001", kind="not_safe", cell="B2-14", clock="10:31"),
    ConcernTile(concern="c002", kind="listener", cell="B1-03", clock="10:12"),
)


HEALTH = Health(
    devices=tuple(DeviceStands(kind, kind != "relay") for kind in DEVICE_KINDS),
    store_bytes=188_000_000,
    free_bytes=41_000_000,
    has_room=False,
    now=BEFORE,
    clock_right=False,
    voice="amiss",
    backup_at=BEFORE,
    elsewhere=False,
    heads=("doings-100418-7e13-0d5a-91bc-44f2",),
    version="10.21.3",
    configuration="7b1e03ac55d9f014",
    study="enhance-2026",
    left=104,
    received=97,
)
NEW = replace(
    HEALTH,
    devices=(),
    has_room=True,
    clock_right=True,
    voice="well",
    backup_at=None,
    study="",
)
AROUND = Around(
    clock="10:28",
    wing="B Wing",
    staff="1001",
    parts=ALL_PARTS,
    unlocks=True,
    waiting=1,
    lock_up_minutes=77,
    exports=True,
)


def in_the_room(look: Look, text: Text, view: StaffView) -> Iterator[Screen]:
    """Make the parts of the staff's room."""
    yield PodsScreen(look, text, view, AROUND)
    well = PodsScreen(look, text, StaffView(people=()), replace(AROUND, waiting=0))
    well.name = "staff-pods-well"
    yield well
    in_office = replace(AROUND, unlocks=False, console=True)
    console = PodsScreen(look, text, StaffView(people=()), in_office)
    console.name = "staff-pods-console"
    yield console
    yield from how_it_is(look, text)
    yield from sample_exports.pages(look, text, HEALTH)
    yield from sample_diary.the_day(look, text, AROUND)
    yield from sample_help.helping(look, text, AROUND)
    yield from sample_help.handing_over(look, text, AROUND)
    yield from sample_need.pages(look, text, AROUND)
    yield from sample_moves.pages(look, text)
    yield from sample_training.pages(look, text)
    yield from sample_wing.the_wing(look, text, AROUND)


def how_it_is(look: Look, text: Text) -> Iterator[Screen]:
    """Make the page of a pod with which much is amiss, and of a new one."""
    yield ReadingScreen(look, text, health_facts(text, HEALTH))
    new = ReadingScreen(look, text, health_facts(text, NEW))
    new.name = "staff-health-new"
    yield new


def staff(look: Look, text: Text) -> Iterator[Screen]:
    """Make what staff see."""
    yield CodeScreen(look, text)
    yield from entering(look, text)
    view = StaffView(people=PEOPLE, since=SinceThen(BEFORE, 2), attended=False)
    yield NextPersonScreen(look, text, view)
    full = StaffView(people=PEOPLE, concerns=CONCERNS, notices=("no_voice", "full"))
    needed = NextPersonScreen(look, text, full)
    needed.name = "staff-needed"
    yield needed
    yield waited_for(look, text)
    yield from sample_diary.after_the_code(look, text, view)
    yield from in_the_room(look, text, full)
    broken = NextPersonScreen(look, text, StaffView(people=PEOPLE, troubles=TROUBLES))
    broken.name = "staff-troubles"
    yield broken
    barred = StaffView(people=PEOPLE, notices=("tamper",), barred=True, may_clear=True)
    tampered = NextPersonScreen(look, text, barred)
    tampered.name = "staff-barred"
    yield tampered
    yield from without_a_list(look, text)
    yield PeopleScreen(look, text, PEOPLE)
    yield from still_there(look, text)
    yield from measuring_glass(look, text)


def still_there(look: Look, text: Text) -> Iterator[Screen]:
    """Make what is asked before staff's time ends, and that it ends anyway."""
    yield StillThereScreen(look, text, anyway=False)
    ends = StillThereScreen(look, text, anyway=True)
    ends.name = "staff-time-ends"
    yield ends


def waited_for(look: Look, text: Text) -> Screen:
    """Return the page for a need to which nobody came in time."""
    waiting = tuple(replace(one, tell="the duty manager") for one in CONCERNS)
    notices = ("nobody_came", "full", "noundertaking")
    view = StaffView(people=PEOPLE, concerns=waiting, notices=notices)
    late = NextPersonScreen(look, text, view)
    late.name = "staff-late"
    return late


def without_a_list(look: Look, text: Text) -> Iterator[Screen]:
    """Make the page of whoever may unlock for nobody, today or ever."""
    ended = StaffView(
        people=PEOPLE, certified=0, unused=("1001", "3003"), locked=("4004",), past=2
    )
    not_now = NextPersonScreen(look, text, ended)
    not_now.name = "staff-not-certified"
    yield not_now
    helper = StaffView(people=(), unlocks=False, notices=("full",), since=FIRST)
    pod_only = NextPersonScreen(look, text, helper)
    pod_only.name = "staff-pod-only"
    yield pod_only
    nobody = NextPersonScreen(look, text, StaffView(people=(), open=2))
    nobody.name = "staff-nobody"
    yield nobody


def entering(look: Look, text: Text) -> Iterator[Screen]:
    """Make the code page's other ways: card, letters, new code, a locked account."""
    refused = CodeScreen(look, text)
    refused.name = "staff-refused"
    refused.refused(30)
    yield refused
    card = CodeScreen(look, text)
    card.name = "staff-card"
    card.card_seen()
    yield card
    letters = CodeScreen(look, text)
    letters.name = "staff-letters"
    for id_ in (*"2002", "ok", "letters", *"slow", "space", *"rivers"):
        letters.activated(id_)
    yield letters
    yield CodeScreen(look, text, "pin")
    phrase = CodeScreen(look, text, "phrase")
    phrase.name = "staff-new-phrase"
    yield phrase
    again = CodeScreen(look, text, "phrase")
    again.name = "staff-new-again"
    again.not_that()
    yield again
    locked_out = CodeScreen(look, text)
    locked_out.name = "staff-locked"
    locked_out.refused(0, locked=True)
    yield locked_out


def measuring_glass(look: Look, text: Text) -> Iterator[Screen]:
    """Measuring the glass: before, meanwhile and after."""
    yield GlassScreen(look, text)
    words = text.glass
    good = Measured(lag_ms=18.4, jitter_ms=4.8, p99_ms=8.3, box_ms=0.2, n=200)
    says = {"kept": measuring.told(text, good), "busy": (words.busy, words.still)}
    says["no_light"] = (words.not_kept, words.refused["no_light"])
    for name, said in says.items():
        screen = GlassScreen(look, text)
        screen.name = f"staff-glass-{name}"
        screen.say(*said, ways=name != "busy")
        yield screen
