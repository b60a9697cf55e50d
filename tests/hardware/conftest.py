from datetime import UTC, datetime

import pytest

from pod.clock import VirtualClock
from pod.desk import Back, Lost
from pod.hardware.driver import Plan, driver_named
from pod.hardware.faults import Faults
from pod.hardware.reader import Reader
from pod.hardware.steps import Cable
from pod.settings import Port
from pod.values import Press, seeded


class Bench:
    """A reader and a simulated pad on a real terminal, in time that is let pass."""

    def __init__(self, folder, faults, seed=1):
        folder.mkdir()
        self.clock = VirtualClock(datetime(2026, 1, 5, tzinfo=UTC))
        self.truth = folder / "truth.jsonl"
        plan = Plan(folder=folder, name="box", faults=faults, truth=self.truth)
        self.pad = driver_named("cedrus_xid").simulate(self.clock, plan)
        self.events = []
        port = Port(driver="cedrus_xid", path=str(self.pad.path))
        self.reader = Reader(port, self.clock, self.events.append, seeded(seed))
        self.cable = Cable(self.reader, self.pad)

    def let_pass(self, ms):
        """Let time pass, stepping whatever falls due on the way."""
        until_ms = self.clock.now_ms() + ms
        self.cable.settle()
        while (due_ms := min(self.reader.next_due_ms, self.pad.next_due_ms)) < until_ms:
            self.clock.advance(max(due_ms - self.clock.now_ms(), 0.0))
            self.cable.settle()
        self.clock.advance(until_ms - self.clock.now_ms())
        self.cable.settle()

    @property
    def presses(self):
        return [event for event in self.events if isinstance(event, Press)]

    @property
    def news(self):
        return [event for event in self.events if isinstance(event, Lost | Back)]

    def close(self):
        self.reader.close()
        self.pad.close()


@pytest.fixture
def bench(tmp_path):
    """Return a function that lays benches; all are put away afterwards."""
    laid = []

    def lay(**faults):
        laid.append(Bench(tmp_path / f"bench{len(laid)}", Faults(**faults)))
        return laid[-1]

    yield lay
    for one in laid:
        one.close()
