"""The image's own set-up under systemd, with no more rights than it has there."""

import pytest

from pod.core.again import AGAIN
from tests.app.processes import until
from tests.packaging.booted import HERE, PACKAGING, booted, without_a_seat

pytestmark = pytest.mark.proof
UNIT, SYSTEM = "pod-set-up.service", "/etc/systemd/system"
KEYS, HOME = "/etc/training-pod/credentials", "/var/lib/training-pod"
TYPED, SAID = "/etc/training-pod/typed", "/etc/training-pod/said"
PHRASE, CODE = "a long walk by the sea", "483920"
ANSWERS = PACKAGING / "image" / "proof.toml"
WITHOUT_A_SCREEN = f"""{HERE}
TTYPath=
TTYReset=no
TTYVTDisallocate=no
StandardInput=file:{TYPED}
StandardOutput=append:{SAID}
StandardError=inherit
ExecStart=
ExecStart=/usr/bin/pod set-up --answers {ANSWERS} --credentials {KEYS}
"""
"""What a screen and a keyboard would do, files do: the rights stay as they are."""
DATA = "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n"


@pytest.fixture
def machine(tmp_path):
    with booted(tmp_path) as machine:
        without_a_seat(machine)
        machine.run("mkdir", "-p", "/run/pod-data", KEYS)
        write(machine, f"{SYSTEM}/pod-data.service", DATA)
        write(machine, f"{SYSTEM}/{UNIT}", (PACKAGING / "image" / UNIT).read_text())
        machine.drop_in(UNIT, WITHOUT_A_SCREEN)
        machine.run("systemctl", "enable", UNIT)
        yield machine


def write(machine, path, text):
    machine.run("sh", "-c", 'printf "%s\\n" "$2" > "$1"', "sh", path, text)


def types(machine, *lines):
    write(machine, TYPED, "\n".join(lines))


def said_by(machine, unit, words):
    try:
        until(lambda: words in machine.shows(unit, "StatusText"), every_s=0.2)
    except AssertionError:
        pytest.fail(machine.run("sh", "-c", f"cat {SAID}; journalctl -n 40"))


def test_a_bare_machine_is_set_up_and_once_more_where_staff_asked_for_it(machine):
    types(machine, PHRASE, CODE, PHRASE)
    machine.run("systemctl", "start", "--no-block", "pod.target")
    said_by(machine, "pod-core", "It serves.")
    done = machine.run("cat", SAID)
    assert "supervisor: 2002, with 3003 (technician)" in done
    assert machine.run("stat", "-c", "%U", f"{HOME}/people.db") == "pod-core"
    assert machine.run("ls", HOME).count("set-up.pdf") == 1

    machine.run("touch", f"{HOME}/{AGAIN}")
    types(machine, "2002", "3003", PHRASE, CODE)
    before = machine.shows("pod-core", "MainPID")
    machine.run("systemctl", "restart", "pod.target")
    until(lambda: machine.shows("pod-core", "MainPID") not in ("0", before))
    said_by(machine, "pod-core", "It serves.")
    assert "The set-up, once more." in machine.run("cat", SAID)
    assert AGAIN not in machine.run("ls", HOME)
