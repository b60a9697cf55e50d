"""Who may come to a hatch, how many, and what is said to whom."""

import os

import pytest
from msgspec.msgpack import Decoder

from pod.events import (
    FOR_THE_CORE,
    FOR_THE_SCREEN,
    Alive,
    Asked,
    Back,
    Event,
    Mains,
    StaffKey,
    Tamper,
    Unlock,
)
from pod.hardware.hatch import MOST_GUESTS, Hatch
from pod.values import Press, arrived
from pod.wire import Broken, connect

EVENTS = Decoder(Event)
PRESS = Press(button="left", **arrived(1.0))


@pytest.fixture
def hatch(tmp_path):
    """Return a function that opens a hatch; all are closed afterwards."""
    opened = []

    def open_hatch(*, orders):
        tells = FOR_THE_CORE if orders else FOR_THE_SCREEN
        path = tmp_path / f"{len(opened)}.sock"
        opened.append((Hatch(path, tells, orders=orders), path))
        return opened[-1]

    yield open_hatch
    for one, _path in opened:
        one.close()


def come(hatch, path):
    guest = connect(path, EVENTS, timeout_s=5)
    hatch.attend()
    return guest


def test_a_screen_that_comes_a_hundred_times_uses_up_no_descriptors(hatch):
    door, path = hatch(orders=False)
    guests = [come(door, path) for _ in range(100)]
    assert len(door.filenos()) == 1 + MOST_GUESTS
    door.tell(PRESS)
    assert guests[-1].receive() == [PRESS]
    with pytest.raises(Broken):
        guests[0].receive()
    for guest in guests:
        guest.close()


def test_staff_keys_tamper_and_power_never_reach_the_screen(hatch):
    door, path = hatch(orders=False)
    screen = come(door, path)
    door.tell(StaffKey(key="67003B51C6", secure=True, **arrived(1.0)))
    door.tell(Tamper(causes=("TamperLoopOk",), **arrived(1.0)))
    door.tell(Mains(state="low", **arrived(1.0)))
    door.tell(PRESS)
    assert screen.receive() == [PRESS]
    screen.close()


def test_a_screen_that_orders_is_turned_out_and_its_order_is_not_heard(hatch):
    door, path = hatch(orders=False)
    screen = come(door, path)
    screen.send(Asked(Unlock()))
    assert door.attend() == []
    with pytest.raises(Broken):
        screen.receive()
    screen.close()


def test_garbage_turns_out_one_guest_and_no_other(hatch):
    door, path = hatch(orders=True)
    bad, good = come(door, path), come(door, path)
    os.write(bad.fileno(), b"\x03\0\0\0\xa2\xff\xfe")
    good.send(Asked(Alive()))
    assert door.attend() == [Asked(Alive())]
    door.tell(Back("nonin", "pulse"))
    assert good.receive() == [Back("nonin", "pulse")]
    with pytest.raises(Broken):
        bad.receive()
    bad.close()
    good.close()
