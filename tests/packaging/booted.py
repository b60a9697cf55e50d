"""A machine of our own for a story: systemd itself, begun in namespaces of its own.

Its disk is this machine's, with a layer in memory above it, so that nothing here is
changed; it has no network, no devices and no seat. The pod's own units run in it.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.app.processes import until

PACKAGING = Path(__file__).parents[2] / "packaging"
SYSTEMD = "/lib/systemd/systemd"
LONG_S, OFTEN_S = 90.0, 0.1
HERE = "[Service]\nProtectHome=no\n"
"""This Python may lie in a home; the frozen program does not."""
NO_SEAT = "Environment=QT_QPA_PLATFORM=offscreen\nExecStart=\nExecStart=/usr/bin/pod "
TARGET = """[Unit]
Wants=basic.target
After=basic.target
"""
BEGIN = """
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs {at}
mkdir {at}/up {at}/work {at}/root
mount -t overlay overlay -o lowerdir=/,upperdir={at}/up,workdir={at}/work {at}/root
cp -a {laid}/. {at}/root/
cd {at}/root
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/shm dev/pts
for one in null zero full random urandom tty; do cp -a /dev/$one dev/; done
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for one in run tmp var/log; do mount -t tmpfs -o mode=1777 tmpfs $one; done
chmod 755 run var/log
mkdir -p var/lib/training-pod
mount -t tmpfs -o mode=755 tmpfs var/lib/training-pod
if [ -d root ]; then chmod 755 root; fi
pivot_root . mnt
umount -l /mnt
mount --make-rshared /
exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin {systemd} --system \\
  --unit=story.target --log-target=journal --show-status=0
"""
INTO = 'echo $$ > "$1/cgroup.procs"; shift; exec unshare "$@"'
ALONE = ("--mount", "--pid", "--fork", "--uts", "--ipc", "--net", "--cgroup")


class Machine:
    """A booted machine; what is run in it is run as its administrator."""

    def __init__(self, first):
        self._first = first

    def run(self, *words, check=True):
        """Run a command in it; return what it says."""
        inside = ["nsenter", "-t", str(self._first), "-m", "-p", "-u", "-i", "-n", "-C"]
        done = subprocess.run(
            [*inside, "--root", "--wd=/", *words],
            check=False,
            capture_output=True,
            text=True,
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def shows(self, unit, what):
        return self.run("systemctl", "show", "-P", what, unit)

    def until(self, unit, state):
        """Wait until a unit is in a state; one that never is tells what went on."""
        try:
            until(lambda: self.shows(unit, "ActiveState") == state, LONG_S, OFTEN_S)
        except AssertionError:
            pytest.fail(self.run("journalctl", "-n", "40"))

    def drop_in(self, unit, text):
        """Say something else of a unit from now on."""
        path = f"/etc/systemd/system/{unit}.d/story.conf"
        self.run("mkdir", "-p", str(Path(path).parent))
        self.run("sh", "-c", f'printf %s "$1" > {path}', "sh", text)
        self.run("systemctl", "daemon-reload")


def lay(laid):
    """Lay out what the package would: units, users, places, and the command."""
    system = laid / "etc/systemd/system"
    system.mkdir(parents=True)
    (system / "story.target").write_text(TARGET)
    for unit in (PACKAGING / "systemd").iterdir():
        if unit.suffix in (".service", ".target", ".path"):
            shutil.copy(unit, system)
    for name in ("sysusers", "tmpfiles"):
        place = laid / f"etc/{name}.d"
        place.mkdir(parents=True)
        shutil.copy(PACKAGING / name / "training-pod.conf", place)
    command = laid / "usr/bin/pod"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m pod "$@"\n')
    command.chmod(0o755)
    (laid / "etc/fstab").touch()


def without_a_seat(machine):
    """Let the pod's parts run as here, and its pages be shown where nobody looks."""
    for unit in ("pod-core", "pod-reader", "pod-maintenance"):
        machine.drop_in(f"{unit}.service", HERE)
    for what in ("ui", "safe"):
        told = f"{HERE}WatchdogSec=6s\n{NO_SEAT}{what}\n"
        machine.drop_in(f"pod-{what}.service", told)


@contextmanager
def booted(tmp_path):
    """Boot a machine, or skip the story where this one does not let us."""
    if os.geteuid() != 0 or not Path(SYSTEMD).exists():
        pytest.skip("only an administrator with systemd can begin a machine")
    laid, at = tmp_path / "laid", tmp_path / "at"
    at.mkdir()
    lay(laid)
    script = BEGIN.format(at=at, laid=laid, systemd=SYSTEMD)
    with _cgroup(tmp_path.name) as cgroup:
        words = ["sh", "-c", INTO, "sh", str(cgroup), *ALONE, "sh", "-c", script]
        with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as outer:
            try:
                yield Machine(_first_of(outer))
            finally:
                for inner in _children(outer.pid):
                    os.kill(inner, 9)
                outer.kill()


@contextmanager
def _cgroup(name):
    """Make a group of processes for the machine; nothing of it is left afterwards."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    found = [Path(where) for _, where, kind, *_ in mounts if kind == "cgroup2"]
    if not found:
        pytest.skip("this machine has no second kind of control groups")
    cgroup = found[0] / f"pod-{os.getpid()}-{name}"
    cgroup.mkdir()
    yield cgroup
    until(lambda: "populated 0" in (cgroup / "cgroup.events").read_text())
    for one in sorted(cgroup.rglob("*/"), key=lambda path: -len(path.parts)):
        if one.is_dir():
            one.rmdir()
    cgroup.rmdir()


def _first_of(outer):
    """Return the machine's first process once it runs as one."""

    def ready():
        return [one for one in _children(outer.pid) if _is_up(Machine(one))]

    until(lambda: ready() or outer.poll() is not None, LONG_S, OFTEN_S)
    if outer.poll() is not None:
        said = outer.stderr.read().strip()[-200:]
        pytest.skip(f"this machine begins no other: {said}")
    return ready()[0]


def _is_up(machine):
    told = machine.run("systemctl", "is-active", "story.target", check=False)
    return told == "active"


def _children(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed]
