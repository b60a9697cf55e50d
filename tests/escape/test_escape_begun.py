"""What the pod's processes are begun with, and how they end."""

import os
import signal
import sys
from pathlib import Path

import pytest

from pod import desk
from pod.app.surroundings import DEAF_TO, KEPT, OURS, PLATFORM, keep_only_known
from tests.app.processes import LONG_S, end, is_ready, office_of, pod, until
from tests.escape.attacked import parts_of
from tests.escape.report import note

STRANGE = {
    "LD_PRELOAD": "/nowhere/strange.so",
    "LD_LIBRARY_PATH": "/nowhere",
    "PYTHONPATH": "/nowhere",
    "PYTHONSTARTUP": "/nowhere/strange.py",
    "PYTHONINSPECT": "1",
    "QT_PLUGIN_PATH": "/nowhere",
    "QT_DEBUG_PLUGINS": "1",
    "QML_IMPORT_PATH": "/nowhere",
    "QMLSCENE_DEVICE": "strange",
    "BROWSER": "strange",
    "GTK_MODULES": "strange",
}


@pytest.mark.parametrize("platform", ["xcb", "wayland", "offscreen", "eglfs"])
def test_a_platform_that_only_shows_a_picture_is_kept(platform):
    environ = {PLATFORM: platform}
    keep_only_known(environ)
    assert environ == {PLATFORM: platform, **OURS}


@pytest.mark.parametrize("platform", ["vnc", "vnc:port=5901", "linuxfb", "xcb;vnc", ""])
def test_a_platform_that_could_listen_is_not(platform):
    environ = {PLATFORM: platform}
    keep_only_known(environ)
    assert environ == OURS


def test_only_what_is_on_the_list_is_left():
    environ = {**STRANGE, "HOME": "/home/pod", "DISPLAY": ":0"}
    keep_only_known(environ)
    assert environ == {"HOME": "/home/pod", "DISPLAY": ":0", **OURS}


def _surroundings_of(part):
    pairs = (one for one in (part / "environ").read_text().split("\0") if one)
    return dict(one.split("=", 1) for one in pairs)


def test_no_part_of_the_pod_is_begun_with_anything_strange(home, tmp_path):
    strange = {**STRANGE, "LD_PRELOAD": "", "PYTHONINSPECT": ""}
    with pod("kiosk", "--windowed", home=home, env=strange, cwd=tmp_path) as kiosk:
        is_ready(kiosk)
        begun_with = [_surroundings_of(part) for part in parts_of(kiosk)]
        words = [(part / "cmdline").read_text().split("\0") for part in parts_of(kiosk)]
        assert end(kiosk)[0] == 0
    assert len(begun_with) == 3
    for names in begun_with:
        assert set(names) <= KEPT | {PLATFORM, *OURS}
        assert names[PLATFORM] == "offscreen"
    assert not [word for one in words for word in one if "vnc" in word]
    note(29, "U", "held")


def test_no_platform_can_be_asked_for_in_words(home):
    with pod("kiosk", "-platform", "vnc", home=home) as kiosk:
        assert kiosk.wait(LONG_S) == 2


HEARS_ALL = ("env", "--default-signal", sys.executable, "-m", "pod")
"""However these tests are begun: a program begun under `nohup` is deaf to SIGHUP."""


@pytest.mark.parametrize(
    "how", [pytest.param(signal.SIGTERM, marks=pytest.mark.escape), signal.SIGHUP]
)
def test_told_to_end_it_keeps_what_it_has_and_ends(home, how):
    with pod("kiosk", "--windowed", home=home, by=HEARS_ALL) as kiosk:
        is_ready(kiosk)
        parts = parts_of(kiosk)
        os.kill(kiosk.pid, how)
        assert kiosk.wait(LONG_S) == 0
    assert not [part for part in parts if part.exists()]
    assert not list(home.glob("*.db-wal")) or _is_sound(home)


@pytest.mark.escape
def test_only_being_told_to_end_ends_what_has_the_whole_screen(home):
    with pod("kiosk", home=home, by=HEARS_ALL) as kiosk:
        is_ready(kiosk)
        parts = parts_of(kiosk)
        every = [Path(f"/proc/{kiosk.pid}"), *parts]
        for part in every:
            for how in DEAF_TO:
                os.kill(int(part.name), how)
        assert all(_is_deaf(part) for part in every)
        office = office_of(home)
        assert office.ask(desk.Glance())
        office.close()
        assert parts_of(kiosk) == parts
        assert end(kiosk)[0] == 0
    assert not [part for part in parts if part.exists()]
    note(30, "U", "held (but SIGTERM)")


def _is_deaf(part):
    said = dict(line.split(":\t") for line in _status_of(part) if ":\t" in line)
    ignored = int(said["SigIgn"], 16)
    return all(ignored >> (number - 1) & 1 for number in DEAF_TO)


def _status_of(part):
    return (part / "status").read_text().splitlines()


def _is_sound(home):
    with pod("kiosk", "--windowed", home=home) as again:
        is_ready(again)
        office = office_of(home)
        until(lambda: not office.ask(desk.Glance()).fault)
        office.close()
        return end(again)[0] == 0


@pytest.mark.escape
def test_a_part_that_a_closed_terminal_ends_is_begun_again(home):
    with pod("kiosk", "--windowed", home=home, by=HEARS_ALL) as kiosk:
        is_ready(kiosk)
        before = {part.name for part in parts_of(kiosk)}
        os.kill(int(min(before, key=int)), signal.SIGHUP)
        until(lambda: len({p.name for p in parts_of(kiosk)} - before) == 1)
        until(lambda: len(parts_of(kiosk)) == 3)
        assert end(kiosk)[0] == 0
