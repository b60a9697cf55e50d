"""An update on a stick at a real pod: seen, taken in, and laid into the other slot."""

import pytest

from pod.app.inside import open_inside
from pod.bundle.carry import write_whole
from pod.core.updating import BEGIN_ANEW
from pod.settings import LANGUAGES, languages, run_folder, speak_more
from pod.settings.packs import add
from pod.update.content import held
from pod.update.spool import COMING, SPOOL, WANTED, said_of
from pod.values import seeded
from tests.core.staffed import signed_in
from tests.packs import CODE, make_pack
from tests.update.at_the_pod import AtThePod
from tests.update.test_update_content import PLACE, SHORT
from tests.update.test_update_slots import is_whole

SAYS = {"en": "The clock is larger.", "cy": "Mae'r cloc yn fwy."}
PIECE = {"kind": "content", "name": "induction", "release": 1}


@pytest.fixture
def pod(inside, makers, machine, tmp_path):
    return AtThePod(inside, makers, machine.slots, tmp_path)


def test_whoever_looks_after_the_pod_sees_what_it_is_and_takes_it(pod):
    pod.put("pod-0.3", changes=SAYS)
    seen = pod.looked()
    assert (seen.state, seen.release, seen.trial) == ("fine", 1, "none")
    (one,) = seen.updates
    told = (one.state, one.kind, one.release, one.version)
    assert told == ("fine", "program", 3, "0.3")
    assert (one.signed, one.changes) == (("ada", "cat"), SAYS)
    done = pod.takes(pod.asks())
    assert (done.state, done.kind, done.release) == ("fine", "program", 3)
    assert pod.looked().trial == "waits"
    assert pod.starts() == "b"
    assert is_whole(pod.machine.slots / "b")
    assert list(pod.spool.iterdir()) == []
    marked, taken = ("update_meant", one.mark[:16]), ("update_taken", "pod_3")
    assert pod.record() == [marked, taken]


def test_the_stick_may_hold_several_or_none_or_not_be_there(pod):
    assert pod.looked().state == "nothing"
    pod.put("one")
    pod.put("two", who=("ben",))
    (pod.stick / "holiday.jpg").touch()
    (pod.stick / "..podupdate").touch()
    assert [one.state for one in pod.looked().updates] == ["unsigned", "fine"]
    (pod.stick / "calm-pod01.podstick").unlink()
    assert pod.looked().state == "none"


def test_a_machine_without_slots_says_so_and_takes_content_all_the_same(pod, tmp_path):
    pod.is_now(tmp_path / "none", tmp_path / "started")
    pod.put("one")
    assert pod.only().state == "no_slots"
    (pod.stick / "one.podupdate").unlink()
    pod.put("two", {PLACE: SHORT}, **PIECE)
    done = pod.takes(pod.asks())
    assert (done.state, done.kind) == ("fine", "content")
    assert [one.name for one in held(pod.home)] == ["induction"]
    assert (run_folder(pod.home) / BEGIN_ANEW).exists()
    assert pod.record()[-1] == ("update_taken", "induction_1")


def test_what_came_may_be_read_by_the_screen(pod):
    pod.put("two", {PLACE: SHORT}, **PIECE)
    pod.takes(pod.asks())
    folder = pod.home / "programmes"
    modes = {one.stat().st_mode & 0o777 for one in (folder, *folder.rglob("*"))}
    assert modes == {0o750, 0o640}


def test_a_whole_language_comes_by_stick_and_is_spoken(pod, tmp_path):
    lies = make_pack(tmp_path / "made")
    files = {
        f"languages/{CODE}/{one.relative_to(lies)}": one.read_bytes()
        for one in lies.rglob("*")
        if one.is_file()
    }
    pod.put("language", files, kind="content", name=CODE, release=1)
    one = pod.only()
    assert (one.of, one.state) == (f"languages/{CODE}", "fine")
    assert pod.takes(pod.asks()).state == "fine"
    assert speak_more(pod.home / "languages") == ()
    assert CODE in languages()
    add({})
    assert tuple(languages()) == LANGUAGES


def test_a_pod_that_tries_one_takes_no_other(pod):
    pod.put()
    pod.takes(pod.asks())
    pod.machine.started.write_text(pod.starts())
    pod.put(release=4)
    seen = pod.looked()
    assert (seen.trial, seen.updates[0].state) == ("trying", "tried")


def test_one_that_was_given_up_is_told_and_may_be_tried_again(pod):
    pod.put()
    pod.takes(pod.asks())
    assert [pod.starts() for _ in range(4)] == ["b", "b", "b", "a"]
    seen = pod.looked()
    assert (seen.trial, seen.updates[0].state) == ("gave_up", "fine")
    assert pod.takes(pod.asks()).state == "fine"
    assert pod.starts() == "b"


def test_whoever_leaves_in_the_middle_leaves_nothing_half_written(pod):
    pod.put()
    pod.visit.answer(pod.asks())
    pod.visit.nobody()
    pod.visit = signed_in(pod.inside, "3003")
    assert pod.only().state == "fine"
    assert not list(pod.spool.glob("*.part"))
    assert pod.starts() == "a"


def test_what_a_cut_left_is_cleared_at_the_next_start(pod, clock):
    pod.spool.mkdir()
    for name in (WANTED, COMING):
        (pod.home / SPOOL / name).touch()
    pod.inside.memory.close()
    again = open_inside(pod.home, clock, seeded(2))
    assert list(pod.spool.iterdir()) == []
    again.memory.close()


def test_what_is_said_of_another_file_is_not_believed(pod):
    """The last one's outcome is none of this one's, though it lies there still."""
    write_whole(pod.notes / "said.json", b'{"which": "1-2", "laying": false}')
    assert said_of(pod.notes, "1-2") is not None
    assert said_of(pod.notes, "1-3") is None
    write_whole(pod.notes / "said.json", b"{}")
    assert said_of(pod.notes, "1-2") is None
