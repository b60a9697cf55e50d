"""docs/wiring.md says of every driver what its data file says."""

import re
from pathlib import Path

import pytest

from pod.hardware.driver import drivers
from pod.settings import RESOURCES, read_raw

WIRING = (Path(__file__).parents[1] / "docs/wiring.md").read_text("utf-8")
USB = re.compile(r"\b[0-9a-f]{4}:[0-9a-f]{4}\b")
BAUD = re.compile(r"(?<![:\w])(\d{4,6})(?: baud| 8[NO]1|\b(?= *\|))")
ROWS = {row.split("`")[1]: row for row in WIRING.splitlines() if row.startswith("| `")}
FILES = {name: read_raw(RESOURCES / f"devices/{name}.toml") for name in drivers()}
NAMED = pytest.mark.parametrize("name", FILES)


def test_every_driver_has_its_row_and_no_other():
    assert set(ROWS) == set(FILES)


@NAMED
def test_its_usb_ids_are_those_by_which_it_is_found(name):
    row = re.sub(r" or ([0-9a-f]{4}:)", r", \1", ROWS[name])
    assert set(USB.findall(row)) == set(FILES[name].get("usb", []))


@NAMED
def test_its_speed_and_parity_are_those_that_are_set(name):
    row = ROWS[name]
    said = {int(baud) for baud in BAUD.findall(row)}
    assert said <= {FILES[name]["baud"]}
    if "8N1" in row or "8O1" in row:
        assert said
        assert ("8O1" in row) == (FILES[name].get("parity") == "odd")
    if not FILES[name].get("usb") and FILES[name]["baud"]:
        assert said


@NAMED
def test_a_box_names_its_buttons_in_the_order_of_its_keys(name):
    keys = [
        (key, button)
        for button, places in FILES[name].get("buttons", {}).items()
        for key in places
    ]
    in_order = ", ".join(button for _, button in sorted(keys))
    last = ROWS[name].split("|")[-2].strip()
    if keys and name != "harp_box" and last not in ("as above", "A to F"):
        assert last == in_order


def test_every_usb_vendor_has_a_rule():
    vendors = {id_[:4] for file in FILES.values() for id_ in file.get("usb", [])}
    ruled = set(re.findall(r'ATTRS\{idVendor\}=="(\w{4})", GROUP', WIRING))
    assert ruled == vendors


def test_a_port_that_no_usb_id_tells_is_to_be_named():
    for name, file in FILES.items():
        if not file.get("usb"):
            assert re.search(r"name its port|tcp://", ROWS[name]), name
