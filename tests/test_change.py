"""Whether one person changed by more than chance: worked by hand, and said plainly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.change.figures import Figure
from pod.change.judged import NONE_PUBLISHED, Judged, compare, judgements
from pod.change.rules import (
    METHODS,
    JacobsonTruax,
    NoRule,
    Threshold,
    cut_off_of,
    in_words,
    rule_of,
)
from pod.task import missing, scored, task_named


def figure(what, value, **more):
    told = {"scale": "total", "source": "Nobody 1999", "confirmed": True, **more}
    return Figure(what=what, value=value, **told)


CORE10 = (
    figure("alpha", 0.9, population="clinic", group="clinical"),
    figure("sd", 7.7, population="clinic", group="clinical"),
    figure("mean", 19.7, population="clinic", group="clinical"),
    figure("sd", 4.8, population="street", group="general"),
    figure("mean", 4.7, population="street", group="general"),
)


def judged(rule=None, **more):
    six = Threshold(least=6, percent=None, source="Nobody 1999", confirmed=True)
    return Judged(rule=rule or six, cut_off=more.pop("cut_off", 10), **more)


def kind(before, now, **more):
    return compare(judged(**more), scored(before), scored(now)).kind


def test_s_diff_of_the_core10_is_that_of_its_paper():
    # sqrt(2) x 7.7 x sqrt(1 - .9) = 3.4435; x 1.64 = 5.65 (90 %), x 1.96 = 6.75 (95 %)
    rule = rule_of(CORE10, METHODS)
    assert isinstance(rule, JacobsonTruax)
    assert rule.s_diff == pytest.approx(3.4435, abs=1e-4)
    assert 1.96 * rule.s_diff == pytest.approx(6.75, abs=0.005)


def test_rc_is_the_change_in_standard_errors():
    # seven points less, each 1 / 3.4435 of a standard error
    rule = rule_of(CORE10, METHODS)
    found = compare(judged(rule), scored(15), scored(8))
    assert found.rc == pytest.approx(-2.0328, abs=1e-4)
    assert (found.change, found.kind) == (-7, "recovered")
    assert compare(judged(rule), scored(15), scored(9)).kind == "unchanged"


def test_c_lies_between_two_populations():
    # (7.7 x 4.7 + 4.8 x 19.7) / (7.7 + 4.8) = (36.19 + 94.56) / 12.5
    assert cut_off_of(CORE10) == pytest.approx(10.46)
    assert cut_off_of(CORE10[:3]) is None
    assert cut_off_of((*CORE10, figure("cut_off", 11), figure("cut_off", 13))) == 11


def test_a_published_threshold_goes_first_and_is_reached_by_itself():
    rule = rule_of((*CORE10, figure("reliable_change", 6)), METHODS)
    assert isinstance(rule, Threshold)
    assert kind(15, 9, rule=rule) == "recovered"
    assert kind(15, 9.001, rule=rule) == "unchanged"


def test_a_threshold_is_reached_where_decimals_say_so():
    rule = Threshold(least=2.87, percent=95, source="Nobody", confirmed=False)
    up = judged(rule, higher_is="better", cut_off=None)
    # 24.11 - 21.24 is 2.8699999999999974 to a computer
    assert compare(up, scored(21.24), scored(24.11)).kind == "improved"


def test_retest_goes_before_alpha_and_either_can_be_asked_for():
    both = (
        figure("alpha", 0.9, population="clinic"),
        figure("retest", 0.7, population="clinic"),
        figure("sd", 5.0, population="clinic"),
    )
    assert rule_of(both, METHODS).r_is == "retest"
    assert rule_of(both, ("jt_alpha",)).r_is == "alpha"
    assert rule_of(both, ("published",)) is None
    # alpha: s_diff 2.236, retest: 3.873; 5 points are reliable by the one alone
    by = {m: rule_of(both, (m,)) for m in ("jt_alpha", "jt_retest")}
    assert kind(20, 15, rule=by["jt_alpha"], cut_off=None) == "improved"
    assert kind(20, 15, rule=by["jt_retest"], cut_off=None) == "unchanged"


def test_a_reliability_and_a_spread_of_different_people_make_no_rule():
    apart = (
        figure("alpha", 0.9, population="students"),
        figure("sd", 5.0, population="clinic"),
    )
    assert rule_of(apart, METHODS) is None


@pytest.mark.parametrize(
    ("before", "now", "became"),
    [
        (15, 8, "recovered"),
        (20, 12, "improved"),
        (9, 2, "improved"),
        (15, 10, "unchanged"),
        (12, 20, "deteriorated"),
        (1, 8, "deteriorated"),
        (5, 12, "harmed"),
        (16, 10, "improved"),
        (4, 10, "harmed"),
    ],
)
def test_the_classes_where_higher_is_worse_and_10_begins_the_clinical_range(
    before, now, became
):
    assert kind(before, now) == became


@pytest.mark.parametrize(
    ("before", "now", "became"),
    [
        (8, 15, "recovered"),
        (2, 9, "improved"),
        (12, 4, "harmed"),
        (20, 12, "deteriorated"),
        (3, 10, "recovered"),
    ],
)
def test_the_classes_where_higher_is_better(before, now, became):
    assert kind(before, now, higher_is="better") == became


def test_without_a_cut_off_nobody_recovers_and_nobody_is_harmed():
    assert kind(15, 8, cut_off=None) == "improved"
    assert kind(5, 12, cut_off=None) == "deteriorated"


def test_a_missing_score_says_which_and_why():
    found = compare(judged(), missing("skipped"), scored(3))
    assert (found.change, found.kind, found.why) == (None, None, "before_skipped")
    found = compare(judged(), scored(3), missing("no_rows"))
    assert (found.now, found.kind, found.why) == (None, None, "now_no_rows")


def test_where_nothing_carries_a_judgement_the_change_stands_with_a_statement():
    found = compare(judged(NoRule("None: too noisy.")), scored(3), scored(30))
    assert (found.change, found.kind, found.why) == (27, None, "None: too noisy.")


@given(
    before=st.floats(0, 27),
    now=st.floats(0, 27),
    higher_is=st.sampled_from(["better", "worse"]),
)
def test_going_back_undoes_what_going_on_did(before, now, higher_is):
    there = kind(before, now, higher_is=higher_is)
    back = kind(now, before, higher_is=higher_is)
    undone = {
        "unchanged": {"unchanged"},
        "recovered": {"harmed"},
        "improved": {"deteriorated"},
        "deteriorated": {"improved"},
        "harmed": {"recovered"},
    }
    assert back in undone[there]


def test_phq9_is_judged_by_the_nhs_rule_and_its_parts_as_far_as_published():
    found = judgements(task_named("phq9"))
    assert (found["total"].rule.least, found["total"].cut_off) == (6, 10)
    assert found["difficulty"].rule == NoRule(NONE_PUBLISHED)
    assert "items_missing" not in found


def test_the_figures_of_the_phq9_carry_jacobson_and_truax_with_alpha_only():
    # 1.96 x sqrt(2) x 6.1 x sqrt(1 - .89) = 5.61: the NHS's 6
    rule = judgements(task_named("phq9"), "jt_alpha")["total"].rule
    assert 1.96 * rule.s_diff == pytest.approx(5.61, abs=0.005)
    assert isinstance(judgements(task_named("phq9"), "jt_retest")["total"].rule, NoRule)


def test_bscs_is_judged_by_its_retest():
    # 1.96 x sqrt(2) x 8.6 x sqrt(1 - .87) = 8.595
    rule = judgements(task_named("bscs"))["total"].rule
    assert (rule.r_is, rule.confirmed) == ("retest", False)
    assert 1.96 * rule.s_diff == pytest.approx(8.595, abs=0.001)


@pytest.mark.parametrize("name", ["go_nogo", "stop_signal", "ons4", "gse"])
def test_an_activity_that_carries_no_judgement_says_why_in_its_own_words(name):
    task = task_named(name)
    for one in judgements(task).values():
        assert one.rule == NoRule(task.read_about().change)


def test_a_rule_is_said_with_its_kind_its_source_and_its_doubt():
    six = Threshold(least=6, percent=90, source="Barkham 2013", confirmed=True)
    assert in_words(six) == "published threshold, 6 or more (90 %); Barkham 2013"
    rule = rule_of((figure("alpha", 0.9, confirmed=False), figure("sd", 5)), METHODS)
    said = "Jacobson & Truax with alpha 0.9, SD 5; Nobody 1999; unconfirmed"
    assert in_words(rule) == said
    assert in_words(NoRule("None.")) == "none"
