"""Raw answers are shown as the policy says: small groups, and what gives them away."""

import msgspec

from pod.evaluation.engines.answer import Answer
from pod.evaluation.engines.questions import QUESTIONS
from pod.evaluation.engines.shown import as_cells, shown
from tests.export.makers import POLICY


def told(question, rows, numbers=("people",)):
    """Return the lines that are shown of these rows, by what parts them."""
    asked = QUESTIONS[question]
    raw = Answer(question=question, columns=(*asked.by, *numbers), rows=tuple(rows))
    return {tuple(one.by.values()): one for one in shown(raw, asked, POLICY)}


def change(group, people):
    return ("ons4", "satisfied", group, people, people, 1.23456)


def test_a_small_group_is_withheld_and_the_next_that_would_give_it_away():
    rows = [change("a", 4), change("b", 12), change("c", 40)]
    lines = told("change", rows, ("people", "n", "mean_change"))
    withheld = {key[-1] for key, line in lines.items() if line.withheld}
    assert withheld == {"a", "b"}
    cells = as_cells(lines["ons4", "satisfied", "a"])
    assert list(cells.values()) == ["ons4", "satisfied", "a", *["withheld"] * 3]
    assert lines["ons4", "satisfied", "c"].numbers["mean_change"] == 1.235


def test_people_are_rounded_as_the_policy_says():
    policy = msgspec.structs.replace(POLICY, round_to=5)
    asked = QUESTIONS["change"]
    columns = (*asked.by, "people", "n", "mean_change")
    raw = Answer(question="change", columns=columns, rows=(change("a", 33),))
    (line,) = shown(raw, asked, policy)
    assert (line.numbers["people"], line.numbers["n"]) == (35, 35)


def test_one_outcome_is_no_part_of_another():
    rows = [change("a", 40), ("phq9", "total", "a", 3, 3, 0.5)]
    lines = told("change", rows, ("people", "n", "mean_change"))
    assert not lines["ons4", "satisfied", "a"].withheld
    assert lines["phq9", "total", "a"].withheld


def test_few_who_skipped_are_not_told_by_subtraction_from_who_came():
    rows = [
        ("ons4", "satisfied", "first", missing, group, people)
        for group, counts in {"a": (30, 3), "b": (60, 25)}.items()
        for missing, people in zip(("", "skipped"), counts, strict=True)
    ]
    lines = told("outcomes", rows)
    shown_of = {key[-2:] for key, line in lines.items() if not line.withheld}
    assert ("skipped", "a") not in shown_of
    assert ("", "a") not in shown_of


def test_few_who_fell_out_between_two_points_are_not_told_by_subtraction():
    rows = [("entered", "a", 40), ("first", "a", 37), ("last", "a", 20)]
    rows += [(stage, "b", 50) for stage in ("entered", "first", "last")]
    lines = told("flow", rows)
    withheld = {key for key, line in lines.items() if line.withheld}
    assert ("first", "a") in withheld
    assert ("last", "a") not in withheld
    assert ("last", "b") not in withheld
