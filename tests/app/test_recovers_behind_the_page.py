"""A core that finds damage after it opened: it starts again by itself, and tells."""

from pod import desk
from pod.app.inside import open_inside
from pod.journeys.cast import STAFF
from pod.storage import identities
from pod.storage.backup import back_up
from pod.storage.memory import DOINGS
from pod.storage.shelf import backups_in, places_of
from pod.values import seeded
from pod.wire import Broken
from tests.app.processes import end, office_of, pod, unlock, until


def backed_up(home, clock):
    """Back a pod up; return one of its people."""
    inside = open_inside(home, clock, seeded(3))
    with inside.memory.people.begin() as db:
        person = identities.tiles(db)[0].person
    back_up(inside.memory, places_of(home, "", "pod01"), "pod01", clock.utc())
    inside.memory.close()
    return person


def spoil_what_an_opening_does_not_read(home):
    store = home / DOINGS
    whole = bytearray(store.read_bytes())
    whole[-2000:-1900] = bytes(100)
    store.write_bytes(whole)


def usable(home):
    """Return what a pod shows once it can be used: it may start again meanwhile."""
    office = office_of(home)
    try:
        view = office.ask(desk.Glance())
    except Broken:
        return None
    finally:
        office.close()
    return None if view.fault else view


def test_damage_found_behind_the_locked_page_is_mended_and_told(home, clock):
    person = backed_up(home, clock)
    spoil_what_an_opening_does_not_read(home)
    with pod("core", home=home) as core:
        view = until(lambda: usable(home))
        assert "restored" in view.notices
        assert len(list(home.glob(f"{DOINGS}.damaged-*Z"))) == 1
        office = office_of(home)
        assert unlock(office.ask, person)
        office.close()
        assert end(core)[0] == 0


def test_a_core_that_ends_makes_the_backup_that_is_due(home):
    with pod("core", home=home) as core:
        until(lambda: usable(home))
        code, complaint = end(core)
    assert (code, complaint) == (0, "")
    assert len(backups_in(home / "backups")) == 1


def test_a_running_core_makes_a_backup_by_itself(home):
    with pod("core", home=home) as core:
        until(lambda: backups_in(home / "backups"))
        assert core.poll() is None
        office = office_of(home)
        office.ask(desk.StaffSignIn(STAFF[1].number, STAFF[1].code))
        view = office.ask(desk.MakeBackup())
        assert isinstance(view, desk.BackupsView)
        office.close()
