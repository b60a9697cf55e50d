"""What is counted of a pod's life, and where it says how it is."""

import signal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.app.health import (
    NOW,
    Counts,
    Now,
    begun,
    boot_of,
    counted,
    counts_of,
    told_of,
)
from tests.app.processes import LONG_S, end, office_of, pod, until

FILES_NOBODY_MADE = [b"", b"\xff", b"[]", b'{"starts": "many"}', b'{"who": "me"}']


def now_of(home):
    """Return what a core that runs says, once it does."""
    note = home / "run" / NOW
    until(note.exists)
    return msgspec.json.decode(note.read_bytes(), type=Now)


def test_a_stop_is_no_crash_and_a_crash_is_one(home):
    with pod("core", home=home) as core:
        assert now_of(home).said == "It serves."
        assert end(core)[0] == 0
    assert not (home / "run" / NOW).exists()
    with pod("core", home=home) as core:
        office_of(home).close()
        core.send_signal(signal.SIGKILL)
        core.wait(LONG_S)
    with pod("core", home=home):
        now = now_of(home)
    assert (now.counts.starts, now.counts.boots) == (3, 1)
    assert (now.counts.crashes, now.counts.cuts) == (1, 0)
    assert told_of(counts_of(home)).startswith("begun 3 times in 1 boots; crashes: 1")


def test_a_boot_is_known_by_what_is_gone_with_it(tmp_path):
    first = boot_of(tmp_path)
    assert first == boot_of(tmp_path)
    (tmp_path / "core" / "boot").unlink()
    assert boot_of(tmp_path) not in {first, ""}


def test_a_core_that_was_there_when_the_machine_went_was_cut_off():
    before = Counts(starts=7, boots=2, boot="a", ended=False)
    now = begun(before, "b")
    assert (now.starts, now.boots, now.crashes, now.cuts) == (8, 3, 0, 1)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=30))
def test_every_start_but_the_first_ended_in_one_of_three_ways(lives):
    counts, ended_well = Counts(), 0
    for boot, ended in lives:
        counts = begun(counts, boot)
        if ended:
            ended_well += 1
            counts = msgspec.structs.replace(counts, ended=True)
    still = int(bool(lives) and not lives[-1][1])
    assert counts.starts == ended_well + counts.crashes + counts.cuts + still


@pytest.mark.parametrize("untrusted", FILES_NOBODY_MADE)
def test_a_file_that_is_none_counts_for_nothing(tmp_path, untrusted):
    (tmp_path / "health.json").write_bytes(untrusted)
    assert counts_of(tmp_path) == Counts()


def test_a_home_that_cannot_be_written_to_stops_nobody(tmp_path, clock):
    with counted(tmp_path / "not there", clock) as health:
        health.tell("It serves.")
    assert health.counts.starts == 1
