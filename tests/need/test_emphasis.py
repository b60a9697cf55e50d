"""What a course might stress: by the published rule, and nothing where it says none."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pod.need.among import Place
from pod.need.areas import AREAS, read_areas
from pod.need.doubt import Doubt
from pod.need.emphasis import suggested
from pod.need.of_person import AreaNeed, Part, need_of, site_of
from pod.need.order import Listed, in_order
from tests.needing import BEGAN, bscs, crowd, known, mastery, phq8

PLACES = st.sampled_from(["more", "same", "less", "unknown"])
PLACED = st.sampled_from(["first", "last", "as_sorted"])
DAYS = st.integers(0, 400).map(lambda n: BEGAN + timedelta(days=n))


def led(area, needs, need=None, wide=0.3):
    """Return an area whose leading measure stands so."""
    place = Place(
        word="same",
        needs=needs,
        need=need,
        need_low=None if need is None else need - wide,
        need_high=None if need is None else need + wide,
    )
    part = Part(
        component="x", kind="answers", higher_is="worse", doubt=Doubt(), place=place
    )
    return AreaNeed(area=area, leads="x", parts=(part,))


def test_the_area_that_stands_out_is_suggested():
    told = suggested([led("self_control", "same", 0), led("agency", "more", 1)], 1)
    assert (told.area, told.because, told.also) == ("agency", "stands_out", ())


def test_of_two_the_one_further_out_comes_first():
    told = suggested([led("self_control", "more", 1), led("agency", "more", 2)], 1)
    assert (told.area, told.because) == ("agency", "furthest")
    assert told.also == ("self_control",)


def test_where_doubt_leaves_it_open_the_published_order_decides():
    needs = [led("self_control", "more", 1.0), led("agency", "more", 1.4)]
    told = suggested(needs, 1)
    assert (told.area, told.because) == ("self_control", "overlap")


def test_where_nothing_stands_out_nothing_is_suggested():
    told = suggested([led(area, "same", 0.0) for area in AREAS], 1)
    assert (told.area, told.because) == (None, "none")


def test_where_nothing_can_be_compared_that_is_said():
    told = suggested([led(area, "unknown") for area in AREAS], 1)
    assert (told.area, told.because) == (None, "unknown")


def test_somebody_far_below_the_others_here_is_suggested_self_control():
    people = [*crowd(12), known("low", bscs(20), phq8(10), mastery(20))]
    needs = need_of(read_areas(), people[-1], site_of(read_areas(), people))
    told = suggested(needs, read_areas().emphasis.version)
    assert (told.area, told.because, told.rule) == ("self_control", "stands_out", 1)


def test_on_a_small_site_nobody_is_compared_with_anybody():
    people = [*crowd(9), known("low", bscs(20))]
    needs = need_of(read_areas(), people[-1], site_of(read_areas(), people))
    assert suggested(needs, 1).because == "unknown"
    assert {p.place.why for area in needs for p in area.parts} == {
        "few_people",
        "no_score",
    }


def test_missing_measures_stay_in_sight_with_their_reason():
    people = [*crowd(12), known("one", bscs(40))]
    needs = need_of(read_areas(), people[-1], site_of(read_areas(), people))
    parts = {p.component: p for area in needs for p in area.parts}
    assert parts["bscs"].score == 40
    assert parts["mood"].score is None
    assert parts["mood"].missing == "not_yet"


def test_either_form_of_the_same_eight_questions_counts():
    people = [*crowd(12), known("nine", bscs(40), phq8(11))]
    needs = need_of(read_areas(), people[-1], site_of(read_areas(), people))
    parts = {p.component: p for area in needs for p in area.parts}
    assert parts["mood"].score == 11


@given(needs=st.tuples(PLACES, PLACES, PLACES), at=st.tuples(*[st.floats(-3, 3)] * 3))
def test_what_is_suggested_always_stands_out(needs, at):
    led_by = {a: led(a, n, z) for a, n, z in zip(AREAS, needs, at, strict=True)}
    told = suggested(list(led_by.values()), 1)
    out = {a for a, n in zip(AREAS, needs, strict=True) if n == "more"}
    assert (told.area in out) if out else told.area is None
    assert {told.area, *told.also} - {None} == out


@st.composite
def people(draw):
    return [
        Listed(
            person=f"p{n}",
            since=draw(DAYS),
            needs={area: draw(PLACES) for area in AREAS},
            missing=0,
            placed=draw(PLACED),
        )
        for n in range(draw(st.integers(0, 12)))
    ]


@given(people(), st.sampled_from(AREAS))
def test_the_order_is_staffs_then_words_then_waiting_and_loses_nobody(listed, area):
    told = in_order(listed, area)
    assert sorted(told, key=lambda one: one.person) == sorted(
        listed, key=lambda one: one.person
    )
    for one, after in pairwise(told):
        if one.placed == after.placed and one.needs[area] == after.needs[area]:
            assert one.since <= after.since
        assert not (after.placed == "first" and one.placed != "first")
        assert not (one.placed == "last" and after.placed != "last")


def test_what_is_not_known_is_not_taken_for_little():
    listed = [
        Listed(person=word, since=BEGAN, needs={"agency": word}, missing=0)
        for word in ("less", "unknown", "same", "more")
    ]
    told = in_order(listed, "agency")
    assert [one.person for one in told] == ["more", "same", "unknown", "less"]
