"""Sticks as the system's disk service knows them, asked over a real bus."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pod.bundle.medium import Disk
from pod.export.slots import Folders
from pod.export.stick import Exchange
from pod.export.stick_look import looking
from pod.export.stick_reach import Reach
from pod.export.udisks import Udisks
from pod.values import seeded
from tests.export.faulty import HAND, RECORDS, finished, marked, memory
from tests.export.makers import clock

SERVICE = Path(__file__).with_name("disk_service.py")
CONFIG = """<busconfig><type>custom</type><listen>unix:path={socket}</listen>
<auth>EXTERNAL</auth><policy context="default"><allow send_destination="*"/>
<allow receive_sender="*"/><allow own="*"/><allow user="*"/></policy></busconfig>"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A bus of the tests' own, and a disk service on it."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no dbus-daemon here")
    folder = tmp_path_factory.mktemp("machine")
    (folder / "bus.conf").write_text(CONFIG.format(socket=folder / "bus"))
    (folder / "sticks.json").write_text("[]")
    config = f"--config-file={folder / 'bus.conf'}"
    words = ["dbus-daemon", config, "--nofork", "--print-address"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as bus:
        address = bus.stdout.readline().strip()
        service = _service(folder, address)
        yield folder, address
        service.terminate()
        service.wait()
        service.stdout.close()
        bus.terminate()


def _service(folder, address):
    """Start the disk service; it says a line once it is there."""
    env = {"DBUS_SYSTEM_BUS_ADDRESS": address}
    words = [sys.executable, str(SERVICE), str(folder)]
    service = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
    assert service.stdout.readline() == "ready\n"
    return service


@pytest.fixture
def sticks(machine, monkeypatch):
    """Say which sticks are in, and read what became of them."""
    folder, address = machine
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)

    def put(*several):
        (folder / "sticks.json").write_text(json.dumps(several))
        return lambda: json.loads((folder / "sticks.json").read_text())

    return put


def reach():
    return Reach(Udisks(), HAND, Disk())


def exchanged(store):
    return finished(Exchange(store, reach()).steps(seeded(5), clock()))


def test_a_drive_that_the_machines_own_tables_name_is_left_alone(sticks, tmp_path):
    backups = {"name": "sdc1", "folder": str(tmp_path), "mounted": True, "own": True}
    now = sticks(backups)
    assert finished(looking(memory(), reach())).state == "none"
    assert now() == [backups]


def test_a_stick_is_mounted_written_to_unmounted_and_safe(sticks, tmp_path):
    folder = marked(tmp_path / "stick", serial="AA_01")
    now = sticks({"name": "sdb1", "folder": str(folder), "serial": "AA 01"})
    done = exchanged(memory())
    assert (done.state, done.safe) == ("fine", True)
    assert done.do == "It is safe to remove the stick."
    assert done.bundles == tuple(one.sealed.name for one in RECORDS)
    assert now()[0]["mounted"] is False


def test_it_is_mounted_so_that_nothing_on_it_runs(sticks, tmp_path):
    folder = marked(tmp_path / "stick")
    now = sticks({"name": "sdb1", "folder": str(folder)})
    Udisks().opened(Udisks().plugged()[0])
    assert now()[0]["how"] == {"options": "nosuid,nodev,noexec"}


def test_a_stick_that_is_mounted_already_is_used_as_it_is(sticks, tmp_path):
    folder = marked(tmp_path / "stick")
    now = sticks({"name": "sdb1", "folder": str(folder), "mounted": True})
    assert finished(looking(memory(), reach())).state == "fine"
    assert now()[0]["mounted"] is False


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, "fine"),
        ({"opened": True}, "fine"),
        ({"locked": True}, "locked"),
        ({"serial": "another"}, "wrong"),
        ({"bus": "ata"}, "none"),
        ({"refuses": "NotAuthorizedCanObtain"}, "closed"),
        ({"refuses": "Failed"}, "closed"),
    ],
)
def test_each_stick_is_told_apart(sticks, tmp_path, changed, state):
    folder = marked(tmp_path / "stick", serial="AA01")
    usual = {"name": "sdb1", "folder": str(folder), "serial": "AA01"}
    sticks({**usual, **changed})
    assert finished(looking(memory(), reach())).state == state


def test_several_sticks_are_several(sticks, tmp_path):
    one = {"name": "sdb1", "folder": str(tmp_path)}
    sticks(one, {**one, "name": "sdc1"})
    assert finished(looking(memory(), reach())).state == "several"


def test_a_machine_without_a_bus_has_no_sticks(monkeypatch, tmp_path):
    nowhere = f"unix:path={tmp_path / 'nothing'}"
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", nowhere)
    assert Udisks().plugged() == []
    assert finished(looking(memory(), reach())).state == "none"
    assert Folders(("/nowhere/at/all",)).plugged() == []
