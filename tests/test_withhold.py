"""Small numbers stay unknown, also to somebody who can subtract."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pod.withhold import masked, parted, rounded, shown, steps

SIZES = st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 40), max_size=6)
THRESHOLD = st.integers(1, 20)
COUNTS = st.integers(0, 30)
CELLS = st.integers(1, 5).flatmap(
    lambda wide: st.lists(
        st.lists(COUNTS, min_size=wide, max_size=wide), min_size=1, max_size=5
    )
)


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


def test_the_next_smallest_group_is_withheld_so_that_a_total_may_stand():
    told = parted({"a": 30, "b": 12, "c": 3}, 10)
    assert (told.groups, told.total) == ({"a"}, True)


def test_two_small_groups_that_are_many_together_cost_no_other():
    told = parted({"a": 30, "b": 7, "c": 6}, 10)
    assert (told.groups, told.total) == ({"a"}, True)


def test_where_nothing_else_is_left_to_withhold_the_total_stands_alone():
    told = parted({"a": 30, "b": 3}, 10)
    assert (told.groups, told.total) == (set(), True)


@given(sizes=SIZES, threshold=THRESHOLD)
def test_a_total_less_what_is_shown_is_of_nobody_or_of_many(sizes, threshold):
    told = parted(sizes, threshold)
    assert all(sizes[group] >= threshold for group in told.groups)
    if told.total:
        rest = sizes.keys() - told.groups
        assert not rest or sum(sizes[name] for name in rest) >= threshold
        assert len(rest) != 1


@given(cells=CELLS, threshold=THRESHOLD)
def test_no_row_or_column_of_a_table_ends_with_one_cell_withheld(cells, threshold):
    held = masked(cells, threshold)
    whole = [[*row, sum(row)] for row in cells]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    lines = [*zip(whole, held, strict=True)]
    columns = zip(zip(*whole, strict=True), zip(*held, strict=True), strict=True)
    for numbers, hidden in [*lines, *columns]:
        assert sum(hidden) != 1
        inside = sum(n for n, h in zip(numbers[:-1], hidden[:-1], strict=True) if h)
        assert hidden[-1] or not any(hidden[:-1]) or inside >= threshold or inside == 0
    for numbers, hidden in lines:
        shown_cells = (n for n, h in zip(numbers, hidden, strict=True) if not h)
        assert all(n == 0 or n >= threshold for n in shown_cells)


@given(counts=st.lists(st.integers(0, 60), max_size=6), threshold=THRESHOLD)
def test_no_step_between_counts_that_are_shown_is_small(counts, threshold):
    told = [n for n in steps(counts, threshold) if n is not None]
    assert all(n >= threshold for n in told)
    gaps = [abs(one - other) for one, other in pairwise(told)]
    assert all(gap == 0 or gap >= threshold for gap in gaps)


@given(cells=CELLS, threshold=THRESHOLD)
def test_a_cell_that_another_table_tells_or_withholds_has_the_same_fate(
    cells, threshold
):
    sizes = {f"row {y}": row[0] for y, row in enumerate(cells)}
    told = parted(sizes, threshold).groups
    decided = {(y, 0): name not in told for y, name in enumerate(sizes)}
    held = masked(cells, threshold, decided)
    assert [row[0] for row in held[:-1]] == [*decided.values()]
    for row, hidden in zip(cells, held[:-1], strict=True):
        assert all(h for n, h in zip(row, hidden, strict=False) if 0 < n < threshold)
