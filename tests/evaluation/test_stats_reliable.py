"""Who changed by more than chance: every class, by every method, on written tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pod.change.judged import Judged, compare, judgements
from pod.change.rules import JacobsonTruax, Threshold
from pod.evaluation.statistics.reliable import Rule, classify, kinds, rule_from
from pod.modules.questionnaire import TASKS
from pod.task import scored

RULE = Rule(better="lower", source="made up", sd_first=7.5, reliability=0.8, cutoff=20)
PUBLISHED = Rule(better="lower", source="made up", cutoff=10, published_delta=6)

# S_diff = 7.5 sqrt(2) sqrt(0.2) = 4.743; reliable beyond 1.96 S_diff = 9.297.
JT = [
    (30, 10, "recovered"),
    (30, 20, "improved"),
    (15, 5, "improved"),
    (30, 21, "unchanged"),
    (21, 30, "unchanged"),
    (30, 40, "deteriorated"),
    (5, 15, "deteriorated"),
    (10, 20, "harmed"),
]
# True first score 25 + 0.8 (first - 25); 2 SE = 2 x 7.5 sqrt(0.2) = 6.708 (Speer).
EN = [
    (30, 19, "recovered"),
    (30, 22, "improved"),
    (30, 22.4, "unchanged"),
    (40, 30, "improved"),
    (40, 31, "unchanged"),
    (10, 19, "unchanged"),
    (10, 20, "harmed"),
    (40, 44, "deteriorated"),
]
# The same true score; 1.96 SE = 1.96 x 7.5 sqrt(1 - 0.64) = 8.82.
GLN = [
    (40, 19, "recovered"),
    (30, 20, "improved"),
    (30, 21, "unchanged"),
    (40, 28, "improved"),
    (40, 29, "unchanged"),
    (10, 21, "unchanged"),
    (10, 22, "harmed"),
    (30, 38, "deteriorated"),
]
THRESHOLD = [
    (15, 9, "recovered"),
    (18, 12, "improved"),
    (15, 10, "unchanged"),
    (12, 18, "deteriorated"),
    (4, 10, "harmed"),
]


@pytest.mark.parametrize(
    ("method", "rule", "table"),
    [
        ("JT", RULE, JT),
        ("EN", replace(RULE, mean_first=25.0), EN),
        ("GLN", replace(RULE, mean_first=25.0), GLN),
        ("published", PUBLISHED, THRESHOLD),
    ],
)
def test_each_person_of_the_table_comes_into_the_class_that_the_method_says(
    method, rule, table
):
    first, last, classes = zip(*table, strict=True)
    found = kinds(np.array(first, float), np.array(last, float), rule, method)
    assert found.tolist() == list(classes)


def test_where_higher_is_better_the_same_table_is_turned_over():
    # At a cut-off of 20 a score of 20 is out of the clinical range, 19 within it.
    up = replace(RULE, better="higher")
    first, last = np.array([10.0, 10.0, 30.0, 30.0]), np.array([20.0, 19.9, 19.9, 20.0])
    classes = ["recovered", "improved", "harmed", "deteriorated"]
    assert kinds(first, last, up).tolist() == classes


def test_counts_add_up_to_the_complete_pairs():
    first, last, _ = (np.array(row) for row in zip(*JT, strict=True))
    counts = classify(np.append(first, np.nan), np.append(last, 3.0), RULE)
    assert (counts.recovered, counts.improved, counts.unchanged) == (1, 2, 2)
    assert (counts.deteriorated, counts.harmed, counts.n) == (2, 1, 8)
    assert (counts.responders, counts.worse) == (3, 3)


def test_without_a_cut_off_nobody_is_recovered_or_harmed():
    first, last, _ = (np.array(row) for row in zip(*JT, strict=True))
    counts = classify(first, last, replace(RULE, cutoff=None))
    assert (counts.recovered, counts.improved, counts.harmed) == (0, 3, 0)


def test_a_method_without_its_figures_says_nothing():
    pair = np.array([30.0]), np.array([10.0])
    assert classify(*pair, PUBLISHED, "JT") is None
    assert classify(*pair, RULE, "published") is None
    assert classify(*pair, replace(RULE, reliability=1.0), "JT") is None
    assert classify(np.array([]), np.array([]), RULE) is None


def test_the_mean_that_people_regress_to_is_that_of_the_first_measures_unless_said():
    first, last = np.array([30.0, 20.0]), np.array([22.0, 20.0])
    said = replace(RULE, mean_first=25.0)
    assert classify(first, last, RULE, "EN") == classify(first, last, said, "EN")


@settings(max_examples=60, deadline=None)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 27), st.integers(0, 27)), min_size=1),
    higher_is=st.sampled_from(["better", "worse"]),
    rule=st.sampled_from(
        [
            Threshold(least=6, percent=None, source="s", confirmed=False),
            JacobsonTruax(sd=6.1, r=0.84, r_is="retest", source="s", confirmed=False),
        ]
    ),
)
def test_a_group_is_classed_as_the_pod_classes_each_of_its_people(
    pairs, higher_is, rule
):
    judged = Judged(rule=rule, higher_is=higher_is, cut_off=10)
    method = "JT" if isinstance(rule, JacobsonTruax) else "published"
    first, last = np.array(pairs, dtype=float).T
    one_by_one = [compare(judged, scored(a), scored(b)).kind for a, b in pairs]
    assert kinds(first, last, rule_from(judged), method).tolist() == one_by_one


def test_an_instruments_own_file_carries_its_rule():
    phq9 = next(task for task in TASKS if task.name == "phq9")
    rule = rule_from(judgements(phq9)["total"])
    assert (rule.published_delta, rule.cutoff, rule.better) == (6, 10, "lower")
    assert rule_from(judgements(phq9)["difficulty"]) is None
