"""The stick of a set-up: a study comes on it, a page goes; it is always let go of."""

import pytest

from pod.app.provisioning import provision
from pod.cli.set_up_page import lines_of, set_up_page
from pod.cli.set_up_state import Note, SetUp
from pod.cli.set_up_stick import STICK, brought, page_leaves, written
from pod.cli.set_up_talk import Answers
from pod.clock import SystemClock
from pod.errors import Trouble
from pod.export.stick_trouble import StickTrouble
from pod.settings import Settings
from pod.values import seeded
from tests.export import test_udisks

machine, sticks = test_udisks.machine, test_udisks.sticks


@pytest.fixture
def one(tmp_path):
    home = tmp_path / "home"
    settings = Settings(pod="pod07", site="Test", demo=True)
    provision(home, settings, SystemClock(), seeded(3))
    return SetUp(home, Answers(), None, Note())


@pytest.fixture
def plugged(tmp_path, sticks):
    """A stick that is in; its folder, and what became of it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder, sticks({"name": "sdb1", "folder": str(folder)})


def test_a_study_is_read_from_a_stick_that_nothing_is_written_on(one, plugged):
    folder, told = plugged
    (folder / "calm.podstudy").write_bytes(b"a pack")
    with brought(one, STICK) as path:
        assert path.read_bytes() == b"a pack"
        assert told()[0]["mounted"]
        assert told()[0]["how"]["options"].startswith("ro,")
    assert not told()[0]["mounted"]


def test_a_stick_without_a_study_says_so_and_may_be_taken_out(one, plugged):
    with pytest.raises(Trouble, match="No study pack"), brought(one, STICK):
        pass
    assert not plugged[1]()[0]["mounted"]


def test_a_link_on_a_stick_is_no_study(one, plugged):
    (plugged[0] / "calm.podstudy").symlink_to("/etc/hostname")
    with pytest.raises(Trouble, match="no study pack"), brought(one, STICK):
        pass


def test_without_a_stick_it_is_said(one, sticks):
    sticks()
    with pytest.raises(StickTrouble, match="No stick is in"), brought(one, STICK):
        pass


def test_the_page_is_written_once_more_over_an_earlier_one(one, plugged, monkeypatch):
    folder, told = plugged
    page = one.home / "set-up.pdf"
    page.write_bytes(b"%PDF a page")
    (folder / "pod07-set-up.pdf").write_bytes(b"an earlier one, and longer than this")
    monkeypatch.setattr("pod.cli.set_up_stick.ask", lambda *_: "stick")
    page_leaves(one, page, list)
    assert (folder / "pod07-set-up.pdf").read_bytes() == b"%PDF a page"
    assert not told()[0]["mounted"]
    assert [path.name for path in folder.iterdir()] == ["pod07-set-up.pdf"]


def test_a_page_that_does_not_fit_is_a_sentence(one, plugged):
    page = one.home / "set-up.pdf"
    page.write_bytes(b"%PDF a page")
    (plugged[0] / "pod07-set-up.pdf").mkdir()
    with pytest.raises(StickTrouble):
        written(one, page)
    assert not plugged[1]()[0]["mounted"]


def test_the_page_can_be_copied_off_the_screen():
    note = Note(supervisor="2002", second="3003", done={"name": "pod07, HMP Example"})
    told = lines_of(set_up_page(note, {"store": "sound"}))
    assert "  Pod: pod07, HMP Example" in told
    assert "  Store: sound" in told
    assert told[-1] == "Technician 3003, date: ________"
