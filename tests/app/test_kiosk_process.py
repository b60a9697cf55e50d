"""The whole pod as it runs: three processes, any of them killed, and all back."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import msgspec
import pytest

from pod import desk
from pod.app.child import Child
from pod.app.heartbeat import Heartbeat
from pod.app.inside import open_inside
from pod.app.live import CORE, Showing, called
from pod.app.reception import OFFICE
from pod.clock import SystemClock
from pod.journeys.by_script import played
from pod.journeys.cast import PICTURES, STAFF
from pod.people import Traits
from pod.values import seeded
from pod.wire import listen
from tests.app.processes import LONG_S, end, is_ready, office_of, pod, unlock, until
from tests.app.robot import nothing

SIGN_IN = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
ROBOT = "tests.app.robot:screen_with_hands"
HANGS = "tests.app.robot:screen_that_hangs"
BACK = ["locked - 0", "pictures - 0", "question ons4 1"]
"""What a screen that begins again shows: first what says nothing about anyone."""


@pytest.fixture
def first_done(home):
    """A home where the first person has done the first part of a sitting."""
    inside = open_inside(home, SystemClock(), seeded(3))
    ask = inside.core.answer
    unlock(ask, ask(SIGN_IN).people[0].person)
    ask(desk.PicturesChosen(PICTURES))
    ask(desk.ConsentGiven(take_part=True, evaluation=True, contact=False))
    begun = ask(desk.Begin())
    play = played(begun, Traits(seed=7), "en")
    for number, (row, entry) in enumerate(
        zip(play.rows, play.entries, strict=True), start=1
    ):
        ask(desk.KeepRow(begun.activity, number, msgspec.json.encode(row), entry))
    ask(desk.Finish(begun.activity, play.took_ms))
    inside.close()
    return home


@pytest.fixture
def children():
    """Keep processes running for a story."""
    begun = []

    def begin(*given):
        child = Child(f"pod-{len(begun)}", called, *given)
        child.start()
        begun.append(child)
        return child

    yield begin
    for child in reversed(begun):
        child.stop()


@pytest.mark.proof
def test_a_screen_that_is_killed_is_back_by_itself_and_goes_on_where_it_was(
    first_done, children, tmp_path
):
    told = tmp_path / "told"
    told.touch()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    children(CORE, first_done)
    screen = children(ROBOT, first_done, told, Showing(windowed=True, ready=nothing))
    until(lambda: "question ons4 1" in told.read_text())
    killed = screen.pid
    seen = len(told.read_text().splitlines())
    os.kill(killed, signal.SIGKILL)
    until(lambda: len(told.read_text().splitlines()) >= seen + len(BACK))
    assert told.read_text().splitlines()[seen:][: len(BACK)] == BACK
    assert screen.pid != killed


@pytest.mark.proof
def test_a_core_that_hangs_is_ended_and_whoever_comes_to_the_screen_is_let_in(
    first_done, children, tmp_path
):
    told = tmp_path / "told"
    told.touch()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    core = children(CORE, first_done)
    screen = children(ROBOT, first_done, told, Showing(windowed=True, ready=nothing))
    until(lambda: "question ons4 1" in told.read_text())
    heartbeat = Heartbeat(first_done, core, patience_s=1.0)
    until(heartbeat.ask)
    hung, seen, same = core.pid, len(told.read_text().splitlines()), screen.pid
    os.kill(hung, signal.SIGSTOP)
    assert not heartbeat.ask()
    until(lambda: "pictures - 0" in told.read_text().splitlines()[seen:])
    assert core.pid != hung
    assert screen.pid == same
    assert not Path(f"/proc/{hung}").exists()


def test_a_core_that_has_not_answered_yet_is_waited_for(tmp_path, children):
    """It may be putting a backup back, which ends in its own time."""
    (tmp_path / "run").mkdir()
    core = children("signal:pause")
    begun = until(lambda: core.pid)
    with closing(listen(tmp_path / "run" / OFFICE)):
        heartbeat = Heartbeat(tmp_path, core, patience_s=0.2)
        assert [heartbeat.ask() for _ in range(3)] == [False] * 3
    assert core.pid == begun
    assert Path(f"/proc/{begun}").exists()


@pytest.mark.proof
def test_a_screen_that_stands_still_is_back_by_itself_and_goes_on_where_it_was(
    first_done, children, tmp_path
):
    told = tmp_path / "told"
    told.touch()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    children(CORE, first_done)
    children(HANGS, first_done, told, Showing(windowed=True, ready=nothing))
    until(lambda: told.read_text().count("question ons4 1") == 1)
    lines = told.read_text().splitlines()
    assert lines[lines.index("hangs") + 1 :][: len(BACK)] == BACK
    log = (first_done / "log" / "screen.log").read_text()
    assert "it stood still for 3 s, and ends" in log


def offspring(process):
    """Return the pod's own children: who was begun to be a part of it."""
    listed = Path(f"/proc/{process.pid}/task").glob("*/children")
    pids = [int(pid) for one in listed for pid in one.read_text().split()]
    return {pid for pid in pids if b"spawn_main" in words_of(pid)}


def is_whole_without(process, killed):
    return len(offspring(process) - {killed}) == 3


def words_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_any_part_may_be_killed_and_none_outlives_a_kiosk_that_is(home):
    """One kiosk's life: whoever begins it anew must find stores, ports and glass free.

    Meanwhile a second one for the same home disturbs nobody.
    """
    with pod("kiosk", "--windowed", home=home) as kiosk:
        is_ready(kiosk)
        no_second_one_runs(home)
        parts = sorted(offspring(kiosk))
        assert len(parts) == 3
        for killed in parts:
            os.kill(killed, signal.SIGKILL)
            until(partial(is_whole_without, kiosk, killed))
        is_ready(kiosk, 2)
        office = office_of(home)
        assert isinstance(office.ask(desk.Glance()), desk.PodView)
        office.close()
        parts = offspring(kiosk)
        kiosk.kill()
        until(lambda: not [one for one in parts if words_of(one)])


def no_second_one_runs(home):
    """Begin another for the same home: it is told to try again."""
    with pod("kiosk", "--windowed", home=home) as second:
        _, complaint = second.communicate(timeout=LONG_S)
    assert second.returncode == 75
    assert complaint == "This pod is running already.\n"


def test_a_pod_without_its_key_shows_its_page_all_the_same(home):
    (home / "demo-keys.json").unlink()
    with pod("kiosk", "--windowed", home=home) as kiosk:
        is_ready(kiosk)
        office = office_of(home)
        assert office.ask(desk.Glance()).fault == "keytrouble"
        office.close()
        parts = offspring(kiosk)
        code, _ = end(kiosk)
    assert code == 0
    assert not [one for one in parts if Path(f"/proc/{one}").exists()]


ROOMS = """
import sys
import pod.app.screen
from pod.app.live import SCREEN
import pod.cli.ui
held = {name.split(".")[0] for name in sys.modules}
rooms = {".".join(name.split(".")[:2]) for name in sys.modules if "pod." in name}
print(sorted(held & {"sqlcipher3", "keyring", "sqlalchemy", "alembic", "serial"}))
print(sorted(rooms & {"pod.storage", "pod.core", "pod.export"}))
"""


def test_the_screen_has_neither_keys_nor_stores_among_what_it_imports(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", ROOMS],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.stdout == "[]\n[]\n"
