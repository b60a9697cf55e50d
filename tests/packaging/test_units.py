"""The machine's services: each may do what it needs and no more; all fit together."""

import os
import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from pod.core.again import AGAIN
from pod.core.updating import BEGIN_ANEW
from pod.update.spool import SPOOL, WANTED

PACKAGING = Path(__file__).parents[2] / "packaging"
UNITS = PACKAGING / "systemd"
IMAGE = PACKAGING / "image"
SERVICES = sorted([*UNITS.glob("*.service"), *IMAGE.glob("*.service")])
MOST = 15
"""Tenths of systemd's own exposure level."""
MORE = {"pod-data": 36}
"""It lays the data where everybody sees it: whatever would give it a view of its own
(Protect..., Private..., a user who is not the administrator) would keep it from all.
Of what is left it has the least that opening, making and mounting a disk takes."""
RUNS = ("pod-core", "pod-reader", "pod-ui", "pod-ui-x11", "pod-safe", "pod-safe-x11")
OTHERS = ("*.timer", "*.target", "*.path")
STARTS = re.compile(r"^(Exec\w+)=\S+", re.MULTILINE)
each = pytest.mark.parametrize("unit", SERVICES, ids=lambda one: one.stem)
asks_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not on this machine"
)


class Lines(dict):
    """A section's values; one that is given again is kept as well."""

    def __setitem__(self, name, value):
        held = self.get(name)
        if isinstance(value, list) and isinstance(held, list):
            held.extend(value)
        else:
            super().__setitem__(name, value)


def read(name):
    """Return a unit's sections, each value as the lines in which it was given."""
    parser = RawConfigParser(
        dict_type=Lines, strict=False, comment_prefixes="#", delimiters="="
    )
    parser.optionxform = str
    where = UNITS if (UNITS / name).exists() else IMAGE
    parser.read_string((where / name).read_text("utf-8"))
    return {
        section: {key: value.split("\n") for key, value in parser[section].items()}
        for section in parser.sections()
    }


def service(stem):
    return read(f"{stem}.service")["Service"]


@asks_systemd
@each
def test_what_a_service_is_exposed_to_is_little(unit):
    words = ["systemd-analyze", "security", "--offline=true", "--no-pager"]
    done = subprocess.run(
        [*words, f"--threshold={MORE.get(unit.stem, MOST)}", unit],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout.splitlines()[-1]


@asks_systemd
def test_systemd_understands_every_line(tmp_path):
    """Its programs are not here, so something that is stands in for each."""
    folders = (UNITS, IMAGE)
    others = (one for kind in OTHERS for at in folders for one in at.glob(kind))
    for unit in (*SERVICES, *others):
        text = STARTS.sub(r"\1=/bin/true", unit.read_text("utf-8"))
        (tmp_path / unit.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        check=False,
        capture_output=True,
        text=True,
    )
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert ours == []


@pytest.mark.parametrize("stem", RUNS)
def test_a_part_says_how_it_is_and_is_begun_again(stem):
    told = service(stem)
    assert told["Type"] == ["notify"]
    assert "WatchdogSec" in told
    assert told["Restart"] in (["always"], ["on-failure"])


@pytest.mark.parametrize("stem", ["pod-core", "pod-ui", "pod-ui-x11"])
def test_what_cannot_be_begun_again_ends_in_a_page_that_says_so(stem):
    told = read(f"{stem}.service")["Unit"]
    (safe,) = told["OnFailure"]
    assert "StartLimitBurst" in told
    again = read(safe)["Unit"]
    assert {"pod-ui.service", "pod-ui-x11.service"} == set(
        again["Conflicts"][0].split()
    )
    assert again["OnSuccess"][0] in ("pod-ui.service", "pod-ui-x11.service")


@each
def test_only_the_core_may_make_a_socket_of_a_network(unit):
    told = service(unit.stem)
    families = told["RestrictAddressFamilies"][0].split()
    assert ("AF_INET" in families) == (unit.stem == "pod-core")
    assert told["IPAddressDeny"] == ["any"]


@each
def test_no_service_sees_its_users_other_than_they_are(unit):
    """The parts know one another by them: seen otherwise, all others are nobody."""
    assert "PrivateUsers" not in service(unit.stem)


def test_only_the_core_is_handed_the_keys():
    handed = {
        unit.stem for unit in SERVICES if "LoadCredentialEncrypted" in unit.read_text()
    }
    assert handed == {"pod-core", "pod-export-due"}
    assert {service(one)["User"][0] for one in handed} == {"pod-core"}


def test_the_reader_has_serial_ports_and_the_screen_its_seat_and_nothing_else():
    assert service("pod-reader")["DeviceAllow"] == [
        "char-ttyUSB rw",
        "char-ttyACM rw",
        "char-ttyS rw",
    ]
    assert service("pod-ui")["DeviceAllow"] == [
        "char-drm rw",
        "char-input rw",
        "char-alsa rw",
    ]
    for stem in ("pod-core", "pod-export-due", "pod-maintenance"):
        assert service(stem)["PrivateDevices"] == ["yes"]


def test_each_part_writes_in_its_own_place_among_the_sockets():
    places = {
        "pod-core": {"/run/training-pod/core", "/run/training-pod/office"},
        "pod-reader": {"/run/training-pod/reader"},
        "pod-ui": {"/run/training-pod/ui"},
    }
    made = (PACKAGING / "tmpfiles" / "training-pod.conf").read_text("utf-8")
    for stem, expected in places.items():
        paths = " ".join(service(stem)["ReadWritePaths"]).split()
        assert {one for one in paths if one.startswith("/run/training")} == expected
        for path in expected:
            assert re.search(rf"^d {path} \d+ {stem} ", made, re.M)
    assert "d /run/training-pod 0755 root root -" in made


def test_the_screen_stands_alone_in_a_compositor_that_draws_nothing():
    """No title bar, no terminals; with `-m last` Debian 12's compositor crashes."""
    assert service("pod-ui")["ExecStart"] == ["/usr/bin/cage -d -- /usr/bin/pod ui"]
    assert service("pod-safe")["ExecStart"] == ["/usr/bin/cage -d -- /usr/bin/pod safe"]


def test_of_the_two_ways_to_show_the_pod_an_image_enables_one():
    preset = (UNITS / "80-training-pod.preset").read_text("utf-8")
    assert "enable pod.target" in preset
    assert "disable pod-ui-x11.service" in preset
    wanted, _ = read("pod.target")["Unit"]["Wants"]
    assert wanted.split() == [
        "pod-core.service",
        "pod-reader.service",
        "pod-ui.service",
    ]
    named = set(re.findall(r"^(?:en|dis)able (\S+)$", preset, re.M))
    there = {
        one.name for one in UNITS.iterdir() if "[Install]" in one.read_text("utf-8")
    }
    assert there <= named


def test_what_lays_updates_is_the_administrators_and_may_write_in_the_slots_alone():
    told = service("pod-update")
    assert (told["User"], told["CapabilityBoundingSet"]) == (["root"], [""])
    assert told["ReadWritePaths"] == ["/system/slots"]
    assert told["ExecStart"] == ["/usr/bin/pod update take-over"]
    mounts = [*told["ExecStartPre"], *told["ExecStopPost"]]
    assert all(one.startswith("+-/usr/bin/mount -N 1 -o remount,r") for one in mounts)


def test_nobody_is_cut_off_by_an_update():
    """Both that restart the pod ask first whether anybody is there, and ask again."""
    for stem in ("pod-update-start", "pod-update-content"):
        told = service(stem)
        first, _ = told["ExecStart"]
        assert (first, told["Restart"]) == ("/usr/bin/pod idle", ["on-failure"])


def test_a_program_that_never_gets_well_ends_its_own_start():
    """Also one that does not begin at all: no program of ours is asked for it."""
    unit, told = read("pod-update-well.service")["Unit"], service("pod-update-well")
    assert unit["StartLimitAction"] == ["reboot"]
    (asked,) = told["ExecCondition"]
    assert "/pod " not in asked
    assert told["Restart"] == ["on-failure"]


def test_the_set_up_is_offered_once_and_again_where_staff_asked_for_it():
    """Either is enough; what it makes is given to others, and no more is its own."""
    unit, told = read("pod-set-up.service")["Unit"], service("pod-set-up")
    assert unit["ConditionPathExists"] == [
        "|!/etc/training-pod/is-set-up",
        f"|/var/lib/training-pod/{AGAIN}",
    ]
    assert told["CapabilityBoundingSet"] == ["CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER"]
    assert "pod-core.service" in unit["Before"][0]


def test_what_opens_the_data_shows_it_to_everybody():
    """A view of its own would leave the pod with an empty folder in its place."""
    own = ("Protect", "PrivateTmp", "PrivateDevices", "ReadWrite")
    assert not [one for one in service("pod-data") if one.startswith(own)]
    assert service("pod-data")["PrivateMounts"] == ["no"]


def test_what_asks_for_staff_does_not_have_the_disks_key_asked_for_again():
    """The safe page begins after sysinit.target, which wants local-fs.target."""
    assert read("pod-data.service")["Install"]["WantedBy"] == ["pod.target"]


@pytest.mark.parametrize("stem", ["pod-update", "pod-update-content"])
def test_what_a_path_wakes_looks_whether_it_is_there(stem):
    """A path unit wakes it also when the file goes: nothing is done twice."""
    (path,) = read(f"{stem}.path")["Path"]["PathChanged"]
    assert path in read(f"{stem}.service")["Unit"]["ConditionPathExists"]


def test_the_pod_wants_what_takes_updates_over():
    _, wanted = read("pod.target")["Unit"]["Wants"]
    for name in wanted.split():
        assert (UNITS / name).exists(), name
    (path,) = read("pod-update.path")["Path"]["PathChanged"]
    assert path == f"/var/lib/training-pod/{SPOOL}/{WANTED}"
    (path,) = read("pod-update-content.path")["Path"]["PathChanged"]
    assert path == f"/run/training-pod/{BEGIN_ANEW}"


@each
def test_whoever_asks_whether_anybody_is_there_may_come_to_the_office(unit):
    """An administrator without powers is refused there, as if no core answered."""
    told = service(unit.stem)
    asks = [*told["ExecStart"], *told.get("ExecCondition", [])]
    if any(one in line for line in asks for one in ("pod idle", "update well")):
        assert told["SupplementaryGroups"] == ["pod-technicians"]
