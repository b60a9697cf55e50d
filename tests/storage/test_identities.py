"""Somebody is added once, with bands that a study knows."""

import pytest

from pod.errors import Usage
from pod.storage.both import Deed, Newcomer, add_person
from pod.storage.identities import tiles
from pod.values import seeded

SAM = {"first_name": "Sam", "cell": "B2-14"}


def add(inside, clock, seed=9, **who):
    by = Deed(role="pod", now=clock.utc())
    return add_person(inside.memory, Newcomer(**SAM | who), by, seeded(seed))


@pytest.mark.parametrize("number", ["A12345C", "1234ABC", "", "A1234BCD"])
def test_a_number_that_is_no_prison_number_is_refused(inside, clock, number):
    with pytest.raises(Usage, match="A1234BC"):
        add(inside, clock, number=number)


def test_a_number_is_taken_in_capitals_and_only_once(inside, clock):
    add(inside, clock, number="b4321xy ")
    with pytest.raises(Usage, match="already"):
        add(inside, clock, number="B4321XY")


def test_whoever_is_here_already_leaves_no_second_key(inside, clock):
    add(inside, clock, number="B4321XY")
    before = inside.memory.persons.known()
    with pytest.raises(Usage, match="already"):
        add(inside, clock, seed=10, number="B4321XY")
    assert inside.memory.persons.known() == before


@pytest.mark.parametrize("bands", [{"shoe_size": "9"}, {"age_band": "about 30"}])
def test_a_band_no_study_knows_is_refused_before_it_is_fixed(inside, clock, bands):
    with pytest.raises(Usage):
        add(inside, clock, number="B4321XY", bands=bands)
    with inside.memory.people.begin() as db:
        assert len(tiles(db)) == 3
