"""Change from first to last measure, and what is withheld."""

from statistics import fmean

import msgspec
import pytest
from scipy import stats

from pod.bundle.carry import write_bundle
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.intake import take_in
from pod.evaluation.outcomes import (
    EVERYONE,
    EYES,
    WITHHELD,
    as_cells,
    for_eyes,
    interval,
    outcomes,
)
from pod.export.release import Already, released
from pod.study import Outcome
from pod.task import missing
from tests.export.makers import (
    POLICY,
    both_points,
    clock,
    measured,
    new_keys,
    opener,
    people,
    sealed_bundle,
)

SATISFIED = Outcome(task="ons4", score="satisfied", better="higher")
KEYS = new_keys()


@pytest.fixture
def table(tmp_path):
    """Return the outcome table of these people, by group."""
    catalogue = Catalogue(tmp_path / "catalogue.duckdb")

    def make(everybody, rows, policy=POLICY):
        out = released(everybody, rows, POLICY, Already())
        path = write_bundle(tmp_path, sealed_bundle(KEYS, released=out))
        (taken,) = take_in([path], opener(KEYS), catalogue, clock())
        assert taken.state == "loaded", taken.say
        return {line.group: line for line in outcomes(catalogue, [SATISFIED], policy)}

    yield make
    catalogue.close()


def test_a_group_of_ten_is_reported_with_its_interval(table):
    ten = people(10)
    line = table(ten, both_points(ten))["1-4 years"]
    changes = [1.0 + 0.1 * (number % 2) for number in range(10)]
    low, high = stats.t.interval(0.95, 9, loc=fmean(changes), scale=stats.sem(changes))
    assert (line.n, line.mean_change) == (10, 1.05)
    assert (line.ci_low, line.ci_high) == (round(low, 3), round(high, 3))
    assert line.mean_last - line.mean_first == pytest.approx(1.05)


def test_a_small_group_is_withheld_and_so_is_the_total(table):
    everybody = [*people(10), *people(5, start=10, sentence_band="remand")]
    lines = table(everybody, both_points(everybody))
    assert set(lines) == {"1-4 years", "remand"}
    assert lines["remand"].withheld
    assert lines["remand"].n is None
    cells = list(as_cells(lines["remand"]).values())
    assert cells == ["ons4", "satisfied", "higher", "remand", *[WITHHELD] * 6]


def test_a_terminal_shows_withheld_once_and_no_number(table):
    five = people(5)
    words = for_eyes(table(five, both_points(five))["1-4 years"])
    assert [words[name] for name in EYES] == [
        *("ons4.satisfied", "higher", "1-4 years", WITHHELD, "", "", "", "")
    ]
    assert words["n"] == WITHHELD


def test_a_terminal_shows_the_numbers_of_a_group_that_is_big_enough(table):
    ten = people(10)
    words = for_eyes(table(ten, both_points(ten))["1-4 years"])
    assert (words["n"], words["change"]) == ("10", "1.05")
    assert words["95 % CI"] == "1.012 to 1.088"


def test_two_groups_that_are_big_enough_have_a_total(table):
    everybody = [*people(10), *people(12, start=10, sentence_band="remand")]
    lines = table(everybody, both_points(everybody))
    assert lines[EVERYONE].n == 22
    assert lines[EVERYONE].mean_change == pytest.approx(1.05, abs=0.01)


def test_only_complete_pairs_count(table):
    twelve = people(12)
    rows = both_points(twelve)[:-1]
    skipped = measured(twelve[0], "last", scores={"satisfied": missing("skipped")})
    line = table(twelve, [*rows, skipped])["1-4 years"]
    assert line.n == 10


def test_one_pair_too_few_is_withheld(table):
    ten = people(10)
    assert table(ten, both_points(ten)[:-1])["1-4 years"].withheld


def test_a_published_n_is_rounded_when_the_policy_says_so(table):
    policy = msgspec.structs.replace(POLICY, round_to=5)
    thirteen = people(13)
    assert table(thirteen, both_points(thirteen), policy)["1-4 years"].n == 15


def test_equal_changes_have_an_interval_of_no_width():
    assert interval([2.0] * 10) == (2.0, 2.0)
