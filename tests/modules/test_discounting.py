"""The 27 choices: what is shown, what is kept, and known people measured back."""

from math import log
from statistics import fmean

import msgspec
import pytest

from pod.modules.discounting import QUESTIONNAIRE as TASK
from pod.modules.discounting.mcq import Row, page
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Question

PARAMS, WORDS = TASK.read_params(), TASK.read_words("en")
PUBLISHED = """
    1:54/55/117 2:55/75/61 3:19/25/53 4:31/85/7 5:14/25/19 6:47/50/160 7:15/35/13
    8:25/60/14 9:78/80/162 10:40/55/62 11:11/30/7 12:67/75/119 13:34/35/186 14:27/50/21
    15:69/85/91 16:49/60/89 17:80/85/157 18:24/35/29 19:33/80/14 20:28/30/179
    21:34/50/30 22:25/30/80 23:41/75/20 24:54/60/111 25:54/80/30 26:22/25/136 27:20/55/7
"""


class Says(Nobody):
    """Somebody who gives the same answers every time; `then` goes on at the end."""

    def __init__(self, *answers, then=None):
        self.answers, self.then = list(answers), then

    def chooses(self, page, _now_ms):
        if not isinstance(page, Question):
            return None
        return self.answers.pop(0) if self.answers else self.then


def played(person):
    return rehearse(TASK.script(PARAMS, WORDS, draw(1, 0)), person)


def test_the_items_are_the_published_ones_in_the_published_order():
    read = [
        f"{one.item}:{one.sooner}/{one.later}/{one.delay_days}" for one in PARAMS.items
    ]
    assert read == PUBLISHED.split()


def test_it_says_first_that_the_money_is_not_real_and_that_neither_is_better():
    first, second, *_ = played(Nobody()).pages
    assert first.title == "This is not real money."
    assert "Neither choice is better." in second.lines


@pytest.mark.parametrize(("language", "now"), [("en", "£54 now"), ("cy", "£54 nawr")])
def test_now_always_stands_first_and_the_delay_is_said_in_days(language, now):
    words = TASK.read_words(language)
    pages = [page(PARAMS, words, at) for at in range(27)]
    assert {tuple(c.id for c in one.choices) for one in pages} == {("now", "later")}
    assert pages[0].choices[0].words == now
    assert "£55" in pages[0].choices[1].words
    assert "117" in pages[0].choices[1].words
    assert (pages[2].step.number, pages[2].step.of) == (3, 27)


def test_an_answer_keeps_what_was_shown_and_how_long_it_took():
    row = played(Says("later", then="now")).rows[0]
    shown = {"item": 1, "sooner": 54, "later": 55, "delay_days": 117}
    assert msgspec.to_builtins(row) == {
        **shown,
        "choice": "later",
        "revision": 0,
        "rt_ms": 1500,
        "timed_by": "rehearsal",
    }


def test_a_skip_is_kept_as_no_choice():
    rows = played(Nobody()).rows
    assert [row.choice for row in rows] == [None] * 27
    assert TASK.score(rows)["k_scan"].why == "skipped"


def test_somebody_who_goes_back_answers_anew_and_the_last_answer_counts():
    rows = played(Says("later", "back", "now", then="now")).rows
    assert [(row.item, row.choice, row.revision) for row in rows[:3]] == [
        (1, "later", 0),
        (1, "now", 1),
        (2, "now", 0),
    ]
    assert TASK.score(rows)["later_share"].value == 0
    assert TASK.score(rows[::-1]) == TASK.score(rows)


def test_the_last_card_leads_back_to_the_last_choice():
    class Turns(Says):
        def chooses(self, page, now_ms):
            if getattr(page, "title", "") == WORDS.done_title and self.answers:
                return "back"
            return super().chooses(page, now_ms)

    rows = played(Turns(*["now"] * 27, "later")).rows
    assert [(row.item, row.choice) for row in rows[-2:]] == [(27, "now"), (27, "later")]


def test_a_row_whose_later_amount_is_not_more_is_refused():
    with pytest.raises(ValueError, match="later must be more than sooner"):
        Row(item=1, sooner=55, later=55, delay_days=117, choice="now")


SPACING = log(2.5)
"""How far apart the rates of neighbouring ranks are, in ln k."""


@pytest.mark.parametrize("scorer", ["candidate", "scan"])
@pytest.mark.parametrize("k", [0.0006, 0.004, 0.02, 0.09])
def test_people_with_a_known_rate_are_measured_back(scorer, k):
    """The mean within half a rank of the truth; nine in ten single runs within one."""
    errors = []
    for seed in range(20):
        person = TASK.person(PARAMS, WORDS, Traits(seed=seed, k_per_day=k))
        scores = TASK.score(played(person).rows)
        errors.append(scores[f"ln_k_{scorer}"].value - log(k))
        assert scores[f"consistent_{scorer}"].value == 1
    assert fmean(errors) == pytest.approx(0, abs=SPACING / 2)
    assert fmean(abs(error) <= SPACING for error in errors) >= 0.9


def test_somebody_who_answers_by_chance_is_told_from_somebody_who_chooses():
    def agreeing(person):
        return TASK.score(played(person).rows)["consistency_scan"].value

    class Coin(Nobody):
        def chooses(self, page, now_ms):
            sides = ["now", "later"]
            return draw(9, now_ms).choice(sides) if len(page.choices) == 2 else None

    assert agreeing(Coin()) < 0.8
    assert agreeing(TASK.person(PARAMS, WORDS, Traits())) > 0.9


def test_people_who_skip_now_and_then_are_scored_by_what_they_answered():
    rates = []
    for seed in range(12):
        who = Traits(seed=seed, omission_rate=0.05, k_per_day=0.02)
        rows = played(TASK.person(PARAMS, WORDS, who)).rows
        scores, gaps = TASK.score(rows), sum(row.choice is None for row in rows)
        assert scores["n"].value == 27 - gaps
        assert (scores["k_scan"].why == "missing_answers") == (gaps > 0)
        rates += [scores["k_scan_inn"].value] if scores["k_scan_inn"].value else []
    assert len(rates) >= 9
    assert all(abs(log(rate) - log(0.02)) <= SPACING for rate in rates)
