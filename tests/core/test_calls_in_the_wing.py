"""A call for help at the console: a person ends it, or its own pod's word; no more."""

import shutil
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.clock import VirtualClock
from pod.core import far_concerns
from pod.desk.diary import AddHere, Book
from pod.desk.draft import KeepDraft, SeeDraft
from pod.desk.help import CloseConcern, MakeWords, SeeHelp, TakeOn
from pod.settings import Link
from pod.storage import concern_steps, far
from pod.storage.pod_memory import recall
from pod.ui.common.words import read_text
from pod.ui.staff.concern_told import for_the_form, standing
from pod.wing.kinds import Concerns, Need
from tests.conftest import BEGINS
from tests.core.staffed import FACILITATOR
from tests.core.winged import Linked, carried, in_need, settled
from tests.examples import one_in

TEXT = read_text("en")


def needs(one):
    return one.ask(SeeHelp(), FACILITATOR.number).needs


def closed_at(one, concern):
    with one.inside.memory.doings.begin() as db:
        return concern_steps.one(db, concern).closed_at


def put_back(pod, older):
    """Let a pod's memory be as it was when it was copied."""
    pod.inside.close()
    shutil.rmtree(pod.home)
    shutil.copytree(older, pod.home)
    pod.open()


def copied(pod, tmp_path):
    """Copy a pod's memory as it is now."""
    pod.inside.close()
    shutil.copytree(pod.home, tmp_path / "older")
    pod.open()
    return tmp_path / "older"


def test_what_was_begun_to_write_at_the_pod_goes_once_the_console_has_closed_it(wing):
    pod, console = wing
    concern = in_need(pod)
    pod.ask(TakeOn(concern, "going"), FACILITATOR.number)
    begun = KeepDraft(form="concern", about=concern, chosen=("talked",), note="He rang")
    pod.ask(begun, FACILITATOR.number)
    carried(pod, console)
    console.ask(CloseConcern(concern, "talked"), FACILITATOR.number)
    carried(pod, console)
    draft = pod.ask(SeeDraft("concern", concern), FACILITATOR.number)
    assert (draft.written_at, draft.note) == (None, "")


def test_a_pod_put_back_to_an_older_backup_ends_no_call_at_the_console(wing, tmp_path):
    pod, console = wing
    older = copied(pod, tmp_path)
    concern = in_need(pod)
    carried(pod, console)
    put_back(pod, older)
    for _ in range(3):
        carried(pod, console)
    (need,) = needs(console)
    assert (need.concern, need.lost, need.owner) == (concern, True, "")
    assert (need.first_name, need.cell, need.pod) == ("Daniel", "A1-01", "7")
    assert standing(TEXT, need).startswith("The pod no longer knows of this.")


def test_what_the_pod_no_longer_knows_is_closed_by_hand_and_names_nobody_then(
    wing, tmp_path
):
    pod, console = wing
    older = copied(pod, tmp_path)
    concern = in_need(pod)
    carried(pod, console)
    put_back(pod, older)
    carried(pod, console)
    console.restart()
    assert needs(console)[0].lost
    console.ask(TakeOn(concern), FACILITATOR.number)
    console.ask(CloseConcern(concern, "talked"), FACILITATOR.number)
    carried(pod, console)
    assert needs(console) == ()
    assert "Daniel" not in kept_names(console)


def test_a_call_that_comes_back_with_an_older_backup_calls_again(wing, tmp_path):
    """Closed at the pod, then the pod was put back: whoever calls is heard again."""
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    older = copied(pod, tmp_path)
    pod.ask(TakeOn(concern), FACILITATOR.number)
    pod.ask(CloseConcern(concern, "listener"), FACILITATOR.number)
    carried(pod, console)
    assert needs(console) == ()
    put_back(pod, older)
    carried(pod, console)
    (need,) = needs(console)
    assert (need.concern, need.lost) == (concern, False)


def test_what_was_closed_while_the_console_was_off_for_days_is_closed_there(
    wing, clock
):
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    pod.ask(TakeOn(concern), FACILITATOR.number)
    pod.ask(CloseConcern(concern, "talked"), FACILITATOR.number)
    clock.days_pass(3)
    for _ in range(4):
        carried(pod, console)
    assert needs(console) == ()


def test_what_the_console_closed_is_closed_at_the_pod_at_that_time(wing, clock):
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    console.ask(TakeOn(concern), FACILITATOR.number)
    carried(pod, console)
    clock.advance(600_000)
    console.ask(CloseConcern(concern, "talked"), FACILITATOR.number)
    carried(pod, console)
    assert closed_at(pod, concern) == closed_at(console, concern)


def kept_names(console):
    with console.inside.memory.doings.begin() as db:
        return recall(db, far.NEEDS).decode()


def test_a_console_keeps_no_name_once_its_staff_have_closed_a_call(wing):
    """The pod may be off for good: no letter of its own is needed for that."""
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    console.ask(TakeOn(concern), FACILITATOR.number)
    assert "Daniel" in kept_names(console)
    console.ask(CloseConcern(concern, "talked"), FACILITATOR.number)
    assert "Daniel" not in kept_names(console)
    assert "A1-01" not in kept_names(console)


def test_words_for_the_form_name_who_called_as_the_pods_own_would(wing):
    pod, console = wing
    concern = in_need(pod)
    carried(pod, console)
    said = " ".join(for_the_form(TEXT, console.ask(MakeWords(concern))))
    assert "Daniel, Cell A1-01 pressed" in said
    assert "somebody" not in said


def test_words_for_the_form_tell_the_number_where_the_console_knows_them(wing):
    pod, console = wing
    at_pod = pod.ask(MakeWords(in_need(pod))).number
    added = console.ask(AddHere(number=at_pod, first_name="Daniel", cell="A1-01"))
    booking = Book(person=added.person.person, starts="10:30", pod="pod01")
    console.ask(booking)
    carried(pod, console)
    pod.restart()
    carried(pod, console)
    (need,) = needs(console)
    assert console.ask(MakeWords(need.concern)).number == at_pod


NEEDS = [
    Need(concern=f"call{n:03}", kind="not_safe", raised_at=BEGINS) for n in range(6)
]
SAID = st.lists(
    st.tuples(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)), st.booleans()),
    max_size=8,
)


@pytest.fixture(scope="module")
def at_console(console_home, tmp_path_factory):
    """A console of its own, for whatever a pod may say."""
    home = tmp_path_factory.mktemp("said") / "home"
    shutil.copytree(console_home, home)
    settled(home, "desk01", Link(wing="bwing", place="C", console=True))
    console = Linked(home, VirtualClock(BEGINS))
    yield console
    console.inside.close()


class _UndoneError(Exception):
    """Nothing of it is kept."""


@contextmanager
def undone(memory):
    """Begin a transaction of which nothing stays."""
    with suppress(_UndoneError), memory.doings.begin() as db:
        yield db
        raise _UndoneError


@settings(max_examples=one_in(3))
@given(SAID)
def test_whatever_a_pod_says_a_call_ends_only_by_its_name(at_console, said):
    """Open is what was ever named open, and not named closed since."""
    behind, still = at_console.core.wings._behind, set()
    memory = at_console.inside.memory
    with undone(memory) as db:
        for now_open, closed, restarts in said:
            names = {f"call{n:03}" for n in closed}
            body = Concerns(tuple(NEEDS[n] for n in now_open), tuple(sorted(names)))
            far_concerns.arrived(behind, db, "pod01", body)
            named_open = {NEEDS[n].concern for n in now_open}
            still = (still - names) | named_open
            if restarts:
                far_concerns.know_again(behind, db)
            assert far.open_at(db, "pod01") == still
            lost = set(far.said(db)["pod01"].lost) if still else set()
            assert lost == still - named_open
