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
    outcomes,
)
from pod.gate.known import Already
from pod.study import Outcome
from pod.task import missing, scored
from tests.export.makers import (
    POLICY,
    both_points,
    clock,
    measured,
    new_keys,
    opener,
    people,
    released,
    sealed_bundle,
)

POINTS = ("first", "last")
SATISFIED = Outcome(task="ons4", score="satisfied", better="higher")
KEYS = new_keys()


@pytest.fixture
def table(tmp_path):
    """Return the outcome table of these people, by group."""
    catalogue = Catalogue(tmp_path / "catalogue.duckdb")

    def make(everybody, rows, policy=POLICY, outcome=SATISFIED):
        out = released(everybody, rows, POLICY, Already())
        path = write_bundle(tmp_path, sealed_bundle(KEYS, released=out))
        (taken,) = take_in([path], opener(KEYS), catalogue, clock())
        assert taken.state == "loaded", taken.say
        return {line.group: line for line in outcomes(catalogue, [outcome], policy)}

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


def test_a_small_group_is_withheld_and_another_with_it_beside_the_total(table):
    everybody = [*people(10), *people(5, start=10, sentence_band="remand")]
    lines = table(everybody, both_points(everybody))
    assert set(lines) == {"1-4 years", "remand", "everyone"}
    assert lines["1-4 years"].withheld
    assert lines["everyone"].n == 15
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


def test_equal_changes_have_an_interval_of_no_width(table):
    ten = people(10)
    rows = [measured(one, at, 4.0 + 2 * (at == "last")) for one in ten for at in POINTS]
    line = table(ten, rows)["1-4 years"]
    assert (line.ci_low, line.ci_high) == (2.0, 2.0)


def test_what_is_withheld_beside_a_total_is_more_than_one_small_group(table):
    everybody = [
        *people(20),
        *people(12, start=20, sentence_band="4-10 years"),
        *people(5, start=32, sentence_band="remand"),
    ]
    lines = table(everybody, both_points(everybody))
    assert (lines[EVERYONE].n, lines["1-4 years"].n) == (37, 20)
    assert lines["remand"].withheld
    assert lines["4-10 years"].withheld


def depressed(person, point, task, points):
    """What the PHQ-8, or the PHQ-9 in its place, gave at a measure point."""
    name = "total" if task == "phq8" else "first_eight"
    scores = {name: scored(float(points))}
    if task == "phq9":
        scores["total"] = scored(points + 3.0)
    return measured(person, point, task=task, scores=scores, items={})


@pytest.mark.parametrize(
    "asked", [("phq8", "total"), ("phq9", "first_eight")], ids="{0[0]}".format
)
def test_the_substitute_at_one_point_and_the_measure_at_the_other_are_a_pair(
    table, asked
):
    """Nobody was on duty for some at the first measure, for others at the last."""
    twenty = people(20)
    rows = [
        row
        for number, one in enumerate(twenty)
        for row in (
            depressed(one, "first", "phq8" if number % 2 else "phq9", 12),
            depressed(one, "last", "phq9" if number // 2 % 2 else "phq8", 8),
        )
    ]
    outcome = Outcome(task=asked[0], score=asked[1], better="lower")
    line = table(twenty, rows, outcome=outcome)["1-4 years"]
    assert (line.n, line.mean_first, line.mean_change) == (20, 12.0, -4.0)


def test_the_whole_phq9_is_never_taken_for_the_phq8(table):
    ten = people(10)
    rows = [depressed(one, point, "phq9", 9) for one in ten for point in POINTS]
    total = Outcome(task="phq9", score="total", better="lower")
    assert table(ten, rows, outcome=total)["1-4 years"].mean_first == 12.0


def test_who_was_asked_both_at_one_point_counts_once_by_what_was_wished_for(table):
    ten = people(10)
    rows = [depressed(one, point, "phq9", 9) for one in ten for point in POINTS]
    rows += [depressed(one, "first", "phq8", 5) for one in ten]
    wished = Outcome(task="phq8", score="total", better="lower")
    line = table(ten, rows, outcome=wished)["1-4 years"]
    assert (line.n, line.mean_first, line.mean_last) == (10, 5.0, 9.0)
