"""A code is forgotten: nothing more leaves, and what left can be tied to nobody."""

from contextlib import suppress
from secrets import SystemRandom

import pytest
from sqlalchemy import text

from pod.app.inside import open_inside
from pod.desk import Sorry
from pod.desk.rights import (
    CodeForgotten,
    Erase,
    Erased,
    ForgetCode,
    SeePerson,
    Withdrawn,
    WithdrawPerson,
)
from pod.errors import Full, Private, Storage
from pod.export.laying_out import laying_out
from pod.export.post import OUTGOING
from pod.export.run import export_now
from pod.storage import outbox
from pod.storage.backup import back_up
from pod.storage.both import Deed, forget_code
from pod.storage.codes_of import codes_from, key_of_code
from pod.storage.memory import DOINGS, PEOPLE
from pod.storage.people_tables import IntentRow
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.staffed import FACILITATOR, SUPERVISOR, as_supervisor, second
from tests.export.makers import clock as today
from tests.export.stored import code, refs, sitting, told_by
from tests.lived import lines


def export(store, to):
    return export_now(store, to, SystemRandom(), today())


def forget(inside, person):
    return as_supervisor(inside, ForgetCode(person, second(FACILITATOR.number)))


def records(inside):
    with inside.memory.doings.begin() as db:
        return b"".join(one.record for one in outbox.bundles(db))


with_a_bundle = pytest.mark.usefixtures("left")


@pytest.fixture
def left(store, stick):
    """A bundle with everybody in it, which has left; its path."""
    return export(store, stick).path


@with_a_bundle
def test_who_is_forgotten_by_code_stays_and_is_told_what_had_left(inside):
    first = refs(inside)[0]
    assert as_supervisor(inside, SeePerson(first)).left == 1
    assert forget(inside, first) == CodeForgotten(left=1)
    assert first in refs(inside)
    told = as_supervisor(inside, SeePerson(first))
    assert (told.left, told.all_sittings) == (None, 1)
    assert as_supervisor(inside, WithdrawPerson(first)) == Withdrawn(left=None)


@with_a_bundle
def test_nothing_more_leaves_of_them_nor_what_would_set_them_apart(
    inside, store, stick
):
    """Were the two others to go on, the code that goes on no more would be theirs."""
    forget(inside, refs(inside)[0])
    for person in refs(inside):
        sitting(inside, person)
    done = export(store, stick)
    assert (done.path, done.say) == (None, "There is nothing new to export.")


@with_a_bundle
def test_no_store_of_this_pod_knows_any_more_whose_it_was(inside):
    first, other, _ = refs(inside)
    theirs = code(inside, first)
    assert theirs.encode() in records(inside)
    forget(inside, first)
    assert theirs.encode() not in records(inside)
    assert code(inside, other).encode() in records(inside)
    assert first not in codes_from(inside.memory.people)()
    with inside.memory.people.begin() as db:
        assert first not in db.scalars(text("SELECT ref FROM study_code")).all()
    for vault in (inside.memory.people, inside.memory.doings):
        assert lines(vault, "code_forgotten") in ([first], [])


def test_a_bundle_that_waits_with_them_in_it_leaves_without_them(
    inside, store, stick, tmp_path
):
    with suppress(Storage, Full):
        export(store, tmp_path / "no stick")
    first, *others = refs(inside)
    forget(inside, first)
    told = told_by(export(store, stick).path, store).released
    assert {one.study_code for one in told.participants} == {
        code(inside, one) for one in others
    }


@with_a_bundle
def test_what_left_without_a_receipt_is_not_offered_again_with_them(inside, store):
    (before,) = store.offered()
    forget(inside, refs(inside)[0])
    (after,) = store.offered()
    assert after.sealed == before.sealed
    assert not {*after.people} <= {one.study_code for one in store.enrolled()}


@pytest.mark.parametrize("cut", [ForgetCode, Erase])
def test_what_lies_ready_for_the_link_is_taken_back(inside, store, home, cut):
    for _ in laying_out(store, home, seeded(5), today()):
        pass
    assert list((home / OUTGOING).iterdir())
    as_supervisor(inside, cut(refs(inside)[0], second(FACILITATOR.number)))
    assert list((home / OUTGOING).iterdir()) == []


@with_a_bundle
def test_who_had_withdrawn_is_taken_out_of_what_left_all_the_same(inside, store, stick):
    first = refs(inside)[0]
    theirs = code(inside, first)
    as_supervisor(inside, WithdrawPerson(first))
    forget(inside, first)
    told = told_by(export(store, stick).path, store).released
    assert [row.study_code for row in told.withdrawals] == [theirs]
    with suppress(Private):
        assert "nothing new" in export(store, stick).say


@with_a_bundle
def test_it_takes_two_people_and_is_done_once(inside):
    first = refs(inside)[0]
    alone = ForgetCode(first, second(SUPERVISOR.number))
    assert isinstance(as_supervisor(inside, alone), Sorry)
    assert code(inside, first)
    forget(inside, first)
    assert "already" in forget(inside, first).say


@with_a_bundle
def test_an_older_backup_of_the_names_does_not_bring_it_back(inside, clock):
    first = refs(inside)[0]
    places = inside.core.keeping.places
    copy = back_up(inside.memory, places, "pod01", BEGINS, anyway=True).path
    forget(inside, first)
    home = inside.memory.doings.path.parent
    inside.memory.close()
    for name in (PEOPLE, DOINGS):
        for suffix in ("-wal", "-shm"):
            (home / f"{name}{suffix}").unlink(missing_ok=True)
        (home / name).write_bytes((copy / name).read_bytes())
    again = open_inside(home, clock, seeded(3))
    assert first not in codes_from(again.memory.people)()
    assert len(codes_from(again.memory.people)()) == 2
    again.memory.close()


@with_a_bundle
def test_cut_off_in_the_middle_it_is_done_at_the_next_start(inside, clock):
    first = refs(inside)[0]
    theirs, home = code(inside, first), inside.memory.doings.path.parent
    with inside.memory.people.begin() as db:
        db.add(IntentRow(deed="untie", person=first, given=b"", begun_at=BEGINS))
    inside.memory.close()
    again = open_inside(home, clock, seeded(3))
    assert theirs.encode() not in records(again)
    assert key_of_code(first) in again.memory.persons.forgotten()
    again.memory.close()


@with_a_bundle
def test_done_twice_it_comes_to_the_same(inside):
    first = refs(inside)[0]
    by = Deed(role="pod", now=BEGINS)
    forget_code(inside.memory, first, by)
    before = records(inside)
    forget_code(inside.memory, first, by)
    assert records(inside) == before


@with_a_bundle
def test_erasing_them_later_still_works(inside):
    first = refs(inside)[0]
    forget(inside, first)
    gone = as_supervisor(inside, Erase(first, second(FACILITATOR.number)))
    assert gone == Erased(left=None)
