"""How the pod is, on a page: what does not answer first, sizes as people say them."""

import pytest
from msgspec.structs import replace

from pod.desk.health import DeviceStands
from pod.settings import LANGUAGES
from pod.ui.common.words import read_text
from pod.ui.sample_staff import HEALTH, NEW
from pod.ui.staff.health_told import health_facts, size


def said(health, language="en"):
    return health_facts(read_text(language), health).lines


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 kB"),
        (999_000, "999 kB"),
        (1_000_000, "1 MB"),
        (41_000_000_000, "41 GB"),
        (9_000_000_000_000_000, "9000 TB"),
    ],
)
def test_bytes_are_told_in_the_unit_that_suits_them(count, told):
    assert size(count) == told


def test_what_does_not_answer_comes_before_what_does():
    first, second, *_ = said(HEALTH)
    assert first == "Lamp: does not answer."
    assert second.startswith("Working: Buttons, Sensor")


def test_a_pod_without_a_device_says_so():
    assert said(NEW)[0] == "No device is joined."
    one = replace(NEW, devices=(DeviceStands("pulse", well=False),))
    assert said(one)[0] == "Sensor: does not answer."


def test_a_clock_that_jumped_and_a_full_disk_are_said():
    lines = " ".join(said(HEALTH))
    assert "too little" in lines
    assert "It has jumped." in lines
    lines = " ".join(said(NEW))
    assert "too little" not in lines
    assert "jumped" not in lines


@pytest.mark.parametrize(
    ("elsewhere", "told"),
    [(True, "It is in the second place too."), (False, "It is not"), (None, "")],
)
def test_where_the_newest_backup_lies_is_said_where_there_are_two_places(
    elsewhere, told
):
    (line,) = [
        one for one in said(replace(HEALTH, elsewhere=elsewhere)) if "Back" in one
    ]
    assert told in line
    assert ("second" in line) == (elsewhere is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_whole_in_each_language(language):
    for line in (*said(HEALTH, language), *said(NEW, language)):
        assert line
        assert "{" not in line
