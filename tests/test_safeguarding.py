"""Which answers must be passed on: fixed rules, and no grading."""

import pytest

from pod.people import Traits
from pod.rehearse import rehearse
from pod.safeguarding import (
    Rule,
    mood_drop,
    raised,
)
from pod.task import missing, scored, task_named, tasks
from tests.playing import begin, person_of


def row(task, item, value):
    return task_named(task).row(item=item, value=value)


@pytest.mark.parametrize(("task", "item"), [("phq9", "harm"), ("core10", "plans")])
def test_any_answer_but_not_at_all_is_passed_on_and_none_more_than_another(task, item):
    most = task_named(task).read_params().items[0]
    for option in task_named(task).read_params().options(most):
        concern = raised(task_named(task), row(task, item, option.value))
        assert concern == (None if option.value == 0 else "answer")


@pytest.mark.parametrize(("task", "item"), [("phq9", "harm"), ("core10", "plans")])
def test_skipping_the_item_raises_nothing(task, item):
    assert raised(task_named(task), row(task, item, None)) is None


def test_no_other_item_of_the_measure_raises_anything():
    phq9 = task_named("phq9")
    for item in phq9.read_params().items:
        if item.id != "harm":
            assert raised(phq9, row("phq9", item.id, 3)) is None


def test_an_answer_taken_back_was_given_all_the_same():
    phq9 = task_named("phq9")
    given = [row("phq9", "harm", 2), phq9.row(item="harm", value=0, revision=1)]
    assert [raised(phq9, one) for one in given] == ["answer", None]


@pytest.mark.parametrize(
    ("task", "item", "rule"),
    [
        ("phq9", "harm", "phq9.harm.self_harm.1"),
        ("core10", "plans", "core10.plans.suicide_plan.1"),
    ],
)
def test_the_rule_that_was_met_is_named_with_its_version(task, item, rule):
    assert task_named(task).risk(row(task, item, 1)) == rule


def test_only_the_measures_that_ask_about_harm_have_a_risk_item():
    assert [name for name, one in tasks().items() if one.risk] == ["core10", "phq9"]


def test_a_substitute_asks_about_the_same_without_a_risk_item():
    assert task_named("phq9").substitute == "phq8"
    assert not task_named("core10").substitute
    for task in tasks().values():
        if task.substitute:
            assert task_named(task.substitute).risk is None


def test_somebody_very_low_raises_a_concern_in_the_course_of_the_phq9():
    phq9 = task_named("phq9")
    low = person_of(phq9, wellbeing=0.1)
    rows = rehearse(begin(phq9), low).rows
    assert [raised(phq9, one) for one in rows].count("answer") == 1
    well = phq9.person(phq9.read_params(), phq9.read_words("en"), Traits(wellbeing=1.2))
    rows = rehearse(begin(phq9), well).rows
    assert not any(raised(phq9, one) for one in rows)


def test_activities_without_risk_items_raise_nothing():
    for name in ("phq8", "go_nogo", "check_in"):
        task = task_named(name)
        rows = rehearse(begin(task), person_of(task)).rows
        assert not any(raised(task, one) for one in rows)


def test_a_rule_is_met_from_its_points_on():
    rule = Rule(kind="self_harm", op="at_least", value=2, version=1)
    assert [rule.met_by(points) for points in (None, 0, 1, 2, 3)] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_a_fall_of_three_steps_of_mood_is_told_and_two_are_not():
    def fell(before, after):
        return mood_drop({"mood": before}, {"mood": after})

    assert fell(scored(4), scored(1))
    assert not fell(scored(4), scored(2))
    assert not fell(scored(1), scored(4))
    assert not fell(missing("skipped"), scored(0))
    assert not fell(scored(4), missing("skipped"))
    assert not mood_drop({}, {})
