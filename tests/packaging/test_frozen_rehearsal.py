"""The frozen pod plays a first sitting; the one that ships has nothing to play it with.

`POD_DIST` may name a folder of frozen programs: then those are tried.
"""

import csv

import pytest

from tests.packaging.frozen import program, told

pytestmark = pytest.mark.proof
PEOPLE = 15
rehearsal, kiosk = program("rehearsal"), program("kiosk")


def sums(folder):
    """Return the sum of each file of a frozen program by its name."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: told for told, _, name in (line.partition("  ") for line in lines)}


def test_frozen_somebody_sits_down_for_the_first_time(rehearsal, tmp_path):
    """Windows, a button box's bytes, stores, a bundle, and the table that is made."""
    said = told(rehearsal, "rehearse", "--out", tmp_path / "out")
    assert f"Sittings: {2 * PEOPLE}" in said
    with (tmp_path / "out/outcomes.csv").open(encoding="utf-8") as table:
        found = {f"{line['task']}.{line['score']}" for line in csv.DictReader(table)}
    assert {"ons4.satisfied", "ons4.anxious", "phq8.total"} <= found
    assert list((tmp_path / "out/screens/first").glob("*.png"))


def test_it_is_made_of_what_ships(rehearsal, kiosk):
    """Beside the program itself, every file that ships is in it, byte for byte."""
    tried, shipped = sums(rehearsal), sums(kiosk)
    other = {name for name, told in shipped.items() if tried.get(name) != told}
    assert other <= {"pod", "lib/base_library.zip"}


def test_what_ships_cannot_rehearse(kiosk):
    with pytest.raises(AssertionError, match="No such command 'rehearse'"):
        told(kiosk, "rehearse")
    assert "rehearse" not in told(kiosk, "--help")
