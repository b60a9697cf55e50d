"""A reader and a simulated device on a real terminal, in time that is let pass."""

from datetime import UTC, datetime

from pod.clock import SystemClock, VirtualClock
from pod.events import Back, Lost, Secret
from pod.hardware.driver import driver_named
from pod.hardware.faults import Faults
from pod.hardware.link import wait_readable
from pod.hardware.reader import Reader
from pod.hardware.simulated import Plan
from pod.hardware.steps import Cable
from pod.settings import Port
from pod.values import Press, seeded

NAP_S = 0.005


class Bench:
    """Lay one for a driver; `let_pass` steps both ends through whatever falls due.

    A driver whose library keeps the machine's own time gets real time to pass.
    """

    def __init__(self, folder, name, faults=None, seed=1):
        folder.mkdir(exist_ok=True)
        self.driver = driver_named(name)
        self.clock = (
            SystemClock()
            if self.driver.own_time
            else VirtualClock(datetime(2026, 1, 5, tzinfo=UTC))
        )
        self.truth = folder / "truth.jsonl"
        plan = Plan(
            folder=folder, name="device", faults=faults or Faults(), truth=self.truth
        )
        self.device = self.driver.simulate(self.clock, plan)
        self.events = []
        port = Port(driver=name, path=str(self.device.path))
        self.reader = Reader(port, self.clock, self.events.append, seeded(seed))
        if Secret in self.driver.takes:
            demo_key = self.driver.read_profile().demo_key
            self.reader.order(Secret(bytes.fromhex(demo_key)))
        self.cable = Cable(self.reader, self.device)

    def let_pass(self, ms):
        """Let time pass, stepping whatever falls due on the way."""
        until_ms = self.clock.now_ms() + ms
        if self.driver.own_time:
            self._live_until(until_ms)
            return
        self.cable.settle()
        while self._next_due_ms() < until_ms:
            self.clock.advance(max(self._next_due_ms() - self.clock.now_ms(), 0.0))
            self.cable.settle()
        self.clock.advance(until_ms - self.clock.now_ms())
        self.cable.settle()

    def _next_due_ms(self):
        return min(self.reader.next_due_ms, self.device.next_due_ms)

    def _live_until(self, until_ms):
        while self.clock.now_ms() < until_ms:
            self.device.step()
            self.reader.step()
            ends = (self.device.fileno(), self.reader.fileno())
            wait_readable([end for end in ends if end is not None], NAP_S)

    @property
    def presses(self):
        return self.of(Press)

    def of(self, *kinds):
        """Return the events of these kinds."""
        return [event for event in self.events if isinstance(event, kinds)]

    @property
    def news(self):
        """Return what came and went, without the sentences about it."""
        return [type(event)(event.device, event.kind) for event in self.of(Lost, Back)]

    def close(self):
        self.reader.close()
        self.device.close()
