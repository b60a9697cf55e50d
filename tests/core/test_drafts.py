"""A note that was begun waits for whoever began it, and for nobody else."""

import pytest
from sqlalchemy import text

from pod import desk
from pod.access import Who
from pod.desk.draft import Draft, DropDraft, KeepDraft, SeeDraft
from pod.desk.help import CloseConcern, TakeOn
from pod.desk.rights import Erase, SeeMine, SeePerson
from pod.desk.shift import WriteNote
from pod.journeys.cast import PICTURES
from pod.storage import staff
from tests.core.staffed import (
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    everybody,
    second,
    signed_in,
)

WORDS = "We sat down and he rang"
TAPS = ("upset", "talked", "nobody", "visit")
NOTHING = Draft(form="note")


@pytest.fixture
def daniel(inside):
    """Somebody for whom the pod was opened, who is at it now."""
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    person = view.people[0].person
    inside.core.answer(desk.ResetPictures(person))
    inside.core.answer(desk.PicturesChosen(PICTURES))
    return person


@pytest.fixture
def officer(inside):
    return signed_in(inside, FACILITATOR.number)


def begin_a_note(visit, person):
    asked = KeepDraft(form="note", chosen=TAPS, person=person, note=WORDS)
    assert visit.answer(asked) == desk.Done()


def begun(visit, form="note", about=""):
    return visit.answer(SeeDraft(form, about))


def test_a_note_is_given_back_to_whoever_began_it_after_their_session_ended(
    inside, officer, daniel, clock
):
    begin_a_note(officer, daniel)
    clock.advance(91_000)
    assert officer.answer(SeeDraft("note")).lock
    again = begun(signed_in(inside, FACILITATOR.number))
    assert (again.chosen, again.person, again.note) == (TAPS, daniel, WORDS)
    assert begun(signed_in(inside, SUPERVISOR.number)) == NOTHING


def test_what_was_begun_is_gone_once_it_is_sent_or_thrown_away(officer, daniel):
    begin_a_note(officer, daniel)
    officer.answer(DropDraft("note"))
    assert begun(officer) == NOTHING
    begin_a_note(officer, daniel)
    taps = dict(zip(("happened", "did", "told", "then"), TAPS, strict=True))
    officer.answer(WriteNote(**taps, person=daniel, note=WORDS))
    assert begun(officer) == NOTHING


def test_words_about_a_concern_go_once_anybody_has_closed_it(inside, officer, daniel):
    concern = inside.core.answer(desk.AskForHelp("upset")).concern
    officer.answer(TakeOn(concern, "going"))
    asked = KeepDraft(form="concern", about=concern, chosen=("talked",), note=WORDS)
    assert officer.answer(asked) == desk.Done()
    assert begun(officer, "concern", concern).note == WORDS
    assert begun(officer, "concern", concern).person == daniel
    signed_in(inside, SUPERVISOR.number).answer(CloseConcern(concern, "form"))
    assert begun(officer, "concern", concern).written_at is None
    assert officer.answer(asked).code == "alreadyclosed"


def test_words_stand_sealed_in_the_store_and_go_with_the_person(
    inside, officer, daniel
):
    everybody(inside)
    begin_a_note(officer, daniel)
    with inside.memory.doings.begin() as db:
        (said,) = db.execute(text("SELECT said FROM draft")).scalars()
    assert WORDS.encode() not in said
    assert as_supervisor(inside, SeePerson(daniel)).unsent == (WORDS,)
    inside.core.answer(desk.Lock())
    assert as_supervisor(inside, Erase(daniel, second("5005")))
    with inside.memory.doings.begin() as db:
        assert list(db.execute(text("SELECT * FROM draft"))) == []
    assert begun(officer) == NOTHING


def test_words_about_nobody_are_refused_and_the_person_is_not_shown_them_on_the_glass(
    inside, officer, daniel
):
    asked = KeepDraft(form="note", chosen=TAPS, note=WORDS)
    assert officer.answer(asked).code == "notewithoutperson"
    begin_a_note(officer, daniel)
    assert inside.core.answer(SeeMine()).unsent == ()


def test_what_somebody_began_goes_with_their_account(inside, officer, daniel):
    begin_a_note(officer, daniel)
    as_supervisor(inside, desk.RevokeStaff(FACILITATOR.number))
    with inside.memory.doings.begin() as db:
        assert list(db.execute(text("SELECT * FROM draft"))) == []


def test_a_number_that_is_given_anew_begins_with_nothing(inside, officer, daniel):
    """Even where the power went between the end of an account and of its drafts."""
    begin_a_note(officer, daniel)
    with inside.memory.people.begin() as db:
        staff.revoke(db, FACILITATOR.number)
    number, role = FACILITATOR.number, "facilitator"
    as_supervisor(inside, desk.AddStaff(number=number, role=role, code="864209"))
    officer.who = Who(role=role, staff=number)
    assert begun(officer) == NOTHING
