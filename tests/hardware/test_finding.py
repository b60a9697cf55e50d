"""Which port a device is at: named, known by its USB ids, or in doubt and said so."""

import errno

import pytest

from pod.hardware.driver import driver_named
from pod.hardware.finding import (
    NotFound,
    Present,
    path_of,
    present_ports,
    unclaimed,
)
from pod.hardware.link import lost
from pod.settings import Port

PAD = "cedrus_xid"
PROFILE = driver_named(PAD).read_profile()
ONE = Present(path="/dev/serial/by-id/one", usb="0403:f228", serial="A1")
OTHER = Present(path="/dev/serial/by-id/other", usb="0403:f228", serial="A2")
MODEM = Present(path="/dev/ttyACM0", usb="1199:9071", title="A modem")


def test_a_named_port_is_taken_whatever_is_plugged_in():
    port = Port(driver=PAD, path="/dev/pad")
    assert path_of(port, PROFILE, [ONE, OTHER]) == "/dev/pad"


def test_a_device_is_found_by_its_usb_ids_wherever_it_is_plugged_in():
    assert path_of(Port(driver=PAD), PROFILE, [MODEM, ONE]) == ONE.path


def test_of_two_boxes_alike_the_serial_number_tells_which():
    port = Port(driver=PAD, serial="A2")
    assert path_of(port, PROFILE, [ONE, OTHER]) == OTHER.path


def test_two_boxes_alike_without_a_serial_number_are_named_with_their_ports():
    with pytest.raises(NotFound) as trouble:
        path_of(Port(driver=PAD), PROFILE, [ONE, OTHER])
    assert ONE.path in trouble.value.say
    assert OTHER.path in trouble.value.say
    assert "pod.toml" in trouble.value.do


@pytest.mark.parametrize("present", [[], [MODEM]], ids=["nothing", "another"])
def test_a_device_that_is_not_plugged_in_is_said_by_its_name(present):
    with pytest.raises(NotFound, match=r"No Cedrus RB-740 .* is plugged in"):
        path_of(Port(driver=PAD), PROFILE, present)


def test_a_port_that_nobody_reads_is_left_over_under_any_of_its_names(tmp_path):
    device, by_id = tmp_path / "ttyUSB0", tmp_path / "by-id"
    device.touch()
    by_id.symlink_to(device)
    left = unclaimed([Present(path=str(by_id)), MODEM], [str(device)])
    assert left == (MODEM,)


def test_the_machines_own_ports_can_be_listed():
    assert all(one.path.startswith("/") for one in present_ports())


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.EACCES, "dialout"),
        (errno.EBUSY, "ModemManager"),
        (errno.ENOENT, "cable"),
        (errno.ENOTTY, "no serial port"),
        (errno.EIO, "cable"),
    ],
)
def test_why_a_port_cannot_be_used_is_said_with_the_port_and_a_remedy(number, remedy):
    trouble = lost("/dev/pad", "cannot be opened", OSError(number, "no"))
    assert "/dev/pad" in trouble.say
    assert remedy in trouble.do
