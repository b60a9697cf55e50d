"""Two pods that both went on with somebody are joined, and no row is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pod.bundle.merging import merge, parted
from pod.bundle.traveller import (
    Consent,
    Drew,
    Enrolled,
    Gone,
    Held,
    Home,
    Known,
    Liked,
    Person,
    Roaming,
    Run,
    Signing,
)
from pod.errors import Malformed
from pod.settings import Likes

DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
IDS = ("run1", "run2", "run3")
SITTINGS = ("sit1", "sit2", "sit3")

moments = st.integers(0, 3).map(lambda days: DAY + timedelta(days=days))
flags = st.booleans()


def consent(days=0, **said):
    raw = {"take_part": True, "evaluation": True, "contact": False} | said
    at = DAY + timedelta(days=days)
    return Consent(given_at=at, version=1, asked=True, **raw)


consents = st.builds(
    Consent,
    given_at=moments,
    version=st.just(1),
    take_part=flags,
    evaluation=flags,
    contact=flags,
    asked=flags,
)
helds = st.builds(
    Held,
    id=st.sampled_from(SITTINGS),
    number=st.just(2),
    point=st.just("first"),
    programme=st.just("sample"),
    programme_version=st.just(1),
    held_on=st.just(DAY.date()),
    closed_at=st.none() | moments,
    planned_minutes=st.just(20),
)
rows = st.lists(st.sampled_from([b"a", b"b"]), max_size=3).map(tuple)


@st.composite
def runs(draw):
    return Run(
        id=draw(st.sampled_from(IDS)),
        sitting=draw(st.sampled_from(SITTINGS)),
        part=0,
        task="ons4",
        task_version=1,
        params=b"{}",
        params_hash="x",
        seed=1,
        language=draw(st.sampled_from(["en", "mul"])),
        because="planned",
        planned_minutes=2,
        ended=draw(st.sampled_from([None, "partial", "done"])),
        rows=draw(st.none() | rows),
    )


def once(values):
    return tuple({one.id: one for one in values}.values())


@st.composite
def people(draw):
    return Person(
        ref="abc",
        enrolled=Enrolled(
            on=date(2026, 1, 5), code=draw(st.sampled_from(["", "kode"])), bands={}
        ),
        known=Known(
            at=draw(moments), number="A1001BC", first_name=draw(st.sampled_from("DE"))
        ),
        signing=Signing(at=draw(moments), pictures=draw(st.none() | st.just("hash"))),
        liked=Liked(at=draw(moments), likes=Likes(language="cy"), chosen=draw(flags)),
        home=Home(since=draw(moments), pod=draw(st.sampled_from(["pod01", "pod02"]))),
        roaming=Roaming(at=draw(moments), on=draw(flags)),
        consents=tuple(draw(st.lists(consents, max_size=3))),
        drew=draw(
            st.none() | st.builds(Drew, at=moments, study=st.just("st1"), arm=arms)
        ),
        sittings=once(draw(st.lists(helds, max_size=3))),
        runs=once(draw(st.lists(runs(), max_size=3))),
        gone=Gone(
            entered=draw(flags), activities=tuple(draw(st.lists(st.sampled_from("xy"))))
        ),
    )


arms = st.sampled_from(["now", "wait"])
joined = people().map(lambda one: merge(one, one))


def kept(person):
    """Return every row that somebody has, by activity, place and what it is."""
    return {
        (run.task, place, row)
        for run in person.runs
        for place, row in enumerate(run.rows or ())
    }


def one_person(**known):
    base = Person(
        ref="abc",
        enrolled=Enrolled(on=date(2026, 1, 5), code="kode", bands={}),
        known=Known(at=DAY, number="A1001BC", first_name="Daniel"),
        signing=Signing(at=DAY),
        liked=Liked(at=DAY, likes=Likes(language="en")),
        home=Home(since=DAY, pod="pod01"),
        roaming=Roaming(at=DAY),
    )
    return replace(base, **known)


def run(id_="run1", **known):
    raw = {
        "sitting": "sit1",
        "part": 0,
        "task": "ons4",
        "task_version": 1,
        "params": b"{}",
        "params_hash": "x",
        "seed": 1,
        "language": "en",
        "because": "planned",
        "planned_minutes": 2,
    }
    return Run(id=id_, **(raw | known))


def held(id_="sit1", **known):
    raw = {
        "number": 2,
        "point": None,
        "programme": "sample",
        "programme_version": 1,
        "held_on": DAY.date(),
        "closed_at": None,
        "planned_minutes": 20,
    }
    return Held(id=id_, **(raw | known))


@given(joined, joined)
def test_it_does_not_matter_whose_comes_first(one, other):
    assert merge(one, other) == merge(other, one)


@given(joined, joined, joined)
def test_it_does_not_matter_in_which_order_three_are_joined(one, two, three):
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


@given(joined, joined)
def test_the_same_once_more_changes_nothing(one, other):
    both = merge(one, other)
    assert merge(both, both) == both
    assert merge(both, other) == both


@given(joined, joined)
def test_no_row_sitting_answer_or_bundle_is_lost(one, other):
    """Also not where a store keeps each activity once."""
    both = merge(one, other)
    whole = parted(replace(both, sittings=tuple(held(id_) for id_ in SITTINGS)))
    for before in (one, other):
        assert kept(before) <= kept(whole)
        assert {s.id for s in before.sittings} <= {s.id for s in both.sittings}
        assert {r.id for r in before.runs} <= {r.id for r in whole.runs}
        assert {*before.consents} <= {*both.consents}
        assert {*before.gone.activities} <= {*both.gone.activities}
    assert len({r.id for r in whole.runs}) == len(whole.runs)


@given(joined, joined)
def test_what_ended_anywhere_has_ended(one, other):
    whole = {r.id: r for r in merge(one, other).runs if r.ended}
    both = merge(one, other)
    for before in (one, other):
        assert {r.id for r in before.runs if r.ended} <= whole.keys()
        closed = {s.id for s in before.sittings if s.closed_at}
        assert closed <= {s.id for s in both.sittings if s.closed_at}


def test_an_activity_open_here_and_finished_there_is_finished_once():
    here = one_person(sittings=(held(),), runs=(run(rows=(b"1",), journal=(b"{}",)),))
    there = one_person(sittings=(held(),), runs=(run(rows=(b"1", b"2"), ended="done"),))
    assert parted(merge(here, there)).runs == there.runs


def test_both_went_on_with_the_same_activity_and_both_rows_stay():
    here = one_person(sittings=(held(),), runs=(run(rows=(b"1", b"2")),))
    there = one_person(sittings=(held(),), runs=(run(rows=(b"1", b"3"), ended="done"),))
    early, done = parted(merge(here, there)).runs
    assert (done.id, done.rows, done.ended) == ("run1", (b"1", b"3"), "done")
    assert (early.rows, early.ended) == ((b"1", b"2"), "partial")


def test_both_held_sitting_3_and_both_are_kept():
    here = one_person(sittings=(held("sit1"),), runs=(run("run1", rows=(b"1",)),))
    other = run("run2", sitting="sit2", rows=(b"2",))
    there = one_person(sittings=(held("sit2"),), runs=(other,))
    both = parted(merge(here, there))
    assert [one.id for one in both.sittings] == ["sit1", "sit2"]
    assert kept(both) == {("ons4", 0, b"1"), ("ons4", 0, b"2")}


def test_answers_that_stayed_behind_come_back_from_where_they_are():
    here = one_person(sittings=(held(),), runs=(run(rows=(b"1",), ended="done"),))
    there = one_person(sittings=(held(),), runs=(run(rows=None, ended="done"),))
    assert merge(here, there).runs == here.runs


def test_the_newest_choice_counts_and_a_withdrawal_before_a_yes_of_that_moment():
    yes, no = consent(days=1), consent(days=1, evaluation=False)
    later = consent(days=2)
    here, there = one_person(consents=(yes,)), one_person(consents=(no,))
    assert merge(here, there).consents[-1] == no
    assert merge(one_person(consents=(later,)), there).consents[-1] == later


def test_a_forgotten_code_stays_forgotten():
    cut = replace(one_person(), enrolled=replace(one_person().enrolled, code=""))
    assert merge(one_person(), cut).enrolled.code == ""


def test_the_newest_home_counts():
    moved = one_person(home=Home(since=DAY + timedelta(days=1), pod="pod02"))
    assert merge(moved, one_person()).home.pod == "pod02"


def test_two_people_are_never_joined():
    with pytest.raises(Malformed):
        merge(one_person(), one_person(ref="other"))
