"""Five choices that close in on a rate: the published path, rates and bounds."""

from math import log, sqrt
from statistics import fmean

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.discounting import FIVE as TASK
from pod.modules.discounting.delays import DAYS, days_of
from pod.modules.discounting.five import Row, next_asked
from pod.people import Traits, draw
from pod.rehearse import rehearse
from tests.money import PARAMS, WORDS, Says, five, five_scored, published_path

ANSWERS = st.lists(st.sampled_from(["now", "later"]), min_size=5, max_size=5)


def to(index, last):
    """The answers whose path ends at an odd index, and the last one."""
    low, high, answers = 0, 32, []
    while len(answers) < 4:
        middle = (low + high) // 2
        answers.append("later" if index > middle else "now")
        low, high = (middle, high) if index > middle else (low, middle)
    return [*answers, last]


def test_the_delays_are_the_published_ones_growing_from_an_hour_to_25_years():
    days = list(DAYS.values())
    assert len(days) == 31
    assert days == sorted(days)
    assert (24 * days_of(1), days_of(16)) == (1, 21)
    assert days_of(17) == pytest.approx(365.25 / 12)
    assert days_of(31) == 25 * 365.25


@given(answers=ANSWERS)
def test_every_path_is_the_published_one(answers):
    shown = [row.index for row in five(*answers).rows if not row.attention]
    assert shown == published_path(answers)


@pytest.mark.parametrize(
    ("index", "last", "k"),
    [
        (1, "later", 16.97056275),
        (3, "now", 9.797958971),
        (17, "now", 0.039551962),
        (17, "later", 0.023229526),
        (31, "now", 0.000129064),
    ],
)
def test_the_last_answer_gives_the_published_rate(index, last, k):
    """The figures of the published template, whose month is 30.44 days."""
    scores = five_scored(*to(index, last))
    assert scores["k"].value == pytest.approx(k, rel=1e-4)
    assert scores["ln_k"].value == pytest.approx(log(k), abs=1e-4)
    assert scores["ed50_days"].value == pytest.approx(1 / k, rel=1e-4)
    assert (scores["attending"].why, scores["n"].value) == ("not_asked", 5)


def test_the_ends_have_the_published_extremes():
    assert five_scored(*["now"] * 5, "later")["k"].value == pytest.approx(24)
    least = five_scored(*["later"] * 5, "now")["k"].value
    assert least == pytest.approx(0.000109514, abs=1e-9)


def test_a_rate_in_the_middle_worked_out_by_hand():
    """Later at 3 weeks, now at 2 years and 4 months, later at 2 months, now at 3."""
    rows = five("later", "now", "now", "later", "now").rows
    assert [row.index for row in rows] == [16, 24, 20, 18, 19]
    month = 365.25 / 12
    k = TASK.score(rows)["k"].value
    assert k == pytest.approx(sqrt(1 / (2 * month) * 1 / (3 * month)))


def test_all_on_one_side_is_asked_what_nobody_who_attends_refuses():
    now = five(*["now"] * 5).rows[-1]
    assert (now.sooner, now.later, now.index, now.attention) == (0, 10, 1, True)
    later = five(*["later"] * 5).rows[-1]
    assert (later.sooner, later.later, later.index) == (10, 10, 31)
    assert not any(row.attention for row in five(*["now"] * 4, "later").rows)


@pytest.mark.parametrize(("side", "other"), [("now", "later"), ("later", "now")])
def test_whoever_attends_has_a_rate_and_whoever_does_not_has_none(side, other):
    attends = five_scored(*[side] * 5, other)
    assert (attends["attending"].value, attends["k"].why) == (1, "")
    absent = five_scored(*[side] * 6)
    assert (absent["attending"].value, absent["k"].why) == (0, "not_attending")
    assert absent["ed50_days"].why == absent["ln_k"].why == "not_attending"
    silent = five_scored(*[side] * 5, "skip")
    assert (silent["attending"].why, silent["k"].why) == ("skipped", "")


def test_the_attention_item_can_be_left_out():
    without = msgspec.structs.replace(PARAMS, attention=False)
    assert len(five(*["now"] * 5, params=without).rows) == 5
    assert five_scored(*["now"] * 5, params=without)["k"].value == pytest.approx(24)


def test_a_skip_ends_it_since_nothing_says_where_to_go_on():
    play = five("later", "skip")
    assert [row.choice for row in play.rows] == ["later", None]
    assert play.pages[-1].title == WORDS.done_title
    scores = TASK.score(play.rows)
    assert (scores["k"].why, scores["n"].value) == ("skipped", 1)


def test_somebody_who_goes_back_answers_anew_and_takes_the_other_path():
    rows = five("now", "back", "later", *["now"] * 4).rows
    assert [(row.step, row.index, row.revision) for row in rows[:3]] == [
        (1, 16, 0),
        (1, 16, 1),
        (2, 24, 0),
    ]
    assert TASK.score(rows) == five_scored("later", *["now"] * 4)
    assert TASK.score(rows[::-1]) == TASK.score(rows)


def test_somebody_can_go_back_from_a_skip_and_from_the_end():
    class Turns(Says):
        def chooses(self, page, now_ms):
            if getattr(page, "title", "") == WORDS.done_title and self.answers:
                return "back"
            return super().chooses(page, now_ms)

    script = TASK.script(PARAMS, WORDS, draw(1, 0))
    answers = ["skip", "later", "now", "now", "now", "now", "later"]
    rows = rehearse(script, Turns(*answers)).rows
    assert [row.choice for row in rows] == [None, *answers[1:]]
    assert TASK.score(rows) == five_scored("later", "now", "now", "now", "later")


def test_answers_from_before_somebody_chose_otherwise_do_not_count():
    """Cut off after a change of the fourth answer: the fifth is of the old path."""
    old = five("later", "now", "now", "later", "now").rows
    changed = msgspec.structs.replace(old[3], choice="now", revision=1)
    scores = TASK.score([*old, changed])
    assert (scores["k"].why, scores["n"].value) == ("unfinished", 4)


def test_a_sitting_that_ended_early_has_no_rate():
    rows = five("later", "now", "now", "later", "now").rows
    assert TASK.score(rows[:3])["k"].why == "unfinished"
    assert TASK.score(rows[1:])["n"].value == 0


def test_nothing_is_asked_after_a_skip():
    assert next_asked(["later", None], PARAMS) is None


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"delay_days": 22.0}, "delay_days does not agree with index"),
        ({"longest_index": 15}, "index is longer than longest_index"),
        ({"sooner": 6}, "sooner is not half of later"),
        ({"attention": True}, "sooner is neither nothing nor all of later"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(changed, says):
    (row, *_) = five("later").rows
    with pytest.raises(ValueError, match=says):
        msgspec.structs.replace(row, **changed)


def test_a_researchers_row_needs_no_delay_in_days():
    row = Row(step=1, index=16, sooner=5, later=10, delay_days=21.0, choice="now")
    assert (row.longest_index, row.attention, row.revision) == (31, False, 0)


def test_a_month_may_have_been_rounded():
    row = Row(step=1, index=17, sooner=5, later=10, delay_days=30.44, choice="now")
    assert row.index == 17


@pytest.mark.parametrize("language", ["en", "cy"])
def test_each_delay_is_said_in_its_own_words(language):
    said = msgspec.to_builtins(TASK.read_words(language))
    assert len({said[name] for name in DAYS}) == 31
    assert all("{" not in said[name] for name in DAYS)


def test_people_with_a_known_rate_are_measured_back_within_one_step():
    """True rates between two delays; one step of 31 is about .4 in ln k."""
    errors, within = [], []
    for index in range(2, 30):
        k = 1 / sqrt(days_of(index) * days_of(index + 1))
        for seed in range(5):
            who = Traits(seed=seed, k_per_day=k)
            person = TASK.person(PARAMS, WORDS, who)
            rows = rehearse(TASK.script(PARAMS, WORDS, draw(1, 0)), person).rows
            found = TASK.score(rows)
            errors.append(found["ln_k"].value - log(k))
            ed50_days = found["ed50_days"].value
            within.append(days_of(index - 1) <= ed50_days <= days_of(index + 2))
    assert fmean(errors) == pytest.approx(0, abs=0.05)
    assert fmean(within) >= 0.95
