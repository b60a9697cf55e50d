"""Small numbers stay unknown, also to somebody who can subtract."""

from hypothesis import given
from hypothesis import strategies as st

from pod.withhold import rounded, shown

SIZES = st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 40), max_size=6)
THRESHOLD = st.integers(1, 20)


def test_ten_are_shown_and_nine_are_not():
    told = shown({"short": 10, "long": 9}, 10)
    assert told.groups == {"short"}
    assert not told.total


def test_a_total_stands_only_where_every_group_does():
    assert shown({"short": 10, "long": 12}, 10).total
    assert not shown({"short": 10}, 10).total


def test_nought_is_a_small_number_too():
    assert shown({"short": 10, "long": 0}, 10).groups == {"short"}
    assert not shown({"short": 10, "long": 0}, 10).total
    assert shown({"long": 0}, 0).groups == frozenset()


@given(sizes=SIZES, threshold=THRESHOLD)
def test_no_small_group_is_ever_shown(sizes, threshold):
    told = shown(sizes, threshold)
    assert all(sizes[group] >= threshold for group in told.groups)


@given(sizes=SIZES, threshold=THRESHOLD)
def test_nothing_withheld_can_be_had_by_subtraction(sizes, threshold):
    told = shown(sizes, threshold)
    published = [sizes[group] for group in told.groups]
    if told.total:
        assert sum(sizes.values()) - sum(published) == 0
        assert set(told.groups) == set(sizes)


@given(n=st.integers(0, 10_000), base=st.integers(1, 100))
def test_a_rounded_number_is_the_nearest_multiple(n, base):
    near = rounded(n, base)
    assert near % base == 0
    assert abs(near - n) * 2 <= base
