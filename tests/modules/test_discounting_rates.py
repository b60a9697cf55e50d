"""Rates from the 27 choices by two published scorers, worked out by hand."""

from itertools import pairwise
from math import log, sqrt
from statistics import geometric_mean as gm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.discounting import QUESTIONNAIRE as TASK
from pod.modules.discounting.mcq_rates import RANKED, RANKS, SETS
from pod.people import draw
from tests.money import ITEMS, SHALLOW, STEEP, k, row, rows, values

NOMINAL = [0.00016, 0.0004, 0.001, 0.0025, 0.006, 0.016, 0.041, 0.1, 0.25]
BETWEEN = [sqrt(a * b) for a, b in pairwise(NOMINAL)]


@pytest.mark.parametrize(
    ("laters", "published"),
    [
        (STEEP, [0.06521, 0.02557, 0.06369, 0.06495, 0.04729]),
        (SHALLOW, [0.00040, 0.00063, 0.00159, 0.00025, 0.00063]),
    ],
    ids=["steep", "shallow"],
)
def test_the_scan_gives_what_the_published_workbook_gives(laters, published):
    """The two examples of Kaplan et al. 2016, to the workbook's five decimals."""
    found = values(laters)
    names = ("_overall", "_small", "_medium", "_large", "")
    assert [round(found[f"k_scan{name}"], 5) for name in names] == published
    assert found["consistency_scan"] == pytest.approx(26 / 27)


def test_always_later_is_the_least_rate_shown():
    found = values(set(ITEMS))
    assert found["k_scan_small"] == pytest.approx(1 / (34 * 186))
    assert found["k_scan_medium"] == pytest.approx(1 / (54 * 117))
    assert found["k_scan_large"] == pytest.approx(2 / (78 * 162))
    assert found["k_scan_overall"] == pytest.approx(1 / (34 * 186))
    assert found["ln_k_scan"] == pytest.approx(log(gm([k(13), k(1), k(9)])))
    assert (found["consistency_scan"], found["later_share"]) == (1, 1)


def test_always_later_ties_the_two_lowest_candidates_which_both_predict_rank_1_now():
    found = values(set(ITEMS))
    assert found["k_candidate"] == pytest.approx(sqrt(0.00016 * BETWEEN[0]))
    assert found["k_candidate_overall"] == pytest.approx(0.000201, abs=1e-6)
    assert found["consistency_candidate"] == pytest.approx(24 / 27)


def test_now_at_the_lowest_rank_alone_is_the_same_tie_for_the_candidates():
    found = values(set(ITEMS) - {13, 1, 9})
    assert found["k_candidate"] == pytest.approx(sqrt(0.00016 * BETWEEN[0]))
    assert found["k_scan_small"] == pytest.approx(sqrt(k(13) * k(20)))
    assert found["consistency_candidate"] == 1


def test_always_now_is_the_greatest_rate():
    found = values(set())
    assert found["k_candidate_overall"] == found["k_candidate_small"] == 0.25
    assert found["k_scan_small"] == pytest.approx(19 / (11 * 7))
    assert found["k_scan_medium"] == pytest.approx(35 / (20 * 7))
    assert found["k_scan_large"] == pytest.approx(54 / (31 * 7))
    # The workbook averages the last item with the greatest rate: .2494.
    assert found["k_scan_overall"] == pytest.approx(sqrt(54 / (31 * 7) * 0.25))
    assert found["later_share"] == 0
    assert found["consistency_candidate"] == found["consistency_scan"] == 1


@pytest.mark.parametrize("rank", range(2, 9))
def test_a_clean_turn_lies_between_the_rates_of_two_ranks(rank):
    found = values({item for later in RANKS[rank:] for item in later})
    assert found["k_candidate"] == pytest.approx(BETWEEN[rank - 1])
    assert found["k_candidate_overall"] == pytest.approx(BETWEEN[rank - 1])
    (a, b, c), (d, e, f) = RANKS[rank - 1], RANKS[rank]
    assert found["k_scan_small"] == pytest.approx(sqrt(k(a) * k(d)))
    assert found["k_scan"] == pytest.approx(gm([k(i) for i in (a, b, c, d, e, f)]))
    assert found["k_scan_overall"] == pytest.approx(sqrt(k(c) * k(d)))
    assert found["consistency_candidate"] == found["consistency_scan"] == 1


def test_ties_take_their_geometric_mean():
    """Small items in rank order: now, later, now, then later six times.

    Scan: j = 1 and j = 3 agree with 8 of 9. Candidates: the two lowest (now at rank 1
    only) and the one between .001 and .0025 (now at ranks 1 to 3) agree with 8 of 9.
    """
    found = values(set(ITEMS) - {13, 26})
    scanned = gm([sqrt(k(13) * k(20)), sqrt(k(26) * k(22))])
    assert found["k_scan_small"] == pytest.approx(scanned)
    tied = gm([0.00016, BETWEEN[0], BETWEEN[2]])
    assert found["k_candidate_small"] == pytest.approx(tied)


def test_the_scan_keeps_its_fixed_order_where_the_exact_rates_would_change_it():
    """Items 10 (.006048) and 2 (.005961) share a rank; the fixed order has 10 first."""
    assert k(10) > k(2)
    assert RANKED.index(10) < RANKED.index(2)
    found = values(set(RANKED[RANKED.index(2) :]))
    assert found["consistency_scan"] == 1
    assert found["k_scan_overall"] == pytest.approx(sqrt(k(10) * k(2)))


def test_the_two_scorers_disagree_on_the_overall_rate():
    found = values(set(RANKED[16:]))
    assert found["k_scan_overall"] / found["k_candidate_overall"] > 1.5


def test_each_set_has_its_own_amounts():
    later = {name: {ITEMS[i].later for i in items} for name, items in SETS.items()}
    assert later == {
        "small": {25, 30, 35},
        "medium": {50, 55, 60},
        "large": {75, 80, 85},
    }


def test_a_delay_that_was_shown_otherwise_is_scored_as_it_was_shown():
    """A copy of the items has 192 days for item 9."""
    answers = [r for r in rows(set(ITEMS)) if r.item != 9]
    scores = TASK.score([*answers, row(9, "later", delay_days=192)])
    assert scores["k_scan_large"].value == pytest.approx(2 / (78 * 192))


def test_shares_of_later_are_by_set():
    found = values(set(SETS["small"][:3]))
    assert found["later_share"] == pytest.approx(3 / 27)
    assert found["later_share_small"] == pytest.approx(3 / 9)
    assert found["later_share_large"] == 0


def test_three_in_four_is_consistent_and_less_is_not():
    """Later for six ranked items, now for six, later for the rest: 21 agree."""
    mixed = set(RANKED) - set(RANKED[6:12])
    found = values(mixed)
    assert found["consistency_scan"] == pytest.approx(21 / 27)
    assert found["consistent_scan"] == 1
    found = values(mixed - {RANKED[-1]})
    assert found["consistency_scan"] == pytest.approx(20 / 27)
    assert found["consistent_scan"] == 0


LATERS = st.sets(st.sampled_from(RANKED))


@given(laters=LATERS, skipped=LATERS, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(laters, skipped, seed):
    answers = rows(laters, skipped)
    mixed = [*answers]
    draw(seed, 0).shuffle(mixed)
    assert TASK.score(mixed) == TASK.score(answers)


@given(laters=LATERS)
def test_rates_stay_among_those_shown_and_more_than_half_of_the_choices_agree(laters):
    found = values(laters)
    for name in ("_small", "_medium", "_large", "_overall", ""):
        assert 0.000158 <= found[f"k_scan{name}"] <= 0.25 + 1e-9
        assert 0.00016 - 1e-9 <= found[f"k_candidate{name}"] <= 0.25 + 1e-9
    assert found["consistency_scan"] > 0.5


@given(laters=LATERS, item=st.sampled_from(RANKED))
def test_waiting_once_more_never_makes_a_rate_steeper(laters, item):
    """But for 3 %: the published order of items is not quite that of their exact k."""
    before, after = values(laters - {item}), values(laters | {item})
    for name, rate in before.items():
        if name.startswith("k_"):
            assert after[name] <= rate * 1.03, name


@given(laters=LATERS, skipped=LATERS)
def test_the_scan_agrees_with_counting_every_turn_by_hand(laters, skipped):
    """The same rule written out item by item, for the sets without a gap."""
    found = values(laters, skipped)
    for name, items in SETS.items():
        if skipped & set(items):
            assert found[f"k_scan_{name}"] is None
            continue
        agree = [
            sum((item in laters) == (place >= j) for place, item in enumerate(items))
            for j in range(10)
        ]
        sides = [k(items[0]), *(k(item) for item in items), max(map(k, items))]
        tied = [
            log(sides[j] * sides[j + 1]) / 2
            for j in range(10)
            if agree[j] == max(agree)
        ]
        assert log(found[f"k_scan_{name}"]) == pytest.approx(sum(tied) / len(tied))
