"""Groups side by side: nothing of a few people, also for somebody who can subtract."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pod.need.areas import component_named, read_areas
from pod.need.equality import equality
from pod.need.group_change import changes_by
from pod.need.groups import EVERYBODY, may_be_shown
from pod.values import seeded
from tests.needing import bscs, known

BANDS = {"sex": ("female", "male", ""), "age_band": ("18-20", "21-24", "25-29")}


@st.composite
def grouped(draw):
    """Draw people in groups of two bands; some tell nothing of one."""
    count = draw(st.integers(0, 40))
    groups = {}
    for number in range(count):
        for band, values in BANDS.items():
            value = draw(st.sampled_from(values))
            if value:
                groups.setdefault((band, value), set()).add(f"p{number}")
    return {key: frozenset(those) for key, those in groups.items()}


def of(count, begin=0):
    return frozenset(f"p{n}" for n in range(begin, begin + count))


def test_ten_are_shown_and_nine_are_not():
    assert ("sex", "male") in may_be_shown({("sex", "male"): of(10)}, 10)
    assert not may_be_shown({("sex", "male"): of(9)}, 10)


def test_a_small_group_takes_another_with_it():
    groups = {("sex", "male"): of(30), ("sex", "female"): of(4, 30)}
    assert may_be_shown(groups, 10) == {EVERYBODY}


def test_a_group_inside_another_with_a_few_more_is_withheld():
    groups = {("sex", "male"): of(20), ("sex", "female"): of(20, 20)}
    groups |= {("age_band", "21-24"): of(19), ("age_band", "25-29"): of(21, 19)}
    shown = may_be_shown(groups, 10)
    assert ("age_band", "21-24") not in shown
    assert EVERYBODY in shown


@given(groups=grouped(), least=st.integers(1, 15))
def test_no_shown_set_and_no_difference_of_two_is_small(groups, least):
    shown = may_be_shown(groups, least)
    everybody = frozenset().union(*groups.values())
    sets = {**groups, EVERYBODY: everybody}
    for key in shown:
        assert len(sets[key]) >= least
    for inner, outer in permutations(shown, 2):
        if sets[inner] < sets[outer]:
            assert len(sets[outer] - sets[inner]) >= least
    for band in BANDS:
        line = [key for key in shown if key[0] == band]
        rest = everybody.difference(*(sets[key] for key in line))
        assert not line or len(rest) == 0 or len(rest) >= least


@given(groups=grouped(), least=st.integers(1, 15))
def test_what_can_be_shown_alone_is_not_withheld_for_nothing(groups, least):
    """Everybody is told whenever there are enough people at all."""
    shown = may_be_shown(groups, least)
    everybody = frozenset().union(*groups.values())
    assert (EVERYBODY in shown) == (len(everybody) >= least)


def people(count, sex, begin=0, less=0):
    rng = seeded(count + begin)
    return [
        known(
            f"{sex}{n}",
            bscs(min(65, 30 + rng.randrange(20) - less)),
            bscs(40 + rng.randrange(9), "last"),
            sex=sex,
        )
        for n in range(begin, begin + count)
    ]


def test_the_equality_view_shows_groups_and_withholds_the_small_ones():
    everybody = [*people(24, "male"), *people(12, "female", less=10)]
    told = {
        (one.band, one.group): one
        for one in equality(read_areas(), everybody)
        if one.area == "self_control"
    }
    assert told["sex", "female"].mean > 0 > told["sex", "male"].mean
    assert told["sex", "male"].n == 24
    assert abs(told["", "everybody"].mean) < 1e-9
    few = equality(read_areas(), [*people(24, "male"), *people(3, "female")])
    control = [one for one in few if one.area == "self_control"]
    assert [(one.group, one.withheld, one.n) for one in control] == [
        ("everybody", False, 27),
        ("female", True, None),
        ("male", True, None),
    ]


def test_change_by_group_withholds_what_would_give_a_small_group_away():
    everybody = [*people(24, "male"), *people(3, "female")]
    component = component_named("bscs")
    told = changes_by(component, everybody, "last", "sex", 10)
    assert {name: one.withheld for name, one in told.items()} == {
        "male": True,
        "female": True,
        "everybody": False,
    }
    assert told["female"].n is None
    assert told["male"].mean_change is None
