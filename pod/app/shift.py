"""Plays a whole shift through the real windows, in virtual time, with pictures."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from pod.app.hands_on import AtThePod, at_the_window
from pod.app.inside import Inside, cast_in, open_inside
from pod.app.laid_out import BEGINS, Tell, make_room
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.core.escalating import EVERY_MS
from pod.desk import Reply, StaffSignIn, StaffView
from pod.desk.diary import ImportedList, ImportList, LookToday, TodayView
from pod.desk.shift import HandoverView, SeeHandover
from pod.journeys import officer
from pod.journeys import shift as story
from pod.journeys.by_script import Ask
from pod.journeys.cast import Staff, participants, traits
from pod.journeys.gloved import Deed, Gloved
from pod.settings import Settings
from pod.storage.both import Newcomer
from pod.storage.whole import write_whole
from pod.ui.common.words import read_text
from pod.ui.hands import LostTheWay
from pod.ui.printing.quietly import quietly
from pod.ui.printing.sheets import handover_sheet
from pod.values import seeded

PAPER, LOG, TABLE, SCREENS = "handover.pdf", "shift.log", "shift.json", "screens"
MINUTE_MS = 60_000.0
AT_ONCE_MS = 30 * MINUTE_MS
"""A story waits no longer than this for any one thing."""
R = TypeVar("R")


@dataclass(frozen=True)
class Shifted:
    """What a shift left behind."""

    out: Path
    deeds: tuple[Deed, ...]
    screens: int


class Shift:
    """One pod, twelve invented people, two officers, and time that only jumps."""

    def __init__(self, out: Path, seed: int, tell: Tell) -> None:
        make_room(out)
        self._out, self._tell, self._rng = out, tell, seeded(seed)
        self._clock = VirtualClock(BEGINS)
        settings = Settings(pod="pod01", site="Rehearsal", demo=True)
        provision(out / "home", settings, self._clock, self._rng)
        self._inside = open_inside(out / "home", self._clock, self._rng)
        self._lines: list[str] = []

    def play(self, sit: int = officer.BOOKED) -> Shifted:
        """Let the first `sit` of those booked come; write down what was done."""
        people = participants(officer.BOOKED)
        refs = cast_in(self._inside.memory, people, self._clock, self._rng)
        bookings = self._take_list(_unlock_list(people))
        with at_the_window(self._inside, self._clock, self._out / "cable") as there:
            there.hands.take_pictures(self._out / SCREENS)
            shift = officer.Shift(
                hands=there.hands,
                gloved=Gloved(there.hands, self._clock),
                world=_World(there, self._inside, self._clock),
                people=refs,
                bookings=bookings,
                who=lambda: traits(self._rng, 0),
                say=self.say,
                paper=partial(self._print, there),
                sit=sit,
            )
            story.play(shift)
            there.hands.settle()
        return self._told(tuple(shift.gloved.done))

    def say(self, deed: str) -> None:
        """Write a line of the log: when, and what; never who."""
        self._lines.append(f"{self._clock.utc().astimezone():%H:%M} {deed}")
        self._tell(deed)

    def _take_list(self, untrusted: bytes) -> Mapping[str, str]:
        """Take the unlock list in as a command does; return whose booking is which."""
        with self._office(officer.OFFICER) as ask:
            taken = _answered(ask(ImportList(untrusted)), ImportedList)
            today = _answered(ask(LookToday()), TodayView)
        self.say(f"unlock list taken in: {taken.booked} booked")
        return {row.person: row.booking for row in today.rows}

    def _print(self, there: AtThePod) -> None:
        """Write the page for the next shift as it is printed before they sign on."""
        there.hands.settle()
        with self._office(officer.NEXT_OFFICER) as ask:
            view = _answered(ask(SeeHandover()), HandoverView)
        page = handover_sheet(read_text(self._inside.settings.language), view)
        write_whole(self._out / PAPER, quietly(page))

    @contextmanager
    def _office(self, staff: Staff) -> Iterator[Ask]:
        """Ask the core as a command does, signed in."""
        visit = self._inside.core.visit()
        _answered(visit.answer(StaffSignIn(staff.number, staff.code)), StaffView)
        yield visit.answer
        visit.left()

    def _told(self, deeds: tuple[Deed, ...]) -> Shifted:
        """Close the pod and write down what was done, and how fast."""
        self._inside.close()
        write_whole(self._out / LOG, "\n".join((*self._lines, "")).encode())
        write_whole(self._out / TABLE, msgspec.json.format(msgspec.json.encode(deeds)))
        count = len(list((self._out / SCREENS).glob("*.png")))
        return Shifted(self._out, deeds, count)


def _unlock_list(people: Sequence[Newcomer]) -> bytes:
    """Return the list of who is to come when, as staff export it."""
    lines = (
        f"{one.number},{one.cell},{story.clock_of(turn)},Training"
        for turn, one in enumerate(people)
    )
    return "\n".join(("Number,Cell,Time,Appointment", *lines)).encode()


def _answered(reply: Reply, kind: type[R]) -> R:
    """Return a reply of this kind; a story to which anything else is said has ended."""
    if isinstance(reply, kind):
        return reply
    raise LostTheWay(f"{kind.__name__} was to come, not {type(reply).__name__}")


class _World:
    """Time that passes, a cable that is pulled, and the core's own watch meanwhile."""

    def __init__(self, there: AtThePod, inside: Inside, clock: VirtualClock) -> None:
        self._there, self._inside, self._clock = there, inside, clock

    def wait_until(self, minute: int) -> None:
        """Let time pass until this minute of the day; nobody touches anything."""
        today = self._clock.utc().astimezone()
        due = today.replace(hour=0, minute=0) + timedelta(minutes=minute)
        due_ms = self._clock.now_ms() + (due - today).total_seconds() * 1000
        while self._clock.now_ms() < due_ms:
            self._pass(min(AT_ONCE_MS, due_ms - self._clock.now_ms()))

    def wait_for_late(self) -> None:
        """Let as much time pass as the pod's people may be kept waiting."""
        late_ms = self._inside.settings.help_minutes * MINUTE_MS + EVERY_MS
        until_ms = self._clock.now_ms() + late_ms
        while self._clock.now_ms() < until_ms:
            self._pass(EVERY_MS)
            for news in self._inside.core.escalations.look():
                self._there.kiosk.hear(news)

    def _pass(self, for_ms: float) -> None:
        at_ms = self._clock.now_ms() + for_ms
        self._clock.at(at_ms, lambda: None)
        self._there.hands.until(lambda: self._clock.now_ms() >= at_ms, "later")

    def unplug(self) -> None:
        """Pull the button box's cable, and let it be missed."""
        self._there.box.hang_up()
        self._pass(MINUTE_MS)

    def plug_in(self) -> None:
        """Put it back, and let it be found."""
        self._there.box.plug_in()
        self._pass(MINUTE_MS / 2)
