"""The core's two sockets: one screen at a time, and commands beside it.

Whatever comes over them is a request in its envelope or it is the end of that
connection. Nobody there is waited for, and nobody keeps the others from being served.
"""

import logging
import select
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from msgspec.msgpack import Decoder

from pod.app.guest import Answering, Guest
from pod.clock import Clock
from pod.desk import CardSeen, News, NobodyCame
from pod.desk.line import Ask, Said
from pod.desk.news import PracticeOver, Reached, WingChanged
from pod.events import Alive, Event
from pod.wire import MY_GROUPS, Broken, Wire, accept, listen
from pod.wire.peers import Whom, members, owners

log = logging.getLogger(__name__)

SCREEN, OFFICE = "core/core.sock", "office/office.sock"
SCREENS_OWN = "ui"
"""The folder of whoever is the screen, where that is a user of its own."""
FROM_SCREEN: Decoder[Said] = Decoder(Said)
FROM_OFFICE: Decoder[Said] = Decoder(Ask)
SCREEN_SILENT_MS, OFFICE_SILENT_MS = 10_000.0, 120_000.0
"""A screen says every second that it is alive; whoever gives a command may think."""
MOST_COMMANDS = 8
PASSING = (CardSeen, NobodyCame, Reached, WingChanged, PracticeOver)
"""News of a moment: a screen that comes later is not told."""
LONGEST_MS = 1_000.0


class Counter(Protocol):
    """What the core has for whoever comes: the screen's visit, and one per command."""

    @property
    def glass(self) -> Answering:
        """The screen's visit."""

    def visit(self) -> Answering:
        """Begin a command's visit."""

    def take(self, event: Event | Alive) -> tuple[News, ...]:
        """Take in what a device brought; return what the screen must know of it."""


@dataclass(frozen=True)
class Door:
    """A socket, what may be said there, and whom it is for."""

    path: Path
    listening: socket.socket
    hears: Decoder[Said]
    whom: Whom

    def next(self) -> Wire[Said] | None:
        """Let in whoever waits there and may come in."""
        return accept(self.listening, self.hears, self.whom)


@dataclass(frozen=True)
class Served:
    """A guest and whose visit it is."""

    guest: Guest
    visit: Answering


class Reception:
    """Lets guests in, hands each request to the counter, and hands its reply back."""

    def __init__(self, folder: Path, clock: Clock, counter: Counter) -> None:
        self._clock, self._counter = clock, counter
        self._doors = _doors(folder)
        self._screen: Served | None = None
        self._commands: list[Served] = []
        self._standing: dict[type, News] = {}

    def serve(self, counter: Counter) -> None:
        """Serve for this counter from now on; whoever is here comes anew."""
        self._counter = counter
        for served in self._served():
            self._let_go(served, "the counter has changed")

    def tell(self, news: Iterable[News]) -> None:
        """Let the screen know; one that comes later is told how things stand."""
        for one in news:
            if not isinstance(one, PASSING):
                self._standing[type(one)] = one
            if self._screen is not None:
                self._say(self._screen, one)

    def turn(self, longest_ms: float, also: Iterable[int]) -> frozenset[int]:
        """Wait for what comes or falls due, then serve everybody once.

        It returns at which of `also` there is something.
        """
        ready = self._wait(min(longest_ms, LONGEST_MS), also)
        for served in self._served():
            if served.guest.fileno() in ready:
                self._hear(served)
        for served in self._served():
            if served.guest.waits:
                self._answer(served)
        for served in self._served():
            if served.guest.due_ms <= self._clock.now_ms():
                self._let_go(served, "too slow, or silent")
        self._let_in()
        return frozenset(ready)

    def close(self) -> None:
        """Let everybody go and take the sockets away."""
        for served in self._served():
            self._let_go(served, "the core ends")
        for door in self._doors:
            door.listening.close()
            door.path.unlink(missing_ok=True)

    def _served(self) -> tuple[Served, ...]:
        screen = () if self._screen is None else (self._screen,)
        return (*screen, *self._commands)

    def _wait(self, longest_ms: float, also: Iterable[int]) -> set[int]:
        poll, served = select.poll(), self._served()
        for descriptor in (*also, *(one.listening.fileno() for one in self._doors)):
            poll.register(descriptor, select.POLLIN)
        for one in served:
            poll.register(one.guest.fileno(), one.guest.wants)
        if any(one.guest.waits for one in served):
            longest_ms = 0.0
        due_ms = min((one.guest.due_ms for one in served), default=float("inf"))
        until_ms = min(longest_ms, due_ms - self._clock.now_ms())
        return {descriptor for descriptor, _ in poll.poll(max(until_ms, 0.0))}

    def _let_in(self) -> None:
        """Let in whoever waits: one screen, and so many commands, the last first."""
        screens, office = self._doors
        while (wire := screens.next()) is not None:
            self._let_in_screen(wire)
        while (wire := office.next()) is not None:
            self._let_in_command(wire)

    def _let_in_screen(self, wire: Wire[Said]) -> None:
        """Let a screen in, unless one is here; perhaps that one has gone just now."""
        if self._screen is not None:
            self._hear(self._screen)
        if self._screen is not None:
            log.debug("a second screen was refused")
            wire.close()
            return
        guest = Guest(wire, self._clock, SCREEN_SILENT_MS)
        self._screen = served = Served(guest, self._counter.glass)
        for news in self._standing.values():
            if self._screen is served:
                self._say(served, news)

    def _let_in_command(self, wire: Wire[Said]) -> None:
        guest = Guest(wire, self._clock, OFFICE_SILENT_MS)
        self._commands.append(Served(guest, self._counter.visit()))
        if len(self._commands) > MOST_COMMANDS:
            self._let_go(self._commands[0], "too many commands at once")

    def _hear(self, served: Served) -> None:
        try:
            served.guest.hear()
        except Broken as broken:
            self._let_go(served, broken.say)

    def _answer(self, served: Served) -> None:
        """Answer one thing that was said."""
        try:
            said = served.guest.next()
            if isinstance(said, Ask):
                served.guest.reply(said.number, served.visit.answer(said.request))
            else:
                self.tell(self._counter.take(said))
        except Broken as broken:
            self._let_go(served, broken.say)

    def _say(self, served: Served, news: News) -> None:
        try:
            served.guest.tell(news)
        except Broken as broken:
            self._let_go(served, broken.say)

    def _let_go(self, served: Served, why: str) -> None:
        """End a connection; whoever was signed in over it is no longer."""
        log.info("let go: %s", why)
        if self._screen is served:
            self._screen = None
        with suppress(ValueError):
            self._commands.remove(served)
        served.guest.close()
        served.visit.left()


def _doors(folder: Path) -> tuple[Door, Door]:
    """Listen for the screen, and for the commands of the pod's own and of technicians.

    Commands are for members of the group to which their folder was opened.
    """
    screen, office = folder / SCREEN, folder / OFFICE
    listening = listen(screen, MY_GROUPS), listen(office, MY_GROUPS)
    return (
        Door(screen, listening[0], FROM_SCREEN, owners(folder / SCREENS_OWN)),
        Door(office, listening[1], FROM_OFFICE, members(office.parent)),
    )
