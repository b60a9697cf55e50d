"""The heart of somebody imaginary at the windows, when they wear a pulse sensor."""

from pod.clock import Alarm, VirtualClock
from pod.people import Person, beats_of
from pod.ui.kiosk.player import Player


class Heartbeat:
    """Beats on time, for as long ahead as is known."""

    def __init__(self, clock: VirtualClock, player: Player) -> None:
        self._clock, self._player = clock, player
        self._coming: list[Alarm] = []

    def expect(self, person: Person | None, from_ms: float, until_ms: float) -> None:
        """Let the person's heart beat between two sitting times; forget what was."""
        for alarm in self._coming:
            alarm.cancel()
        known = beats_of(person, from_ms, until_ms) if person else None
        self._coming = [self._at(at_ms) for at_ms in known or ()]

    def _at(self, at_ms: float) -> Alarm:
        due_ms = self._player.clock_ms(at_ms)
        return self._clock.at(due_ms, lambda: self._player.beat(due_ms))
