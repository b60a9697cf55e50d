"""Promises every driver keeps; a new file in resources/devices is held to them."""

import ast
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest

from pod.events import Back, Lost
from pod.hardware.driver import Ordered, drivers
from pod.hardware.faults import Faults
from pod.values import BUTTONS, Press, seeded
from tests.hardware.bench import Bench

DRIVERS = drivers()
KNOWN_MS = 8000
"""By then every device has said who it is, and its clock is known."""
EVERY_FAULT = Faults(
    drift=80,
    junk=3,
    swallow=True,
    drop=0.01,
    flip=1e-3,
    dup=0.01,
    jitter=3,
    stall=2000,
    hangup=30_000,
    reboot=60_000,
)


@pytest.fixture(params=DRIVERS.values(), ids=DRIVERS)
def driver(request):
    return request.param


@pytest.fixture
def bench(driver, tmp_path):
    bench = Bench(tmp_path, driver.name)
    yield bench
    bench.close()


def known_ms(driver):
    """Return how long to wait for a device; where real time must pass, less of it."""
    return KNOWN_MS if not driver.own_time else 3000


def files_of(driver):
    origin = Path(find_spec(f"pod.hardware.{driver.name}").origin)
    return origin.parent.glob("*.py") if origin.name == "__init__.py" else [origin]


def modules_named_in(file):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def open_descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_its_name_is_its_file(driver):
    assert DRIVERS[driver.name] is driver


def test_its_buttons_are_of_our_vocabulary_and_no_key_means_two(driver):
    buttons = driver.read_profile().buttons
    keys = [key for keys in buttons.values() for key in keys]
    assert bool(buttons) == (driver.kind == "buttons")
    assert set(buttons) <= set(BUTTONS)
    assert all(buttons.values())
    assert len(keys) == len(set(keys))


def test_it_imports_no_other_driver(driver):
    others = [f"pod.hardware.{name}." for name in DRIVERS if name != driver.name]
    for file in files_of(driver):
        for module in modules_named_in(file):
            assert not f"{module}.".startswith(tuple(others))


def test_what_it_can_be_asked_it_takes(driver):
    device = driver.device(driver.read_profile(), 0.0, seeded(1))
    assert isinstance(device, Ordered) == bool(driver.takes)


def test_its_simulator_is_recognised_and_each_button_arrives(driver, bench):
    bench.let_pass(known_ms(bench.driver))
    assert bench.news == [Back(driver.name, driver.kind)]
    assert bench.reader.health.identity
    for button in driver.read_profile().buttons:
        bench.device.press(button)
        bench.let_pass(200)
    assert [press.button for press in bench.presses] == list(
        driver.read_profile().buttons
    )
    clock = "device" if driver.clocked else "arrival"
    assert {press.timed_by for press in bench.presses} <= {clock}


def test_an_event_is_never_stamped_later_than_its_bytes_arrived(bench):
    bench.let_pass(known_ms(bench.driver))
    for button in bench.driver.read_profile().buttons:
        bench.device.press(button)
        bench.let_pass(200)
    stamped = [event for event in bench.events if hasattr(event, "at_ms")]
    assert all(event.at_ms <= event.arrival_ms for event in stamped)


def test_arbitrary_bytes_neither_raise_nor_become_presses_unasked(driver):
    rng = seeded(7)
    device = driver.device(driver.read_profile(), 0.0, seeded(1))
    for number in range(2000):
        at_ms = number * 7.0
        events = device.feed(rng.randbytes(rng.randrange(40)), at_ms)
        assert not any(isinstance(event, Press) for event in events)
        device.due(at_ms)
        assert device.next_due_ms >= 0


def test_a_device_that_says_nothing_is_lost_with_a_sentence_and_a_remedy(
    driver, tmp_path
):
    """One that can be asked nothing may be silent for good; a pulled cable tells."""
    bench = Bench(tmp_path, driver.name, Faults(mute=True))
    bench.let_pass(20_000 if not driver.own_time else 6000)
    lost = bench.of(Lost)
    bench.close()
    assert len(lost) == driver.answers
    for one in lost:
        assert str(bench.device.path) in one.say
        assert one.do


def test_with_every_fault_at_once_nothing_raises_and_nothing_is_left(driver, tmp_path):
    threads, descriptors = threading.active_count(), open_descriptors()
    bench = Bench(tmp_path, driver.name, EVERY_FAULT)
    for _ in range(20 if driver.own_time else 150):
        bench.let_pass(200 if driver.own_time else 1000)
        for button in driver.read_profile().buttons:
            bench.device.press(button)
    bench.close()
    assert (threading.active_count(), open_descriptors()) == (threads, descriptors)
    assert Back(driver.name, driver.kind) in bench.news


def test_a_pulled_cable_is_told_and_so_is_one_put_back(driver, bench):
    bench.let_pass(known_ms(bench.driver))
    bench.device.hang_up()
    bench.let_pass(1500)
    bench.device.plug_in()
    bench.let_pass(known_ms(bench.driver))
    name, kind = driver.name, driver.kind
    assert bench.news == [Back(name, kind), Lost(name, kind), Back(name, kind)]
