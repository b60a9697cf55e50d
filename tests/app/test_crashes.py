"""A crash is known by its place and its kind; what anybody said stands nowhere."""

import subprocess
import sys

import pytest

BEGIN = """
import faulthandler, os, signal, sys, threading
from pathlib import Path
from pod.app.crashes import note_crashes
from pod.app.logs import log_to

def answered(feeling):
    {ends}

log_to(Path(sys.argv[1]), "core")
note_crashes(Path(sys.argv[1]), "core")
answered("very " + "low")
"""
FAULTS = {
    "ours": "raise ValueError(feeling)",
    "below": "os.kill(os.getpid(), signal.SIGSEGV)",
    "a thread's": (
        "t = threading.Thread(target=int, args=[feeling]); t.start(); t.join()"
    ),
    "none": "pass",
}


def run(home, fault):
    """Run a process that ends by a fault; return what it printed."""
    words = [sys.executable, "-c", BEGIN.format(ends=FAULTS[fault]), str(home)]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr


def logged(home):
    return (home / "log" / "core.log").read_text()


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_no_word_of_anybody_is_printed_or_kept_whatever_crashes(tmp_path, fault):
    said = run(tmp_path, fault)
    run(tmp_path, "none")
    kept = [one.read_text() for one in (tmp_path / "log").iterdir()]
    assert "very low" not in "".join([said, *kept])


def test_a_fault_of_ours_is_placed(tmp_path):
    run(tmp_path, "ours")
    assert "in answered" in logged(tmp_path)
    assert "ValueError" in logged(tmp_path)


def test_a_thread_that_ends_by_a_fault_is_named_with_the_kind(tmp_path):
    run(tmp_path, "a thread's")
    assert "our fault in Thread" in logged(tmp_path)
    assert "ValueError" in logged(tmp_path)


def test_a_fault_below_us_is_told_by_the_next_start_and_once(tmp_path):
    run(tmp_path, "below")
    run(tmp_path, "none")
    run(tmp_path, "none")
    told = [one for one in logged(tmp_path).splitlines() if "one before crashed" in one]
    assert len(told) == 1
    assert "Segmentation fault" in told[0]
    assert "in answered" in told[0]


def test_where_no_file_can_be_left_the_process_goes_on(tmp_path):
    (tmp_path / "log").write_text("no folder")
    assert "very low" not in run(tmp_path, "ours")
