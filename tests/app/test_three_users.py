"""The pod as it is installed: three users, real sockets, any part killed."""

import os
import subprocess
import sys
from contextlib import closing
from itertools import permutations

import pytest

from pod import desk
from pod.app.reception import OFFICE
from pod.app.reception import SCREEN as GLASS
from pod.clock import SystemClock
from pod.hardware.driver import driver_named
from pod.hardware.hatch import FOR_CORE, FOR_SCREEN
from pod.hardware.simulated import Plan
from pod.hardware.steps import StepThread
from pod.settings import Port
from tests.app.processes import is_ready, office_of, until
from tests.app.users import (
    CORE,
    PODS,
    READER,
    SCREEN,
    STRANGER,
    TECHNICIANS,
    as_user,
    comes,
    manager_of,
    reads,
)

pytestmark = pytest.mark.proof
PAD = "cedrus_xid"


@pytest.fixture
def pad(tmp_path):
    """A simulated pad whose terminal belongs to the reader."""
    folder = tmp_path / "cable"
    folder.mkdir()
    pad = driver_named(PAD).simulate(SystemClock(), Plan(folder=folder, name="box"))
    os.chown(os.path.realpath(pad.path), READER, PODS)
    thread = StepThread(pad, "far end")
    thread.start()
    yield pad
    thread.stop()
    pad.close()


@pytest.fixture
def manager(home, pad):
    with manager_of(home, (Port(driver=PAD, path=str(pad.path)),)) as manager:
        yield manager


HEARS = """
import sys
from pathlib import Path
from msgspec.msgpack import Decoder
from pod.events import Event
from pod.wire import connect
wire = connect(Path(sys.argv[1]), Decoder(Event), timeout_s=30)
print("here", flush=True)
while True:
    for event in wire.receive():
        if type(event).__name__ == "Press":
            sys.exit(event.button)
"""


def test_a_press_comes_to_the_screens_user_and_every_part_is_ready(manager, pad):
    for name in ("ui", "reader", "core"):
        manager.begin(name)
    is_ready(manager.parts["ui"])
    path = manager.home / "run" / FOR_SCREEN
    words = [*as_user(SCREEN, PODS), sys.executable, "-c", HEARS, str(path)]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as hears:
        assert hears.stdout.readline() == "here\n"
        pad.press("right")
        assert hears.stderr.read().strip() == "right"


def test_nobody_else_is_let_in_anywhere_and_no_part_where_it_does_not_belong(manager):
    for name in ("core", "reader", "ui"):
        manager.begin(name)
    is_ready(manager.parts["ui"])
    run = manager.home / "run"
    until(lambda: comes(run / FOR_CORE, CORE, PODS) == "in", every_s=0.5)
    asked = {
        "a stranger": (STRANGER,),
        "a stranger in the pod's group": (STRANGER, PODS),
        "a technician": (STRANGER, PODS, TECHNICIANS),
        "the screen": (SCREEN, PODS),
        "the reader": (READER, PODS),
        "the core": (CORE, PODS),
    }
    let_in = {
        (who, door)
        for who, ids in asked.items()
        for door in (OFFICE, FOR_SCREEN, FOR_CORE)
        if comes(run / door, *ids) == "in"
    }
    assert let_in == {
        ("a technician", OFFICE),
        ("the core", OFFICE),
        ("the screen", FOR_SCREEN),
        ("the reader", FOR_SCREEN),
        ("the reader", FOR_CORE),
        ("the core", FOR_CORE),
    }
    manager.kill("ui")
    at_the_glass = {
        who for who, ids in asked.items() if comes(run / GLASS, *ids) == "in"
    }
    assert at_the_glass == {"the screen", "the core"}


def test_stores_and_keys_are_the_cores_own_and_settings_everybodys(manager):
    for name in ("core", "reader", "ui"):
        manager.begin(name)
    home = manager.home
    secret = [*home.glob("*.db*"), home / "demo-keys.json", home / "anchors"]
    assert len(secret) >= 5
    for path in secret:
        assert reads(path, CORE, PODS), path
        for user in (READER, SCREEN, STRANGER):
            assert not reads(path, user, PODS), path
    for user in (READER, SCREEN):
        assert reads(home / "pod.toml", user, PODS)
    assert not reads(home / "pod.toml", STRANGER)
    for log in (home.parent / "log-core").iterdir():
        assert log.stat().st_uid == CORE
    assert not (home / "log").exists()


@pytest.mark.parametrize("order", [*permutations(("core", "reader", "ui"))])
def test_any_part_may_be_killed_and_begun_again_while_the_others_go_on(manager, order):
    for name in order:
        manager.begin(name)
    is_ready(manager.parts["ui"])
    for killed in order:
        others = {name: manager.parts[name].pid for name in order if name != killed}
        manager.kill(killed)
        manager.begin(killed)
        assert {name: manager.parts[name].pid for name in others} == others
        assert all(manager.parts[name].poll() is None for name in order)
        with closing(office_of(manager.home)) as office:
            assert isinstance(office.ask(desk.Glance()), desk.PodView)
    is_ready(manager.parts["ui"])
