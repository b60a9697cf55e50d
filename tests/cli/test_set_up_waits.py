"""The set-up that was asked for at the pod ends where nobody answers it."""

import os
import signal

import pytest

from pod.app.alone import alone_in
from pod.cli import set_up_again
from pod.cli.behind import asked_openly
from pod.cli.idle import SET_UP_OPEN
from pod.cli.keys import SCROLLED_AWAY, show_once
from pod.cli.set_up_again import note_of, opened
from pod.cli.set_up_more import HANDED
from pod.cli.set_up_page import NAMES
from pod.cli.set_up_state import NOT_YET, NOTE, Note, SetUp
from pod.cli.set_up_talk import Answers
from pod.cli.set_up_trying import not_from_the_file
from pod.core.again import AGAIN
from pod.errors import Malformed, TryAgain
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
    try:
        with alone_in(run_folder(one.home), SET_UP_OPEN):
            return False
    except TryAgain:
        return True


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


@pytest.mark.usefixtures("nobody")
def test_a_sheet_that_nobody_takes_away_is_taken_away(one, monkeypatch, capsys):
    """What is to be copied stays on the glass no longer than any question."""
    monkeypatch.setattr(set_up_again, "two_sign_in", lambda _one: "both")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    (one.home / AGAIN).touch()
    with pytest.raises(SystemExit):
        _shows_once_open(one)
    assert capsys.readouterr().out.endswith(SCROLLED_AWAY)


def _shows_once_open(one):
    with opened(one):
        show_once("a key", "the key")


def test_on_an_image_no_key_ends_it_and_elsewhere_its_administrator_may(
    one, tmp_path, monkeypatch
):
    with opened(one):
        assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    (tmp_path / "slot").write_text("a")
    monkeypatch.setattr(set_up_again, "STARTED", tmp_path / "slot")
    before = signal.getsignal(signal.SIGINT)
    with opened(one):
        for key in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            assert signal.getsignal(key) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is before


def test_a_note_that_cannot_be_read_leaves_the_pod_as_it_is(tmp_path):
    """As a later release would write it; an administrator is told, on a bench."""
    (tmp_path / NOTE).write_text('{"later": 1}')
    with pytest.raises(Malformed):
        note_of(tmp_path)
    (tmp_path / AGAIN).touch()
    with pytest.raises(SystemExit) as ended:
        note_of(tmp_path)
    assert ended.value.code == 0
    assert not (tmp_path / AGAIN).exists()


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
