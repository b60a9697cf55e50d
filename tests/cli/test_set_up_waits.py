"""The set-up that was asked for at the pod ends where nobody answers it."""

import os
import signal

import pytest

from pod.cli import set_up_again
from pod.cli.behind import asked_openly
from pod.cli.idle import SET_UP_OPEN
from pod.cli.set_up_again import opened
from pod.cli.set_up_more import HANDED
from pod.cli.set_up_page import NAMES
from pod.cli.set_up_state import NOT_YET, Note, SetUp
from pod.cli.set_up_talk import Answers
from pod.cli.set_up_trying import not_from_the_file
from pod.core.again import AGAIN
from pod.settings import run_folder


@pytest.fixture
def one(tmp_path):
    return SetUp(tmp_path, Answers(devices=(), envelopes=True), None, Note())


@pytest.fixture
def nobody(monkeypatch):
    """A keyboard at which nobody types; a question waits as long as it takes to ask."""
    read, write = os.pipe()
    with os.fdopen(read) as silent:
        monkeypatch.setattr("sys.stdin", silent)
        monkeypatch.setattr(set_up_again, "WAITS_S", 0.01)
        yield
    os.close(write)


def is_open(one):
    return (run_folder(one.home) / SET_UP_OPEN).exists()


@pytest.mark.usefixtures("nobody")
def test_nobody_comes_and_the_pod_goes_on(one, monkeypatch):
    monkeypatch.setattr(set_up_again, "two_sign_in", lambda _one: asked_openly("Who"))
    (one.home / AGAIN).touch()
    with pytest.raises(SystemExit) as ended, opened(one):
        pytest.fail("the set-up opened for nobody")
    assert ended.value.code == 0
    assert not (one.home / AGAIN).exists()
    assert not is_open(one)


@pytest.mark.usefixtures("nobody")
def test_two_who_walk_away_later_leave_no_set_up_open(one, monkeypatch):
    monkeypatch.setattr(set_up_again, "two_sign_in", lambda _one: "both")
    before = signal.getsignal(signal.SIGALRM)
    (one.home / AGAIN).touch()
    with pytest.raises(SystemExit):
        _asks_once_open(one)
    assert signal.getsignal(signal.SIGALRM) is before
    assert not is_open(one)


def _asks_once_open(one):
    with opened(one):
        assert is_open(one)
        asked_openly("What else")


def test_the_first_set_up_waits_for_as_long_as_it_takes(one):
    before = signal.getsignal(signal.SIGALRM)
    with opened(one):
        assert is_open(one)
        assert signal.getsignal(signal.SIGALRM) is before
    assert not is_open(one)


def test_what_is_put_off_later_does_not_undo_what_was_done(one):
    one.did("study", NOT_YET)
    assert one.note.done == {"study": NOT_YET}
    one.did("study", "calm, SHA256:abc")
    one.did("study", NOT_YET)
    assert one.note.done == {"study": "calm, SHA256:abc"}


def test_a_step_that_is_chosen_again_asks_and_the_file_is_silent(one):
    not_from_the_file(one, "devices")
    assert one.answers == Answers(envelopes=True)
    not_from_the_file(one, "recovery")
    assert one.answers == Answers()
    not_from_the_file(one, "codes")


def test_whatever_is_offered_has_a_name_on_the_page():
    assert set(HANDED) <= set(NAMES)
