"""The units themselves under systemd: readiness, restart, hangs, and the last page."""

import pytest

from tests.app.processes import until
from tests.packaging.booted import HERE, NO_SEAT, booted, without_a_seat

pytestmark = pytest.mark.proof
PARTS = {"pod-core": "pod-core", "pod-reader": "pod-reader", "pod-ui": "pod-ui"}


@pytest.fixture
def machine(tmp_path):
    with booted(tmp_path) as machine:
        without_a_seat(machine)
        machine.run("pod", "provision", "pod01", "--site", "Story", "--demo")
        yield machine


def all_run(machine):
    for unit in PARTS:
        machine.until(unit, "active")
    return {unit: machine.shows(unit, "MainPID") for unit in PARTS}


def test_the_pod_runs_as_three_users_and_no_fault_of_one_ends_another(machine):
    machine.run("systemctl", "start", "pod.target")
    pids = all_run(machine)
    for unit, user in PARTS.items():
        told = machine.run("stat", "-c", "%U", f"/proc/{pids[unit]}/cmdline")
        assert machine.shows(unit, "User") == user
        assert told in (user, "root"), "a process that cannot be looked into is root's"
    for killed in PARTS:
        machine.run("kill", "-9", pids[killed])
        before = {unit: pid for unit, pid in pids.items() if unit != killed}
        _until_other(machine, killed, pids[killed])
        pids = all_run(machine)
        assert {unit: pids[unit] for unit in before} == before
    assert "pod: running" in machine.run("pod", "check")
    assert machine.run("pod", "idle") == ""
    assert '"crashes":1' in machine.run("cat", "/var/lib/training-pod/health.json")


def test_a_screen_that_hangs_is_begun_again_and_one_that_cannot_be_asks_for_staff(
    machine,
):
    machine.run("systemctl", "start", "pod.target")
    pids = all_run(machine)
    machine.run("kill", "-STOP", pids["pod-ui"])
    _until_other(machine, "pod-ui", pids["pod-ui"])
    all_run(machine)
    machine.drop_in("pod-ui.service", "[Service]\nExecStart=\nExecStart=/bin/false\n")
    machine.run("systemctl", "restart", "pod-ui", check=False)
    machine.until("pod-safe", "active")
    assert machine.shows("pod-ui", "ActiveState") == "failed"
    machine.drop_in("pod-ui.service", f"{HERE}{NO_SEAT}ui\n")
    machine.run("systemctl", "reset-failed")
    machine.run("kill", machine.shows("pod-safe", "MainPID"))
    machine.until("pod-ui", "active")
    machine.until("pod-safe", "inactive")
    until(lambda: "gave_up" in machine.run("pod", "check"), every_s=0.5)


def test_the_night_begins_the_pod_anew_and_a_stop_asks_for_nobody(machine):
    machine.run("systemctl", "start", "pod.target")
    before = all_run(machine)
    machine.run("systemctl", "start", "pod-maintenance")
    after = all_run(machine)
    assert all(after[unit] != before[unit] for unit in PARTS)
    machine.run("systemctl", "stop", "pod.target")
    for unit in (*PARTS, "pod-safe"):
        machine.until(unit, "inactive")


def _until_other(machine, unit, pid):
    """Wait until a unit's process is another one."""
    until(lambda: machine.shows(unit, "MainPID") not in (pid, "0"))
