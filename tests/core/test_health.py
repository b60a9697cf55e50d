"""How the pod itself is: asked by any of the staff, told as it is now."""

import pytest
from msgspec.structs import replace

from pod.desk import Tell
from pod.desk.around import LookRound
from pod.desk.health import DeviceStands, Health, LookHealth
from pod.desk.keeping import MakeBackup
from pod.desk.told import Sorry
from pod.events import Back, Lost
from pod.settings.release import configuration
from tests.core.staffed import CODES, NUMBERS, SUPERVISOR, enter, everybody, signed_in


@pytest.fixture
def ask(inside):
    """Ask as a supervisor at the screen does."""
    enter(inside, SUPERVISOR.number, SUPERVISOR.code)
    return inside.core.answer


def health(ask):
    told = ask(LookHealth())
    assert isinstance(told, Health)
    return told


def test_whoever_is_no_member_of_staff_learns_nothing(inside):
    assert isinstance(inside.core.answer(LookHealth()), Sorry)


@pytest.mark.parametrize("role", ["technician", "peer"])
def test_a_technician_and_a_peer_are_told_it_too(inside, role):
    everybody(inside)
    enter(inside, NUMBERS[role], CODES[NUMBERS[role]])
    assert health(inside.core.answer).has_room


def test_a_device_that_goes_is_told_of_until_it_answers_again(inside, ask):
    inside.core.take(Back("cedrus_xid", "buttons"))
    inside.core.take(Lost("nonin", "pulse", "Gone.", "Look."))
    box, pulse = DeviceStands("buttons", well=True), DeviceStands("pulse", well=False)
    assert health(ask).devices == (box, pulse)
    assert ask(LookRound()).amiss == 1
    inside.core.take(Back("nonin", "pulse"))
    assert all(one.well for one in health(ask).devices)
    assert ask(LookRound()).amiss == 0


def test_the_newest_backup_is_told_of_once_there_is_one(inside, ask, clock):
    assert health(ask).backup_at is None
    signed_in(inside, SUPERVISOR.number).answer(MakeBackup())
    told = health(ask)
    assert told.backup_at == clock.utc()
    assert told.elsewhere is None


def test_a_voice_that_the_screen_lost_is_amiss_until_it_is_back(ask):
    assert health(ask).voice == "well"
    ask(Tell("no_voice"))
    assert health(ask).voice == "amiss"
    ask(Tell("no_voice", over=True))
    assert health(ask).voice == "well"


def test_a_clock_that_jumped_is_told_of(ask, clock):
    assert health(ask).clock_right
    clock.days_pass(-3)
    assert not health(ask).clock_right


def test_the_stores_are_as_large_as_their_files(ask, home):
    held = sum(one.stat().st_size for one in home.glob("*.db"))
    assert health(ask).store_bytes >= held > 0


def test_a_site_that_chooses_otherwise_has_another_fingerprint(inside, ask):
    other = replace(inside.settings, wing="Another")
    assert health(ask).configuration == configuration(inside.settings)
    assert configuration(other) != configuration(inside.settings)
