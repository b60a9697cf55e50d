"""What a cost does when times, conditions or the order of rows change."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.conflict import FLANKER
from pod.modules.conflict.score import kept
from pod.people import draw
from tests.conflicts import each, rows, values

COSTS = ("cost_mean", "cost_median", "lisas_cost")
TIMES = st.lists(st.floats(101, 1400), min_size=12, max_size=25)
SPECS = st.builds(
    lambda quick, slow, astray: [
        *each("congruent", quick),
        *each("incongruent", slow),
        *each("incongruent!", astray),
    ],
    TIMES,
    TIMES,
    st.lists(st.floats(101, 1400), max_size=6),
)


@given(specs=SPECS, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(specs, seed):
    played = rows(*specs)
    mixed = [*played]
    draw(seed, 0).shuffle(mixed)
    one_way, other_way = FLANKER.score(mixed), FLANKER.score(played)
    assert values(one_way) == pytest.approx(values(other_way))


@given(quick=TIMES, slow=TIMES)
def test_changing_the_conditions_round_turns_every_cost_round(quick, slow):
    one_way = FLANKER.score(rows(*each("congruent", quick), *each("incongruent", slow)))
    other_way = FLANKER.score(
        rows(*each("congruent", slow), *each("incongruent", quick))
    )
    for name in COSTS:
        if one_way[name].value is None:
            assert other_way[name].why == one_way[name].why
        else:
            assert other_way[name].value == pytest.approx(-one_way[name].value)


@given(specs=SPECS, later_ms=st.integers(0, 500))
def test_being_slower_by_a_constant_moves_the_means_and_no_cost(specs, later_ms):
    whole = [(kind, round(rt_ms)) for kind, rt_ms in specs]
    before = values(FLANKER.score(rows(*whole)))
    slower = [(kind, rt_ms + later_ms) for kind, rt_ms in whole]
    after = values(FLANKER.score(rows(*slower)))
    for name in ("rt_congruent", "rt_incongruent"):
        assert after.pop(name) - before.pop(name) == pytest.approx(later_ms)
    assert after == pytest.approx(before, abs=1e-6)


@given(specs=SPECS, more_ms=st.integers(1, 300))
def test_being_slower_only_where_it_disagrees_is_all_cost(specs, more_ms):
    whole = [(kind, round(rt_ms)) for kind, rt_ms in specs]
    slower = [
        (kind, rt_ms + more_ms * (kind == "incongruent")) for kind, rt_ms in whole
    ]
    before = values(FLANKER.score(rows(*whole)))
    after = values(FLANKER.score(rows(*slower)))
    for name in ("cost_mean", "cost_median"):
        if before[name] is not None:
            assert after[name] - before[name] == pytest.approx(more_ms)
    assert after["error_cost"] == before["error_cost"]


@given(rts=st.lists(st.floats(101, 1500), min_size=1, max_size=40))
def test_at_least_half_of_the_times_are_always_kept(rts):
    left = kept(rts)
    assert len(left) >= len(rts) / 2
    assert min(left) == min(rts)
    assert fmean(left) <= fmean(rts) + 1e-9
