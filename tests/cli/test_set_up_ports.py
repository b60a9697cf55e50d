"""Devices are asked for again: what was named is offered, and nothing is forgotten."""

import pytest
from click.testing import CliRunner

from pod.cli.set_up_ports import typed_ports
from pod.hardware.driver import driver_named, driver_names
from pod.hardware.finding import Present
from pod.settings import Port

BOX = Present(path="/dev/serial/by-id/box", usb="0403:6001", serial="A1", title="Box")
NEW = Present(path="/dev/serial/by-id/new", usb="2341:0043", serial="B2", title="New")
FIRST, OTHER = driver_names()[:2]


def typed(present, before, *lines):
    given = "".join(f"{line}\n" for line in lines)
    with CliRunner().isolation(input=given):
        return typed_ports(present, before)


def test_enter_keeps_what_was_named_and_what_is_new_is_none():
    known = Port(driver=FIRST, path=BOX.path, serial=BOX.serial)
    assert typed([BOX, NEW], (known,), "", "") == (known,)
    assert typed([BOX, NEW], (known,), "none", OTHER) == (
        Port(driver=OTHER, path=NEW.path, serial=NEW.serial),
    )


@pytest.mark.parametrize(
    ("said", "kept"), [("", 1), ("keep", 1), ("yes", 1), ("Forget", 0)]
)
def test_what_is_not_plugged_in_is_forgotten_only_where_that_is_said(said, kept):
    away = Port(driver=FIRST, path="/dev/serial/by-id/away", serial="C3")
    assert typed([], (away,), said) == (away,) * kept


def test_one_that_is_known_by_its_usb_ids_is_found_among_what_is_there():
    name = next(one for one in driver_names() if driver_named(one).read_profile().usb)
    usb = driver_named(name).read_profile().usb[0].lower()
    there = Present(path="/dev/ttyUSB9", usb=usb, serial="D4")
    (port,) = typed([there], (Port(driver=name),), "")
    assert (port.driver, port.path) == (name, there.path)
