"""A pod whose sealed keys are gone, or another machine's: never a desktop."""

import pytest

from tests.app.processes import until
from tests.packaging.booted import booted, without_a_seat

pytestmark = pytest.mark.proof
KEYS, HOME = "/etc/training-pod/credentials", "/var/lib/training-pod"
MACHINES_OWN = "/var/lib/systemd/credential.secret"
LOG = "/var/log/training-pod/core/core.log"
UNIT = "pod-core.service"
CANNOT = "243"
"""What systemd ends with where credentials cannot be opened."""


@pytest.fixture
def machine(tmp_path):
    """A machine with a pod whose keys are sealed to it."""
    with booted(tmp_path) as machine:
        without_a_seat(machine)
        machine.run("systemd-creds", "setup")
        words = ("pod", "provision", "pod01", "--site", "Story")
        machine.run(*words, "--credentials", KEYS)
        yield machine


def begin(machine):
    machine.run("systemctl", "start", "pod.target", check=False)


def said_by(machine, unit, words):
    until(lambda: words in machine.shows(unit, "StatusText"), every_s=0.1)


def test_its_own_sealed_keys_open_it_and_gone_it_says_so_calmly(machine):
    begin(machine)
    said_by(machine, "pod-core", "It serves.")
    machine.run("systemctl", "stop", "pod.target")
    machine.run("sh", "-c", f"rm {KEYS}/*")
    begin(machine)
    said_by(machine, "pod-core", "Its counter is closed: keytrouble.")
    said_by(machine, "pod-ui", "The pod cannot be used: keytrouble.")
    assert machine.shows("pod-core", "NRestarts") == "0"
    assert machine.run("cat", LOG).count("closed: keytrouble") == 1
    assert machine.shows("pod-safe", "ActiveState") == "inactive"


@pytest.mark.parametrize("amiss", ["gone", "another machine's"])
def test_keys_that_this_machine_cannot_open_ask_for_staff_at_once(machine, amiss):
    place = KEYS if amiss == "gone" else MACHINES_OWN
    machine.run("mv", place, f"{place}.away")
    if place == MACHINES_OWN:
        machine.run("systemd-creds", "setup")
    begin(machine)
    machine.until("pod-safe", "active")
    assert machine.shows("pod-core", "ActiveState") == "failed"
    assert machine.shows("pod-ui", "ActiveState") == "inactive"
    assert machine.shows("pod-core", "ExecMainStatus") == CANNOT
    assert machine.shows("pod-core", "NRestarts") == "0"
    told = machine.run("journalctl", "-o", "cat", "-u", UNIT)
    assert told.count("Failed to set up credentials") == 1
    if place == MACHINES_OWN:
        asked = f"pod keys show --credentials {KEYS} 2>&1; echo $?"
        told = machine.run("sh", "-c", asked)
        assert "on the machine they were sealed on." in told
        assert told.endswith("\n8")
    machine.run("rm", "-rf", place)
    machine.run("mv", f"{place}.away", place)
    machine.run("kill", machine.shows("pod-safe", "MainPID"))
    said_by(machine, "pod-core", "It serves.")
    machine.until("pod-safe", "inactive")


def test_with_both_halves_they_are_brought_back_on_another_machine(machine):
    """As the guide says: what cannot be opened goes first."""
    told = machine.run("pod", "keys", "print-recovery", "--credentials", KEYS)
    halves = [" ".join(one.splitlines()[3:7]) for one in told.split("\f")]
    machine.run("rm", MACHINES_OWN)
    machine.run("systemd-creds", "setup")
    machine.run("sh", "-c", f"mkdir {KEYS}.away && mv {KEYS}/* {KEYS}.away")
    typed = f'printf "%s\\n" "$@" | pod keys recover --credentials {KEYS}'
    assert "The keys are back." in machine.run("sh", "-c", typed, "sh", *halves)
    begin(machine)
    said_by(machine, "pod-core", "It serves.")
