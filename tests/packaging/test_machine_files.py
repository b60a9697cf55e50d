"""What the package lays beside the units: every file is understood by who reads it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pod.hardware.driver import drivers
from pod.settings import RESOURCES, read_raw

PACKAGING = Path(__file__).parents[2] / "packaging"
USERS = ("pod-core", "pod-reader", "pod-ui")


def need(program):
    """Skip a story where who reads the file is not on this machine."""
    found = shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if found is None:
        pytest.skip(f"{program} is not on this machine")
    return found


def run(*words):
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_users_and_groups_can_be_made(tmp_path):
    (tmp_path / "etc").mkdir()
    tool = need("systemd-sysusers")
    code, said = run(
        tool,
        f"--root={tmp_path}",
        "--dry-run",
        str(PACKAGING / "sysusers" / "training-pod.conf"),
    )
    assert code == 0, said
    for user in USERS:
        assert f"Creating user '{user}'" in said
    assert "Creating group 'pod-technicians'" in said


def test_every_place_belongs_to_a_user_that_there_is():
    lines = (PACKAGING / "tmpfiles" / "training-pod.conf").read_text().splitlines()
    made = [line.split() for line in lines if line and not line.startswith("#")]
    assert {user for _, _, _, user, *_ in made} <= {"root", *USERS}
    open_to_all = [path for _, path, mode, *_ in made if mode[-1] != "0"]
    assert set(open_to_all) == {
        "/run/training-pod",
        "/var/log/training-pod",
        "/etc/training-pod",
    }


def test_the_kernels_own_list_can_be_read():
    tool = need("apparmor_parser")
    code, said = run(tool, "-Q", "-T", "-K", str(PACKAGING / "apparmor/training-pod"))
    assert code == 0, said


def test_the_units_ask_for_profiles_that_there_are():
    profiles = (PACKAGING / "apparmor" / "training-pod").read_text()
    units = "".join(
        one.read_text() for one in (PACKAGING / "systemd").glob("*.service")
    )
    asked = set(re.findall(r"^AppArmorProfile=-(\S+)$", units, re.MULTILINE))
    assert asked == set(re.findall(r"^profile (\S+) ", profiles, re.MULTILINE))


def test_what_turns_logs_over_understands_its_file(tmp_path):
    tool = need("logrotate")
    config = tmp_path / "training-pod"
    config.write_text((PACKAGING / "logrotate" / "training-pod").read_text())
    config.chmod(0o644)
    code, said = run(tool, "--debug", "--state", str(tmp_path / "state"), str(config))
    assert code == 0, said
    assert "error" not in said


def test_every_usb_vendor_of_ours_has_a_rule_and_no_other():
    files = [read_raw(RESOURCES / f"devices/{name}.toml") for name in drivers()]
    vendors = {id_[:4] for file in files for id_ in file.get("usb", [])}
    rules = (PACKAGING / "udev" / "70-training-pod.rules").read_text()
    ruled = set(re.findall(r'ATTRS\{idVendor\}=="(\w{4})", GROUP="dialout"', rules))
    assert ruled == vendors
    assert rules.count('ENV{ID_MM_DEVICE_IGNORE}="1"') == len(vendors)
    assert 'DRIVER=="ftdi_sio", ATTR{latency_timer}="1"' in rules


def test_the_journal_takes_so_many_bytes_and_no_more():
    said = (PACKAGING / "journald" / "training-pod.conf").read_text()
    for cap in ("SystemMaxUse=", "SystemKeepFree=", "RuntimeMaxUse="):
        assert re.search(rf"^{cap}\d+M$", said, re.MULTILINE)


def test_what_is_plugged_in_is_blocked_unless_a_line_allows_it():
    said = (PACKAGING / "usbguard" / "usbguard-daemon.conf").read_text()
    assert "ImplicitPolicyTarget=block\n" in said
    rules = (PACKAGING / "usbguard" / "rules.conf").read_text()
    allowed = [line for line in rules.splitlines() if line.startswith("allow")]
    for rule in allowed:
        assert "via-port" in rule or "Host Controller" in rule
        assert "03:01:01 }" not in rule or "none-of" in rule


@pytest.mark.parametrize("script", sorted((PACKAGING / "kiosk").glob("*.sh")))
def test_a_script_of_the_session_is_one_that_a_shell_reads(script):
    assert run("/bin/sh", "-n", str(script)) == (0, "")


@pytest.mark.parametrize("part", ["core", "ui", "ui-x11", "reader", "export-due"])
def test_what_knows_keys_or_answers_is_never_swapped_out(part):
    unit = (PACKAGING / f"systemd/pod-{part}.service").read_text()
    assert "\nMemorySwapMax=0\n" in unit


def test_a_kernel_that_stands_still_is_begun_anew_by_the_machines_watchdog():
    told = (PACKAGING / "manager/training-pod.conf").read_text()
    assert "[Manager]\nRuntimeWatchdogSec=30s\n" in told
