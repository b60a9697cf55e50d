"""The core as a process of its own: alone, heard, told to end, and killed."""

from shutil import copytree

import pytest
from msgspec.msgpack import Decoder

from pod import desk
from pod.app.inside import open_inside
from pod.app.reception import SCREEN
from pod.clock import SystemClock
from pod.desk.line import Told
from pod.events import FOR_THE_CORE, Alive, Asked, StaffCall
from pod.hardware.hatch import FOR_CORE, Hatch
from pod.hardware.link import wait_readable
from pod.journeys.cast import PICTURES, STAFF
from pod.values import arrived, seeded
from pod.wire import connect
from tests.app.processes import LONG_S, end, office_of, pod, unlock, until

GOOD = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)


def test_a_core_answers_and_ends_with_0_when_it_is_told_to(home):
    with pod("core", home=home) as core:
        office = office_of(home)
        assert isinstance(office.ask(desk.Glance()), desk.PodView)
        assert isinstance(office.ask(GOOD), desk.StaffView)
        office.close()
        assert end(core)[0] == 0
    assert not (home / "run" / "core/core.sock").exists()
    assert not list(home.glob("*-wal"))


@pytest.fixture(scope="module")
def running(new_home, tmp_path_factory):
    """The home of a core that runs for several stories: each finds it well after."""
    home = tmp_path_factory.mktemp("running") / "home"
    copytree(new_home, home)
    with pod("core", home=home):
        office_of(home).close()
        yield home


def beside(home, *words):
    """Run a command beside a core; return its code and what it says."""
    with pod(*words, home=home) as second:
        _, complaint = second.communicate(timeout=LONG_S)
        return second.returncode, second.said.read_text(), complaint


def test_a_second_core_in_one_home_is_told_to_try_again(running):
    office = office_of(running)
    assert beside(running, "core") == (75, "", "This pod is running already.\n")
    assert isinstance(office.ask(desk.Glance()), desk.PodView)
    office.close()


@pytest.mark.parametrize(
    "words",
    [("provision", "pod02", "--site", "X", "--demo"), ("device-key", "osdp_reader")],
    ids=["provision", "device-key"],
)
def test_what_makes_keys_does_not_run_beside_a_core(running, words):
    before = (running / "pod.toml").read_bytes()
    code, told, complaint = beside(running, *words)
    assert (code, told) == (75, "")
    assert complaint.endswith("This pod is running already.\n")
    assert (running / "pod.toml").read_bytes() == before


def test_what_was_kept_is_there_after_the_core_was_killed(home):
    with pod("core", home=home) as core:
        screen = office_of(home, "core/core.sock")
        person = screen.ask(GOOD).people[0].person
        unlock(screen.ask, person)
        assert screen.ask(desk.PicturesChosen(PICTURES)).consent_needed
        core.kill()
        screen.close()
    inside = open_inside(home, SystemClock(), seeded(5))
    assert not unlock(inside.core.answer, person).choose
    inside.close()


@pytest.fixture
def reader(home):
    """The reader's side of the hatch at which the core listens."""
    (home / "run").mkdir()
    hatch = Hatch(home / "run" / FOR_CORE, FOR_THE_CORE, orders=True)
    yield hatch
    hatch.close()


def is_passed_on(screen, reader):
    """Say as the screen that it lives, until the core has ordered so of the reader."""

    def come():
        screen.send(Alive())
        wait_readable(reader.filenos(), 0.1)
        return Asked(Alive()) in reader.attend()

    until(come)


def test_a_screens_heartbeat_reaches_whoever_watches_over_the_machine(home, reader):
    with pod("core", home=home):
        office_of(home).close()
        screen = connect(home / "run" / SCREEN, Decoder(Told), LONG_S)
        is_passed_on(screen, reader)
        screen.close()


def test_without_its_key_a_core_passes_heartbeats_and_calls_on_all_the_same(
    home, reader
):
    (home / "demo-keys.json").unlink()
    with pod("core", "--wait", home=home) as core:
        office = office_of(home)
        assert office.ask(desk.Glance()).fault == "keytrouble"
        office.close()
        screen = connect(home / "run" / SCREEN, Decoder(Told), LONG_S)
        is_passed_on(screen, reader)
        reader.tell(StaffCall(on=True, **arrived(1.0)))
        assert screen.receive() == [desk.Called(on=True)]
        screen.close()
        assert end(core)[0] == 0


def test_a_call_that_the_reader_tells_of_is_pushed_to_the_screen(home, reader):
    with pod("core", home=home):
        office_of(home).close()
        screen = connect(home / "run" / SCREEN, Decoder(Told), LONG_S)
        is_passed_on(screen, reader)
        reader.tell(StaffCall(on=True, **arrived(1.0)))
        assert screen.receive() == [desk.Called(on=True)]
        screen.close()
