"""One shift ends, the next signs on: what is open goes from hand to hand."""

from datetime import timedelta

import msgspec
import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.desk.help import TakeOn
from pod.desk.rights import Erase, SeePerson
from pod.desk.shift import HandOver, HandoverView, SeeHandover, SignOn, WriteNote
from pod.storage.shift_tables import StaffNoteRow
from pod.values import seeded
from tests.core.staffed import FACILITATOR, SUPERVISOR, as_supervisor, second, signed_in
from tests.lived import copy, lines

NOTE = WriteNote(happened="upset", did="talked", told="manager", then="visit", note="")


@pytest.fixture
def officer(inside):
    return signed_in(inside, FACILITATOR.number).answer


@pytest.fixture
def next_one(inside):
    return signed_in(inside, SUPERVISOR.number).answer


def test_the_page_says_what_the_next_shift_must_know(inside, officer):
    inside.core.answer(desk.AskForHelp("upset"))
    view = officer(SeeHandover())
    assert isinstance(view, HandoverView)
    assert [one.kind for one in view.needs] == ["upset"]
    assert len(view.heads) == 2
    assert view.last is None
    assert view.me == FACILITATOR.number


def test_one_hands_over_another_signs_on(inside, officer, next_one):
    handed = officer(HandOver()).last
    assert (handed.handed_by, handed.taken_by) == (FACILITATOR.number, "")
    taken = next_one(SignOn()).last
    assert (taken.handed_by, taken.taken_by) == ("1001", SUPERVISOR.number)
    assert len(lines(inside.memory.doings, "handed_over")) == 1
    assert len(lines(inside.memory.doings, "signed_on")) == 1


def test_whoever_hands_over_does_not_sign_on(officer):
    officer(HandOver())
    refused = officer(SignOn())
    assert refused.say == "You handed over yourself: somebody else signs on."
    assert refused.do


def test_a_shift_that_nobody_handed_over_is_signed_on_to_all_the_same(next_one):
    last = next_one(SignOn()).last
    assert (last.handed_at, last.handed_by) == (None, "")
    assert last.taken_by == SUPERVISOR.number


def test_the_next_shift_has_what_was_taken_on_and_nothing_is_answered(
    inside, officer, next_one
):
    first = inside.core.answer(desk.AskForHelp("upset")).concern
    officer(TakeOn(first))
    inside.core.answer(desk.AskForHelp("not_safe"))
    officer(HandOver())
    needs = {one.kind: one for one in next_one(SignOn()).needs}
    assert needs["upset"].owner == SUPERVISOR.number
    assert [step.did for step in needs["upset"].steps] == ["going", "taken_over"]
    assert needs["not_safe"].owner == ""
    assert lines(inside.memory.doings, "concern_taken_over") == [first]


def test_somebody_is_on_duty_all_the_time(officer, next_one):
    def on_duty(ask):
        return ask(desk.Look()).on_duty

    officer(desk.OnDuty(on=True))
    officer(HandOver())
    assert on_duty(officer)
    next_one(SignOn())
    assert on_duty(next_one)
    assert not on_duty(officer)


def test_a_note_of_four_taps_stands_on_the_page_of_its_shift(inside, clock, officer):
    assert [one.happened for one in officer(NOTE).notes] == ["upset"]
    clock.advance(60_000.0)
    nobody = signed_in(inside, SUPERVISOR.number).answer
    assert len(nobody(SeeHandover()).notes) == 1
    nobody(SignOn())
    assert nobody(SeeHandover()).notes == ()


def test_words_of_a_note_need_the_person_and_are_sealed_and_erased(inside, officer):
    said = "He had bad news from home."
    refused = officer(msgspec.structs.replace(NOTE, note=said))
    assert refused.say == "Words need the person whom they are about."
    person = officer(desk.Look()).people[0]
    view = officer(msgspec.structs.replace(NOTE, note=said, person=person.person))
    (line,) = view.notes
    assert (line.first_name, line.cell, line.note) == (
        person.first_name,
        person.cell,
        said,
    )
    with inside.memory.doings.begin() as db:
        (row,) = db.query(StaffNoteRow)
        assert b"news" not in row.said
    about = as_supervisor(inside, SeePerson(person.person))
    assert [(one.note, one.staff) for one in about.noted] == [(said, "")]
    as_supervisor(inside, Erase(person.person, second(FACILITATOR.number)))
    with inside.memory.doings.begin() as db:
        assert db.query(StaffNoteRow).count() == 0


def test_a_sitting_that_waits_is_on_the_page_with_how_far_it_came(inside, officer):
    view = officer(desk.Look())
    inside.core.glass.who = msgspec.structs.replace(
        inside.core.glass.who, role="participant", person=view.people[0].person
    )
    agreed = desk.ConsentGiven(take_part=True, evaluation=False, contact=False)
    inside.core.answer(agreed)
    inside.core.answer(desk.Begin())
    (one,) = officer(SeeHandover()).part_way
    assert (one.first_name, one.done) == (view.people[0].first_name, 0)
    assert one.of > 1


def test_no_answer_and_no_score_is_on_it(laid, tmp_path, clock):
    inside = open_inside(copy(laid[0], tmp_path / "home"), clock, seeded(4))
    view = signed_in(inside, FACILITATOR.number).answer(SeeHandover())
    said = msgspec.json.encode(view).decode()
    assert "score" not in said
    assert "answer" not in said
    inside.close()


def test_handovers_of_many_shifts_are_told_newest_first(clock, officer, next_one):
    for _ in range(3):
        officer(HandOver())
        clock.advance(timedelta(hours=1).total_seconds() * 10)
        last = next_one(SignOn()).last
        assert last.taken_at is not None
    officer(HandOver())
    assert officer(SeeHandover()).last.taken_at is None
