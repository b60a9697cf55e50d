"""The staff's room: one part of it in view, kept up to date, never late with help.

The same room stands at the pod after the code and at the wing's console. It decides
nothing: each part asks the core what to show and hands back what was pressed.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pod import desk
from pod.access import ALL_PARTS
from pod.clock import Alarm
from pod.desk import Around, Desk, Reply, Request
from pod.ui.common.look import Look
from pod.ui.common.words import Text
from pod.ui.staff import parts as folder
from pod.ui.staff.part import Make, MakePart, Part, Place, Then, Told

LOOK_MS = 1000.0
"""How often the room asks whether anything is new."""


@cache
def parts() -> Mapping[str, MakePart]:
    """Return every part there is, by name: the files of the folder."""
    names = [one.name for one in iter_modules(folder.__path__)]
    found = [import_module(f"{folder.__name__}.{name}") for name in names]
    declared = [one.PART for one in found if hasattr(one, "PART")]
    return {part.name: part for part in declared}


class Room:
    """Leads staff among the parts."""

    def __init__(self, place: Place, counter: Desk) -> None:
        self.place, self._desk = place, counter
        self._parts = {name: make(self) for name, make in parts().items()}
        self._part: Part[Any] | None = None
        self._around: Around | None = None
        self._alarm: Alarm | None = None
        self._later: list[Alarm] = []
        self._aside = False
        self.turn = 0

    @property
    def look(self) -> Look:
        """How the room looks here."""
        return self.place.look

    @property
    def text(self) -> Text:
        """The sentences of the language in use."""
        return self.place.text

    def enter(self, name: str = ALL_PARTS[0], then: str = "") -> None:
        """Come in; where the part is not theirs, the first that is theirs is shown.

        `then` is chosen on it at once, as if somebody had pressed that key.
        """
        self.leave()
        self._desk.ask(desk.LookRound(), lambda reply: self._entered(name, then, reply))

    def leave(self) -> None:
        """Ask nothing more, and forget what was in view.

        What was to be done later would be done as whoever comes in next.
        """
        if self._alarm is not None:
            self._alarm.cancel()
        for alarm in self._later:
            alarm.cancel()
        self._later.clear()
        self.turn += 1
        self._alarm = self._part = self._around = None
        self._aside = False

    def go(self, name: str) -> None:
        """Show another part."""
        if self._around is not None and name in self._around.parts:
            self._part = self._parts[name]
            self.again()

    def again(self) -> None:
        """Ask the part in view anew, and show it."""
        self._aside = False
        if (part := self._part) is not None:
            self._desk.ask(part.asks(), lambda reply: self._show(part, reply))

    def ask(self, request: Request, then: Told | None = None) -> None:
        """Ask the core for what a page wants done; show what comes of it."""
        self._desk.ask(request, lambda reply: self._done(reply, then))

    def quietly(self, request: Request) -> None:
        """Ask for what nobody waits for; whoever is signed out leaves the room."""
        if self._around is not None:
            self._desk.ask(request, self._quiet)

    def later(self, delay_ms: float, ring: Callable[[], None]) -> Alarm:
        """Ring after a delay, unless staff have left the room by then."""

        def rings() -> None:
            self._later.remove(alarm)
            ring()

        alarm = self.place.after(delay_ms, rings)
        self._later.append(alarm)
        return alarm

    def put_aside(self, make: Make, then: Then) -> None:
        """Show a page of a part's own before it; nothing new takes its place.

        What comes too late, after staff have gone, is shown to nobody.
        """
        if self._around is None:
            return
        self._aside = True
        self.place.put(make, then)

    def _entered(self, name: str, then: str, reply: Reply) -> None:
        theirs = self._theirs(reply)
        if not isinstance(reply, Around) or not theirs:
            self.place.left()
            return
        self._around = reply
        self._part = self._parts[name if name in theirs else theirs[0]]
        self.again()
        if then:
            self._part.chosen(then)
        self._watch()

    def _theirs(self, reply: Reply) -> list[str]:
        """Return the parts that are theirs and that there are, in order."""
        names = reply.parts if isinstance(reply, Around) else ()
        return [one for one in ALL_PARTS if one in names and one in self._parts]

    def _done(self, reply: Reply, then: Told | None) -> None:
        if isinstance(reply, desk.Sorry):
            self._refused(reply)
        elif then is not None:
            then(reply)
        else:
            self.again()

    def _quiet(self, reply: Reply) -> None:
        if isinstance(reply, desk.Sorry) and reply.lock:
            self.place.left()

    def _refused(self, reply: desk.Sorry) -> None:
        """Say what could not be done; whoever is signed out leaves the room."""
        if reply.lock:
            self.place.left()
            return
        self._aside = True
        self.place.sorry(reply, self.again)

    def _show(self, part: Part[Any], reply: Reply) -> None:
        """Show a part, unless another was asked for meanwhile."""
        around = self._around
        if part is not self._part or around is None or self._aside:
            return
        if isinstance(reply, part.told):
            self.place.put(lambda: part.page(reply, around), self._chosen)
        elif isinstance(reply, desk.Sorry):
            self._refused(reply)
        else:
            self.place.left()

    def _chosen(self, id_: str) -> None:
        what, _, name = id_.partition(":")
        match what:
            case "leave":
                self.place.left()
            case "unlocking":
                self.leave()
                self.place.unlocking()
            case "go":
                self.go(name)
            case _ if self._part is not None:
                self._part.chosen(id_)

    def _watch(self) -> None:
        self._alarm = self.place.after(LOOK_MS, self._look_round)

    def _look_round(self) -> None:
        self._desk.ask(desk.LookRound(), self._seen)

    def _seen(self, reply: Reply) -> None:
        """Show the part anew where something has changed; disturb no form."""
        before = self._around
        if before is None:
            return
        if not isinstance(reply, Around) or not reply.parts:
            self.place.left()
            return
        self._around = reply
        if reply != before and not self._aside:
            self.again()
        self._watch()
