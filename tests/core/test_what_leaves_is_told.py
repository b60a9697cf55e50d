"""Whoever is asked is told what leaves; where more does later, they are asked again."""

import pytest
from msgspec.structs import replace

from pod import desk
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.desk.study import InstallStudy, LookStudy
from pod.journeys.cast import PICTURES, STAFF
from pod.storage import outbox, people
from pod.storage.leaves import was_told
from pod.study import Leaves
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.staffed import as_supervisor
from tests.export.makers import new_keys
from tests.export.stored import PACK, refs, signed_pack
from tests.lived import copy

OFFICE = new_keys().recipients[0]
ROWS = replace(PACK, level="rows", agreement="DSA-12")
LINKED = replace(ROWS, linkage=OFFICE)
WIDER = replace(PACK, policy=replace(PACK.policy, k=9))
YES = desk.ConsentGiven(take_part=True, evaluation=True, contact=False)


@pytest.fixture(scope="module")
def agreed_home(new_home, tmp_path_factory):
    """The home of a pod where somebody agreed to a study of outcomes."""
    home = copy(new_home, tmp_path_factory.mktemp("agreed") / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(2))
    assert as_supervisor(inside, InstallStudy(*signed_pack())) == desk.Done()
    (somebody, *_) = refs(inside)
    assert at_the_pod(inside, somebody, desk.PicturesChosen).consent_needed
    inside.core.answer(YES)
    inside.core.answer(desk.Lock())
    inside.close()
    return home


@pytest.fixture
def agreed(agreed_home, tmp_path, clock):
    inside = open_inside(copy(agreed_home, tmp_path / "agreed"), clock, seeded(3))
    yield inside
    inside.memory.close()


def at_the_pod(inside, person, sign_in=desk.PicturesTapped):
    """Let somebody sign in; return where they are."""
    ask = inside.core.answer
    ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
    ask(desk.Unlock(person))
    return ask(sign_in(PICTURES))


def may_leave(inside, person):
    """Tell whether somebody's results may leave now."""
    with inside.memory.doings.begin() as db:
        (one,) = [one for one in outbox.participants(db) if one.ref == person]
        return one.consent_evaluation


def install(inside, pack):
    assert as_supervisor(inside, InstallStudy(*signed_pack(pack))) == desk.Done()


def test_what_they_were_told_is_kept_beside_their_choices(agreed):
    (somebody, *_) = refs(agreed)
    with agreed.memory.doings.begin() as db:
        assert was_told(people.consent(db, somebody)) == Leaves(k=2)
    assert may_leave(agreed, somebody)


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        (ROWS, Leaves(level="rows")),
        (LINKED, Leaves(level="rows", linked=True)),
    ],
    ids=["rows", "linked"],
)
def test_where_more_leaves_nothing_does_until_they_are_asked_again(agreed, pack, told):
    (somebody, *_) = refs(agreed)
    install(agreed, pack)
    assert not may_leave(agreed, somebody)
    view = at_the_pod(agreed, somebody)
    assert (view.consent_needed, view.leaves) == (True, told)
    assert not agreed.core.answer(YES).consent_needed
    assert may_leave(agreed, somebody)


def test_where_no_more_leaves_than_they_were_told_nobody_is_asked_again(agreed):
    (somebody, *_) = refs(agreed)
    install(agreed, WIDER)
    view = at_the_pod(agreed, somebody)
    assert not view.consent_needed
    assert may_leave(agreed, somebody)


def test_what_the_study_lets_leave_is_told_to_whoever_looks(agreed):
    install(agreed, LINKED)
    facts = as_supervisor(agreed, LookStudy()).facts
    assert facts.leaves == Leaves(level="rows", linked=True)
    assert (facts.agreement, facts.study) == ("DSA-12", "calm")
    assert OFFICE.startswith(facts.linkage.partition("...")[0])


def test_an_older_pack_never_takes_a_newer_ones_place(agreed):
    """Nor after another study was served meanwhile."""
    newer, older = replace(PACK, serial=20), replace(PACK, serial=19)
    install(agreed, newer)
    for meanwhile in (newer, replace(PACK, study="storm", serial=3)):
        install(agreed, meanwhile)
        told = as_supervisor(agreed, InstallStudy(*signed_pack(older)))
        assert told.say == "A newer pack of the study calm was installed here before."
        assert told.code == "malformed"
        assert as_supervisor(agreed, LookStudy()).facts.study == meanwhile.study
    install(agreed, replace(newer, serial=21))


def test_without_a_study_no_number_is_promised(new_home, tmp_path, clock):
    inside = open_inside(copy(new_home, tmp_path / "new"), clock, seeded(3))
    (somebody, *_) = refs(inside)
    view = at_the_pod(inside, somebody, desk.PicturesChosen)
    assert (view.consent_needed, view.leaves) == (True, Leaves())
    inside.core.answer(YES)
    inside.core.answer(desk.Lock())
    install(inside, PACK)
    assert not at_the_pod(inside, somebody).consent_needed
    inside.memory.close()
