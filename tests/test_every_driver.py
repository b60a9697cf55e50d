"""Promises every driver keeps; a new file in resources/devices is held to them."""

import ast
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from pod.clock import VirtualClock
from pod.desk import Back
from pod.hardware.driver import Plan, drivers
from pod.hardware.reader import Reader
from pod.hardware.steps import Cable
from pod.settings import Port
from pod.values import BUTTONS, Press, seeded

DRIVERS = drivers()


@pytest.fixture(params=DRIVERS.values(), ids=DRIVERS)
def driver(request):
    return request.param


@pytest.fixture
def clock():
    return VirtualClock(datetime(2026, 1, 5, tzinfo=UTC))


@pytest.fixture
def simulator(driver, clock, tmp_path):
    simulator = driver.simulate(clock, Plan(folder=tmp_path, name="device"))
    yield simulator
    simulator.close()


def files_of(driver):
    origin = Path(find_spec(f"pod.hardware.{driver.name}").origin)
    return origin.parent.glob("*.py") if origin.name == "__init__.py" else [origin]


def modules_named_in(file):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_its_name_is_its_file(driver):
    assert DRIVERS[driver.name] is driver


def test_its_buttons_are_of_our_vocabulary_and_no_key_means_two(driver):
    buttons = driver.read_profile().buttons
    keys = [key for keys in buttons.values() for key in keys]
    assert set(buttons) <= set(BUTTONS)
    assert all(buttons.values())
    assert len(keys) == len(set(keys))


def test_it_imports_no_other_driver(driver):
    others = [f"pod.hardware.{name}." for name in DRIVERS if name != driver.name]
    for file in files_of(driver):
        for module in modules_named_in(file):
            assert not f"{module}.".startswith(tuple(others))


def test_its_simulator_is_recognised_and_each_button_arrives(driver, simulator, clock):
    events = []
    port = Port(driver=driver.name, path=str(simulator.path))
    reader = Reader(port, clock, events.append, seeded(1))
    cable = Cable(reader, simulator)

    def let_pass(ms):
        for _ in range(ms // 10):
            cable.settle()
            clock.advance(10)

    let_pass(4000)
    for button in driver.read_profile().buttons:
        simulator.press(button)
        let_pass(200)
    reader.close()
    presses = [event for event in events if isinstance(event, Press)]
    assert events[0] == Back(driver.name)
    assert [press.button for press in presses] == list(driver.read_profile().buttons)
    assert {press.timed_by for press in presses} <= {"device", "arrival"}


def test_arbitrary_bytes_neither_raise_nor_become_presses_unasked(driver):
    rng = seeded(7)
    device = driver.device(driver.read_profile(), 0.0, seeded(1))
    for number in range(2000):
        at_ms = number * 7.0
        assert not device.feed(rng.randbytes(rng.randrange(40)), at_ms)
        device.due(at_ms)
        assert device.next_due_ms >= 0
