"""What comes next, and why: pure decisions about one person's course."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.course import (
    Facts,
    about,
    places,
    plan,
    sitting_number,
    upcoming,
    weeks_to_wait,
    why,
)
from pod.programme import Part, Programme, Rule, Sitting, every_programme, parts_of
from pod.settings import LANGUAGES

READS = Rule(task="reading", score="reads", at_least=1)


def programme(*sittings, **packs):
    return Programme(
        name="sample",
        version=1,
        consent=1,
        about="A sample.",
        weeks=8,
        packs=packs,
        sittings=sittings,
    )


def tasks_of(parts):
    return [one.task or one.options for one in parts]


def test_the_parts_come_in_the_programmes_order_with_packs_opened():
    course = programme(
        Sitting(parts=("check_in", Part(pack="short"), "check_out")),
        short=("ons4", "phq8"),
    )
    parts = plan(course, 0, Facts())
    assert tasks_of(parts) == ["check_in", "ons4", "phq8", "check_out"]
    assert upcoming(parts, frozenset({0, 1})).task == "phq8"
    assert upcoming(parts, frozenset({0, 1, 2, 3})) is None


@pytest.mark.parametrize(
    ("scores", "comes", "because"),
    [
        ({"reading": {"reads": 1.0}}, "go_nogo", "need"),
        ({"reading": {"reads": 0.0}}, "slow_breathing", "no_need"),
        ({}, "slow_breathing", "no_need"),
    ],
    ids=["the rule holds", "it does not", "nothing is known"],
)
def test_a_part_may_depend_on_an_earlier_result(scores, comes, because):
    part = Part(do="go_nogo", when=READS, instead="slow_breathing")
    (planned,) = plan(programme(Sitting(parts=(part,))), 0, Facts(scores=scores))
    assert (planned.task, planned.because) == (comes, because)


def test_a_part_that_is_not_needed_and_has_no_other_is_left_out():
    course = programme(Sitting(parts=(Part(do="go_nogo", when=READS), "check_out")))
    (planned,) = plan(course, 0, Facts())
    assert (planned.part, planned.task) == (1, "check_out")


def test_what_the_person_chooses_stays_what_they_chose():
    choice = Part(choose=("go_nogo", "slow_breathing"))
    course = programme(Sitting(parts=(choice,)))
    (free,) = plan(course, 0, Facts())
    assert (free.task, free.options) == ("", ("go_nogo", "slow_breathing"))
    (made,) = plan(course, 0, Facts(parts={0: "slow_breathing"}))
    assert (made.task, made.options, made.because) == ("slow_breathing", (), "chosen")


def test_a_part_that_was_begun_stays_whatever_became_known_since():
    part = Part(do="go_nogo", when=READS, instead="slow_breathing")
    course = programme(Sitting(parts=(part,)))
    facts = Facts(parts={0: "slow_breathing"}, scores={"reading": {"reads": 1.0}})
    assert tasks_of(plan(course, 0, facts)) == ["slow_breathing"]


def test_a_measure_with_a_risk_item_needs_somebody_on_duty():
    course = programme(Sitting(parts=("phq9", "core10", "check_out")))
    assert tasks_of(plan(course, 0, Facts())) == ["phq8", "check_out"]
    on_duty = plan(course, 0, Facts(on_duty=True))
    assert tasks_of(on_duty) == ["phq9", "core10", "check_out"]


def test_a_measure_with_a_risk_item_that_was_begun_stays_only_while_on_duty():
    course = programme(Sitting(parts=("phq9", "core10", "check_out")))
    begun = {0: "phq9", 1: "core10"}
    on_duty = plan(course, 0, Facts(parts=begun, on_duty=True))
    assert tasks_of(on_duty) == ["phq9", "core10", "check_out"]
    off_duty = plan(course, 0, Facts(parts=begun))
    assert tasks_of(off_duty) == ["phq8", "check_out"]
    done = plan(course, 0, Facts(parts=begun, done=frozenset({0, 1})))
    assert tasks_of(done) == ["phq9", "core10", "check_out"]


@pytest.mark.parametrize(
    ("part", "begun", "because"),
    [
        (Part(do="go_nogo"), "go_nogo", "planned"),
        (Part(do="phq9"), "phq9", "measured"),
        (Part(do="phq9"), "phq8", "no_duty"),
        (Part(do="go_nogo", when=READS, instead="simon"), "go_nogo", "need"),
        (Part(do="go_nogo", when=READS, instead="simon"), "simon", "no_need"),
        (Part(choose=("go_nogo", "simon")), "simon", "chosen"),
    ],
)
def test_a_part_that_was_begun_still_says_why_it_came(part, begun, because):
    facts = Facts(parts={0: begun}, on_duty=True)
    (planned,) = plan(programme(Sitting(parts=(part,))), 0, facts)
    assert planned.because == because


def test_what_was_begun_keeps_its_part_or_finds_it_where_it_now_stands():
    course = programme(Sitting(parts=("check_in", "reading", "phq9", "if_then")))
    begun = ((0, "check_in"), (1, "phq8"), (2, "woop"), (3, "if_then"))
    assert places(course, 0, begun) == (0, 2, None, 3)
    assert places(course, 7, begun) == (None,) * 4
    twice = programme(Sitting(parts=("ons4", "ons4")))
    assert places(twice, 0, ((1, "ons4"), (0, "ons4"), (2, "ons4"))) == (1, 0, None)


@given(data=st.data())
def test_where_the_programme_did_not_change_everything_stays_in_its_part(data):
    course = data.draw(st.sampled_from(list(every_programme())))
    number = data.draw(st.integers(0, len(course.sittings) - 1))
    parts = parts_of(course, number)
    begun = [
        (place, data.draw(st.sampled_from(part.choose or [part.do])))
        for place, part in enumerate(parts)
    ]
    some = data.draw(st.permutations(begun))[: data.draw(st.integers(0, len(begun)))]
    assert places(course, number, some) == tuple(place for place, _ in some)


def test_sittings_wait_for_the_weeks_between_them_and_for_the_arm():
    course = programme(
        Sitting(parts=("check_in",)),
        Sitting(parts=("check_in",), waits=True),
        Sitting(parts=("check_in",), after_weeks=4),
    )
    assert weeks_to_wait(course, 0, Facts(wait_weeks=8)) == 0
    assert weeks_to_wait(course, 1, Facts(wait_weeks=5)) == 5
    assert weeks_to_wait(course, 2, Facts(weeks_since_last=1)) == 3
    assert weeks_to_wait(course, 2, Facts(weeks_since_last=40)) == 0
    assert sitting_number(course, Facts(finished=3)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_one_sentence(language):
    reasons = ("planned", "measured", "choose", "chosen", "need", "no_need", "no_duty")
    for because in reasons:
        said = why(because, language)
        assert said.endswith(".")
        assert said.count(".") == 1


@given(data=st.data())
def test_whatever_is_known_a_sitting_comes_to_its_end_part_by_part(data):
    """No result, choice or duty can lead into a circle or leave somebody stuck."""
    course = data.draw(st.sampled_from(list(every_programme())))
    number = data.draw(st.integers(0, len(course.sittings) - 1))
    value = data.draw(st.floats(0, 30))
    scores = {"reading": {"reads": value}, "phq8": {"total": value}}
    parts, done = {}, frozenset()
    for _ in range(20):
        facts = Facts(
            parts=parts, done=done, scores=scores, on_duty=data.draw(st.booleans())
        )
        coming = upcoming(plan(course, number, facts), done)
        if coming is None:
            return
        task = coming.task or data.draw(st.sampled_from(coming.options))
        parts, done = {**parts, coming.part: task}, done | {coming.part}
    pytest.fail("the sitting never ended")


def test_a_sitting_is_about_what_it_surely_practises_first():
    course = programme(
        Sitting(parts=("check_in", "phq8", "go_nogo", "if_then", "check_out")),
        Sitting(parts=("check_in", Part(choose=("if_then", "slow_breathing")))),
        Sitting(parts=("check_in", Part(do="if_then", when=READS), "flanker_training")),
    )
    assert [about(course, number) for number in range(4)] == [
        "if_then",
        "",
        "flanker_training",
        "",
    ]
