"""An update under systemd itself: asked for, laid, started, kept; or the one before."""

import json
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.app.processes import until
from tests.packaging.booted import booted
from tests.update.conftest import Makers, keys_of, knows

pytestmark = pytest.mark.proof
ROOT = Path(__file__).parents[2]
SLOTS = "/system/slots"
PARTS = ("pod-core", "pod-reader", "pod-ui")
HERE = "ProtectHome=no\n"
"""This Python may lie in a home; the frozen program does not."""
NO_SEAT = (
    "Environment=QT_QPA_PLATFORM=offscreen\nExecStart=\nExecStart=/usr/bin/pod ui\n"
)
CHOOSE = ROOT / "packaging/image/choose-slot.sh"
BEGINS = ("/usr/bin/pod idle", "+/usr/bin/start-machine")
LONG_S = 60.0
START = """#!/bin/sh
# Stands for the machine's start: it takes a slot, lays its program out, and begins it.
set -e
systemctl stop pod.target pod-update-well.service
mount -o remount,rw /system
slot=$(sh {choose} /system/slots /story/known)
mount -o remount,ro /system
rm -rf /run/program
mkdir /run/program
tar -x -C /run/program -f "/system/slots/$slot/root.squashfs"
echo "$slot" > /run/pod-slot
systemctl reset-failed
systemctl --no-block start pod.target
"""
POD = """#!/bin/sh
cd /
export PYTHONPATH=/run/program
exec {python} -m pod "$@"
"""
AS_CORE = """#!{python}
# Does as the core does once somebody has pressed the key.
import sys
from pathlib import Path
sys.path.insert(0, "/run/program")
from pod.update.machine import Machine
from pod.update.packed import opened
from pod.update.spool import lay_out
stick = Path(sys.argv[1])
with opened(stick) as packed:
    mark = packed.mark
lay_out(stick, mark, Machine(Path("/var/lib/training-pod")), lambda _: None)
"""
READ_ONLY = """
cp -a /system /run/as-laid
mount -t tmpfs -o mode=755 system /system
cp -a /run/as-laid/. /system
mount -o remount,ro /system
"""
"""The system partition, as the machine's start leaves it."""
MADE = {"pod": POD, "start-machine": START, "as-core": AS_CORE}


def program(work, signers, number, without=""):
    """A program as an update carries it; here nothing is mounted, so it is a tar."""
    lies = work / f"program-{number}"
    skip = shutil.ignore_patterns("__pycache__", without or "__pycache__")
    for name in ("pod", "resources"):
        shutil.copytree(ROOT / name, lies / name, ignore=skip)
    release = lies / "pod/settings/release.py"
    told = release.read_text().replace("\nNUMBER = 1\n", f"\nNUMBER = {number}\n")
    release.write_text(told)
    shutil.copy(signers, lies / "resources/update_signers")
    archive = work / f"{number}.tar"
    with tarfile.open(archive, "w") as into:
        for name in ("pod", "resources"):
            into.add(lies / name, name)
    return {"root.squashfs": archive.read_bytes()}


def prepare(tmp_path):
    """Lay out slot a with release 1, what starts a slot, and two updates."""
    work, story = tmp_path / "work", tmp_path / "laid/story"
    slot = tmp_path / "laid/system/slots/a"
    for one in (work, story, slot):
        one.mkdir(parents=True)
    makers = Makers(keys_of(work))
    for number, without in ((1, ""), (2, ""), (3, "__main__.py")):
        files = program(work, makers.signers, number, without)
        said = {"release": number, "version": f"0.{number}"}
        makers.update(story / f"{number}.podupdate", files, **said)
        shutil.rmtree(story / f"{number}.files")
    with zipfile.ZipFile(story / "1.podupdate") as first:
        (slot / "update.json").write_bytes(first.read("manifest.json"))
        root = first.read("files/root.squashfs")
    (slot / "root.squashfs").write_bytes(root)
    knows(story / "known", makers, root)
    (slot.parent / "choice").write_text("good=a\nnext=\ntries=0\n")
    given = {"python": sys.executable, "choose": CHOOSE}
    for name, text in MADE.items():
        (story / name).write_text(text.format(**given))


@pytest.fixture
def machine(tmp_path):
    """A machine whose slot a holds release 1, and runs it."""
    prepare(tmp_path)
    with booted(tmp_path) as machine:
        for name in MADE:
            machine.run("install", "-m", "755", f"/story/{name}", "/usr/bin")
        machine.run("sh", "-ec", READ_ONLY)
        _fit_in(machine)
        machine.run("start-machine")
        machine.run("pod", "provision", "pod01", "--site", "Story", "--demo")
        machine.run("systemctl", "start", "pod.target")
        yield machine


def _fit_in(machine):
    """Let this Python be found, and the screen need no seat; three seconds are long."""
    for unit in ("pod-core", "pod-reader", "pod-update", "pod-update-content"):
        machine.drop_in(f"{unit}.service", f"[Service]\n{HERE}")
    machine.drop_in("pod-ui.service", f"[Service]\n{HERE}{NO_SEAT}")
    begin = "".join(f"ExecStart={one}\n" for one in ("", *BEGINS))
    machine.drop_in("pod-update-start.service", f"[Service]\n{HERE}{begin}")
    well = "ExecStart=\nExecStart=/usr/bin/pod update well --for 3\nRestartSec=1s\n"
    machine.drop_in("pod-update-well.service", f"[Service]\n{HERE}{well}")


def asked_for(machine, stick):
    """Ask for the update on a stick, as the core's user."""
    user = ("--uid=pod-core", "--gid=training-pod")
    machine.run(
        "systemd-run", "--wait", "--pipe", "-q", *user, "/usr/bin/as-core", stick
    )


def release_of(machine):
    (line,) = [
        one
        for one in machine.run("pod", "--version").splitlines()
        if one.startswith("release: ")
    ]
    return line.removeprefix("release: ")


def note(machine):
    return machine.run("cat", f"{SLOTS}/choice").split("\n")


def all_run(machine):
    for unit in PARTS:
        machine.until(unit, "active")


def test_an_update_is_laid_started_and_kept_and_one_that_is_not_well_is_given_up(
    machine,
):
    all_run(machine)
    assert release_of(machine) == "1"
    _begins_anew_once(machine)
    asked_for(machine, "/story/2.podupdate")
    until(lambda: machine.run("cat", "/run/pod-slot") == "b", LONG_S)
    said = json.loads(machine.run("cat", "/run/training-pod/update/said.json"))
    assert (said["state"], said["laying"], said["release"]) == ("fine", False, 2)
    all_run(machine)
    until(lambda: note(machine) == ["good=b", "next=", "tries=0"], LONG_S)
    assert release_of(machine) == "2"
    _is_given_up(machine)


def _begins_anew_once(machine):
    """Say as the core does that content came: all parts begin anew, and stay then."""
    before = machine.shows("pod-core", "MainPID")
    mark = "/run/training-pod/core/begin-anew"
    machine.run("systemd-run", "--wait", "-q", "--uid=pod-core", "touch", mark)
    until(lambda: machine.shows("pod-core", "MainPID") not in (before, "0"), LONG_S)
    all_run(machine)
    after = machine.shows("pod-core", "MainPID")
    machine.run("systemctl", "start", "pod-update-content")
    assert machine.shows("pod-update-content", "ConditionResult") == "no"
    assert machine.shows("pod-core", "MainPID") == after


def _is_given_up(machine):
    """Try a program that does not even begin: three starts, then the one before."""
    asked_for(machine, "/story/3.podupdate")
    until(lambda: machine.run("cat", "/run/pod-slot") == "a", LONG_S)
    assert note(machine) == ["good=b", "next=a", "tries=2"]
    until(lambda: int(machine.shows("pod-update-well", "NRestarts")) > 1, LONG_S)
    for _ in range(3):
        machine.run("start-machine")
    assert machine.run("cat", "/run/pod-slot") == "b"
    all_run(machine)
    assert release_of(machine) == "2"
    told = json.loads(machine.run("pod", "update", "status", "--json"))
    assert told["gave_up"]
