"""What the gate is told of people: counted from what the pod's store holds."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from pod import desk
from pod.bundle.manifest import software
from pod.desk import rights
from pod.export.from_store import StoredExports
from pod.gate.known import AtPoint
from pod.storage import both, keeping, outbox, people, sittings
from pod.storage.arms import arm_of, install
from pod.storage.both import Deed
from pod.storage.diary_tables import BookingRow
from pod.storage.doings_tables import PersonRow, SittingRow
from pod.storage.outbox import Left
from tests.armed import allocation, pack_with
from tests.conftest import BEGINS
from tests.export.stored import PACK, code, refs
from tests.lived import supervisor

AGREED = desk.ConsentGiven(take_part=True, evaluation=True, contact=False)
RECORD = b'{"people": ["%b"], "activities": []}'


@pytest.fixture
def daniel(inside):
    """Somebody at a pod that serves a study, enrolled on the day it begins."""
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, PACK)
    return refs(inside)[0]


@pytest.fixture
def store(inside):
    return StoredExports(inside.memory, "pod01")


def sat(inside, person, number, week, **how):
    """Write down a closed sitting of a week after enrolment, with what it took."""
    languages = how.get("languages", ("en",))
    held_on = BEGINS.date() + timedelta(weeks=week)
    new = sittings.NewSitting(
        id=f"s{number}{person}",
        person=person,
        number=number,
        point=how.get("point"),
        programme="first",
        programme_version=1,
        held_on=held_on,
        planned_minutes=20,
    )
    with inside.memory.doings.begin() as db:
        row = sittings.open_sitting(db, new)
        for part, minutes in enumerate(how.get("took", ())):
            did(db, row.id, part, minutes, languages[0])
        if how.get("closed", True):
            row.closed_at = BEGINS + timedelta(weeks=week)


def did(db, sitting, part, minutes, language):
    new = sittings.NewActivity(
        id=f"a{part}{sitting}",
        sitting=sitting,
        task="ons4",
        task_version=1,
        params=b"{}",
        params_hash="ab",
        seed=1,
        language=language,
        part=part,
        because="",
        planned_minutes=5,
    )
    row = sittings.begin_activity(db, new)
    keeping.keep_all(db, row.id, [b"{}"])
    row.ended, row.took_ms = sittings.DONE, minutes * 60_000


def booked(inside, person, *days_and_reasons):
    with inside.memory.doings.begin() as db:
        for day, reason in days_and_reasons:
            db.add(
                BookingRow(
                    id=f"b{day}{person}",
                    person=person,
                    held_on=BEGINS.date() + timedelta(days=day),
                    slot="am",
                    starts="09:15",
                    minutes=20,
                    pod="pod01",
                    reason=reason,
                    sent=False,
                )
            )


def told(store):
    return {one.point: one for one in store.points()}


def known(inside, store, person):
    """Return what the gate is told of somebody."""
    (found,) = (
        one for one in store.enrolled() if one.study_code == code(inside, person)
    )
    return found


def test_each_point_tells_all_that_was_done_and_missed_up_to_its_own_day(
    inside, store, daniel
):
    sat(inside, daniel, 0, 0, point="first", took=(3, 4))
    sat(inside, daniel, 1, 2, took=(20,))
    sat(inside, daniel, 2, 9, point="last", took=(5,))
    booked(inside, daniel, (1, "attended"), (2, "sick"), (3, "sick"), (4, None))
    booked(inside, daniel, (9 * 7, "clash"), (9 * 7 + 1, "refused"))
    points = told(store)
    assert points["first"] == AtPoint(
        study_code=points["first"].study_code,
        point="first",
        weeks=0,
        sittings=1,
        minutes=7,
        missed={},
        programme="first 1",
        software=software(),
        language="en",
    )
    last = points["last"]
    assert (last.weeks, last.sittings, last.minutes) == (9, 3, 32)
    assert last.missed == {"sick": 2, "clash": 1}


def test_a_point_of_two_sittings_is_as_it_was_at_the_second(inside, store, daniel):
    sat(inside, daniel, 0, 0, point="first", took=(3,))
    sat(inside, daniel, 1, 1, point="first", took=(3,), languages=("cy",))
    (first,) = store.points()
    assert (first.weeks, first.sittings, first.language) == (1, 2, "mul")


def test_an_open_sitting_and_one_that_measured_nothing_reach_no_point(
    inside, store, daniel
):
    sat(inside, daniel, 0, 0, point="first", took=(3,), closed=False)
    sat(inside, daniel, 1, 1, point="middle")
    assert store.points() == []


def test_a_sitting_says_with_which_program_it_was_held(inside, store, daniel):
    sat(inside, daniel, 0, 0, point="first", took=(3,))
    with inside.memory.doings.begin() as db:
        db.execute(update(SittingRow).values(software="0.0.7"))
    assert told(store)["first"].software == "0.0.7"
    with inside.memory.doings.begin() as db:
        db.execute(update(SittingRow).values(software=""))
    assert told(store)["first"].software == software()


@pytest.mark.parametrize("unit", ["person", "pod"])
def test_whoever_drew_an_arm_is_told_with_it(inside, store, daniel, unit):
    begins = BEGINS.date() if unit == "pod" else None
    held = allocation(unit=unit, starts_on=begins)
    with inside.memory.doings.begin() as db:
        install(db, "pod01", pack_with(held, outbox.identity(db)))
        arm = arm_of(db, "pod01", daniel, BEGINS).name
    other = refs(inside)[1]
    assert known(inside, store, daniel).arm == arm
    assert known(inside, store, other).arm == (arm if unit == "pod" else "")


def test_a_course_has_ended_for_whoever_finished_it_left_or_was_lost(
    inside, store, daniel
):
    _, left, lost = refs(inside)
    assert not any(one.ended for one in store.enrolled())
    for number in range(2):
        sat(inside, daniel, number, 0)
    supervisor(inside)(rights.LeavePerson(left, "transferred"))
    with inside.memory.doings.begin() as db:
        db.get(PersonRow, lost).enrolled_on = BEGINS.date() - timedelta(weeks=13)
    assert [one.ended for one in store.enrolled()] == [True, True, True]


def test_who_came_not_long_ago_is_still_expected(inside, store, daniel):
    sat(inside, daniel, 0, 0)
    with inside.memory.doings.begin() as db:
        db.get(PersonRow, daniel).enrolled_on = BEGINS.date() - timedelta(weeks=99)
    assert not known(inside, store, daniel).ended


def agree(inside, person, **how):
    with inside.memory.doings.begin() as db:
        given = desk.ConsentGiven(**{"take_part": True, "contact": False, **how})
        people.keep_consent(db, person, 3, given, BEGINS)


def test_withdrawing_takes_back_what_left_and_leaving_does_not(inside, store):
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, PACK)
    withdrew, left, both_of_it = refs(inside)
    for person in refs(inside):
        agree(inside, person, evaluation=True)
    assert not any(one.withdrawn for one in store.enrolled())
    ask = supervisor(inside)
    ask(rights.WithdrawPerson(withdrew))
    ask(rights.LeavePerson(left, "completed"))
    ask(rights.WithdrawPerson(both_of_it))
    ask(rights.LeavePerson(both_of_it, "completed"))
    told = [known(inside, store, one).withdrawn for one in refs(inside)]
    assert told == [True, False, True]
    assert not any(one.consent_evaluation for one in store.enrolled())
    agree(inside, withdrew, evaluation=True)
    assert not known(inside, store, withdrew).withdrawn


@pytest.mark.parametrize(
    ("case", "stays"),
    [(("erase", True), True), (("erase", False), False), (("purge", True), False)],
)
def test_an_erased_persons_code_is_kept_as_taken_back_if_something_had_left(
    inside, store, daniel, case, stays
):
    what, something_left = case
    gone = code(inside, daniel)
    if something_left:
        record = RECORD % gone.encode()
        left = Left(sequence=1, bundle="b", sha256="c", record=record, written=True)
        with inside.memory.doings.begin() as db:
            outbox.remember_bundle(db, left)
    both.erase(inside.memory, daniel, Deed(role="supervisor", now=BEGINS), what)
    found = [one for one in store.enrolled() if one.study_code == gone]
    assert [(one.withdrawn, one.bands) for one in found] == [(True, {})] * stays
    assert all(not one.consent_evaluation for one in found)
