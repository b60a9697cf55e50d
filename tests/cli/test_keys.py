"""`pod keys`: looked at, printed in two halves, brought back."""

import json
import os
import select
import subprocess
import sys
from contextlib import contextmanager

import pytest

from pod.app.inside import open_memory
from pod.app.provisioning import provision
from pod.errors import KeyTrouble, Malformed, Sealed
from pod.settings import Settings, read_settings
from pod.storage import keys
from pod.storage.key_note import key_id
from pod.values import seeded
from tests.key_bench import DEMO_KEYS, held, known, printed, run

POD_KEYS = (sys.executable, "-m", "pod", "keys")
CLEARED = b"\x1b[2J\x1b[1;1H\x1b[3J"
"""The window is empty, and so is what a terminal keeps of it above."""


@pytest.fixture(autouse=True)
def _at_home(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))


def test_the_keys_are_shown_by_their_fingerprints_only(home):
    told = json.loads(run("show", "--json").stdout)
    assert told["keys"] == {name: key_id(key) for name, key in held(home).items()}
    assert set(told["keys"]) == set(keys.STORE_KEYS)
    assert told["keyring"].endswith("FileKeyring")
    assert told["printed_on"] == ""
    said = run("show").stdout
    assert "no halves printed yet" in said
    for key in held(home).values():
        assert key.hex() not in said + json.dumps(told)


def test_both_halves_bring_lost_keys_back(home, clock):
    halves = printed()
    before = held(home)
    (home / DEMO_KEYS).unlink()
    assert "not here" in run("show").stdout
    assert "The keys are back." in run("recover", typed=halves).stdout
    assert held(home) == before
    assert known(home, clock) == (3, ["keys_recovered"])


def test_what_is_typed_is_not_shown(home):
    first, second = printed()
    with at_a_screen("recover", home=home) as screen:
        shown = shown_until(screen, b"Half 1 of 2: ", first)
        shown += shown_until(screen, b"Half 2 of 2: ", second)
        shown += shown_until(screen, b"The keys are back.")
    for half in (first, second):
        assert half.split()[4].encode() not in shown


def test_halves_from_a_pipe_bring_no_warning(home):
    typed = "\n".join(printed())
    done = subprocess.run(
        [*POD_KEYS, "recover"],
        env={**os.environ, "POD_HOME": str(home)},
        input=typed,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "The keys are back.\n"
    assert "Warning" not in done.stderr


def test_a_slip_is_named_and_asked_again():
    first, second = printed()
    slip = first[:20] + ("7" if first[20] != "7" else "8") + first[21:]
    told = run("recover", typed=[slip, first.lower(), second.replace("0", "o")])
    assert "Half 1 does not fit yet: look at group 5 again." in told.stderr
    assert "The keys are back." in told.stdout


def test_after_three_slips_it_ends_and_nothing_was_changed(home):
    first, _ = printed()
    before = held(home)
    with pytest.raises(Malformed, match="Half 1"):
        run("recover", typed=[first[:-1], first[:-2], first[:-3]])
    assert held(home) == before


def test_the_halves_of_another_pod_are_named(home, tmp_path, clock, monkeypatch):
    mine = printed()
    other = tmp_path / "other"
    provision(other, Settings(pod="pod02", site="T", demo=True), clock, seeded(5))
    monkeypatch.setenv("POD_HOME", str(other))
    theirs = printed()
    monkeypatch.setenv("POD_HOME", str(home))
    with pytest.raises(Sealed, match="Half 2 is from another pod"):
        run("recover", typed=[mine[0], *[theirs[1]] * 3])


def test_halves_that_were_printed_again_end_the_earlier_ones():
    earlier, later = printed(), printed()
    with pytest.raises(Sealed, match="Half 1 is from another"):
        run("recover", typed=[earlier[0]] * 3)
    assert "back" in run("recover", typed=later).stdout


def test_halves_that_could_not_be_printed_are_never_in_force(monkeypatch):
    halves = printed()

    def no_paper(_lock, _pair):
        raise BrokenPipeError

    monkeypatch.setattr("pod.cli.keys.print_halves", no_paper)
    with pytest.raises(BrokenPipeError):
        run("print-recovery")
    assert "back" in run("recover", typed=halves).stdout


def test_on_a_screen_the_second_half_comes_when_the_first_is_gone(home):
    with at_a_screen("print-recovery", home=home) as screen:
        first = shown_until(screen, b"half 1; Enter takes it away")
        second = shown_until(screen, b"half 2; Enter takes it away")
        shown_until(screen, CLEARED)
    assert b"half 2 of 2" not in first
    assert second.index(CLEARED) < second.index(b"half 2 of 2")


@contextmanager
def at_a_screen(*words, home):
    """Run it at a terminal of its own, whose other end is given; it must end well."""
    ours, theirs = os.openpty()
    env = {**os.environ, "POD_HOME": str(home), "TERM": "xterm"}
    ends = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen(
        [*POD_KEYS, *words], env=env, start_new_session=True, **ends
    ) as running:
        try:
            yield ours
            assert running.wait(20) == 0
        finally:
            running.kill()
    os.close(ours)
    os.close(theirs)


def shown_until(screen, words, typed=""):
    """Read the screen up to these words, then type and press Enter."""
    shown = b""
    while words not in shown:
        assert select.select([screen], [], [], 20)[0], shown
        shown += os.read(screen, 1)
    os.write(screen, f"{typed}\n".encode())
    return shown


def test_a_copied_store_does_not_open_with_what_else_lies_in_the_home(home, clock):
    printed()
    (home / DEMO_KEYS).unlink()
    with pytest.raises(KeyTrouble, match="no key yet"):
        open_memory(home, read_settings(home), clock)
