"""Looking ahead: pictures, choices with one in view, and a delay that follows."""

from itertools import product
from statistics import fmean

import msgspec
import pytest

from pod.modules.discounting import AHEAD as TASK
from pod.modules.discounting.ahead import CUES, Row
from pod.modules.discounting.ahead_play import choice_page, index_of, pick_page
from pod.modules.discounting.delays import days_of
from pod.people import Nobody, Traits, draw
from pod.rehearse import rehearse
from pod.script import Card, Question
from tests.playing import every_choice

PARAMS, WORDS = TASK.read_params(), TASK.read_words("en")
LADDER = PARAMS.ladder


def script(params=PARAMS, seed=1):
    return TASK.script(params, WORDS, draw(seed, 0))


class Picks(Nobody):
    """Somebody who picks the first picture, sees it a little, and answers so."""

    def __init__(self, side="later", picture=None, between=None):
        self.side, self.picture, self.between = side, picture, between

    def chooses(self, page, _now_ms):
        if isinstance(page, Card):
            return self.between if page.title == WORDS.another_title else None
        if page.choices[0].id == "now":
            return self.side
        return self.picture or page.choices[0].id


def test_it_says_beforehand_that_it_follows_that_no_choice_is_right_and_no_money_real():
    pages = rehearse(script(), Nobody()).pages
    first = next(at for at, page in enumerate(pages) if isinstance(page, Question))
    said = {line for page in pages[:first] for line in (page.title, *page.lines)}
    assert {
        WORDS.changes,
        "Neither choice is better.",
        "This is not real money.",
        "You can skip any choice.",
    } <= said


def test_a_picture_is_picked_seen_and_kept_in_view_on_what_comes_later():
    play = rehearse(script(), Picks())
    asked = [page for page in play.pages if isinstance(page, Question)]
    pick, clear, choice = asked[:3]
    assert [one.icon for one in pick.choices] == ["visit", "call", "letter"]
    assert clear.prompt == "A visit. How well can you see it?"
    assert [one.level for one in clear.choices] == [0, 0.5, 1]
    assert choice.stem == "A visit: picture it."
    assert [(one.id, one.icon) for one in choice.choices] == [
        ("now", ""),
        ("later", "visit"),
    ]


def test_more_shows_three_other_pictures_and_comes_round():
    class Looks(Picks):
        more = ["more"] * 3

        def chooses(self, page, now_ms):
            looking = getattr(page, "prompt", "") == WORDS.pick and self.more
            return self.more.pop() if looking else super().chooses(page, now_ms)

    pages = rehearse(script(), Looks()).pages
    shown = [
        tuple(one.id for one in page.choices)
        for page in pages
        if getattr(page, "prompt", "") == WORDS.pick
    ]
    assert shown[:4] == [CUES[:3], CUES[3:6], CUES[6:], CUES[:3]]


def test_going_home_is_one_of_many_and_never_on_the_first_page():
    first = pick_page(WORDS, CUES, 0)
    assert "home" in CUES
    assert "home" not in {one.id for one in first.choices}
    assert [way.id for way in first.ways] == ["more", "skip"]


def test_a_picture_picked_before_is_not_offered_again():
    rows = rehearse(script(), Picks()).rows
    assert [row.cue for row in rows[::6]] == ["visit", "call", "letter"]


def test_a_picture_skipped_leaves_the_round_and_keeps_that_it_was():
    rows = rehearse(script(), Picks(picture="skip")).rows
    assert [(row.round, row.cue, row.choice) for row in rows] == [
        (number, None, None) for number in (1, 2, 3)
    ]
    scores = TASK.score(rows)
    assert (scores["pictures"].value, scores["n"].why) == (0, "skipped")


def test_how_clearly_it_is_seen_may_be_skipped_and_the_choices_still_come():
    class Unsure(Picks):
        def chooses(self, page, now_ms):
            steps = [one.id for one in page.choices] == ["0", "1", "2"]
            return "skip" if steps else super().chooses(page, now_ms)

    rows = rehearse(script(), Unsure()).rows
    assert {row.clear for row in rows} == {None}
    assert TASK.score(rows)["n"].value == 18


def test_somebody_may_stop_between_two_pictures():
    rows = rehearse(script(), Picks(between="stop")).rows
    assert {row.round for row in rows} == {1}
    assert len(rows) == 6


def test_waiting_lengthens_the_next_delay_by_half_a_step_and_taking_now_shortens_it():
    class Alternates(Picks):
        def chooses(self, page, now_ms):
            chosen = super().chooses(page, now_ms)
            first = chosen == "later" and page.step.number == 1
            return "now" if chosen == "later" and not first else chosen

    levels = [row.level for row in rehearse(script(), Alternates()).rows[:4]]
    assert levels == [13, 13.5, 11.5, 9.5]
    assert [index_of(level) for level in (13, 13.5, 11.5)] == [13, 14, 12]


@pytest.mark.parametrize("side", ["now", "later"])
def test_the_delay_never_leaves_its_bounds(side):
    rows = rehearse(script(), Picks(side)).rows
    assert all(LADDER.easiest <= row.index <= LADDER.hardest for row in rows)
    assert all(row.delay_days == days_of(row.index) for row in rows)


def test_a_skipped_choice_moves_nothing():
    rows = rehearse(script(), Picks("skip")).rows
    assert {row.level for row in rows} == {13}
    assert TASK.score(rows)["waited"].why == "skipped"


def test_each_round_offers_every_amount_equally_often_in_an_order_of_its_own():
    rows = rehearse(script(), Picks()).rows
    rounds = [[row.sooner for row in rows[at : at + 6]] for at in (0, 6, 12)]
    assert all(sorted(amounts) == [5, 5, 10, 10, 20, 20] for amounts in rounds)
    assert len({tuple(amounts) for amounts in rounds}) > 1
    assert all(row.later == 2 * row.sooner for row in rows)


def test_it_begins_where_it_ended_the_last_time():
    rows = rehearse(script(), Picks()).rows
    assert TASK.remembering(PARAMS, rows).ladder.first == rows[-1].level
    skipped = rehearse(script(), Picks("skip")).rows
    assert TASK.remembering(PARAMS, skipped) == PARAMS


def test_a_programme_may_not_set_bounds_that_are_no_delays():
    for easiest, hardest in ((0, 19), (8, 32), (19, 8)):
        ladder = msgspec.structs.replace(LADDER, easiest=easiest, hardest=hardest)
        with pytest.raises(ValueError, match="the ladder must climb"):
            msgspec.structs.replace(PARAMS, ladder=ladder)


def choice_row(trial, choice, **other):
    shown = {"round": 1, "cue": "meal", "clear": 1, "level": 13.0, "index": 13}
    money = {"sooner": 5, "later": 10, "delay_days": 7.0}
    return Row(**shown | money | {"trial": trial, "choice": choice} | other)


def test_the_scores_of_a_short_practice_worked_out_by_hand():
    again = {"round": 2, "cue": "call", "clear": 2}
    rows = [
        choice_row(1, "later"),
        choice_row(2, "now", level=13.5, index=14, delay_days=10.5),
        choice_row(3, None, level=11.5, index=12, delay_days=4.0),
        choice_row(1, "later", **again, level=11.5, index=12, delay_days=4.0),
    ]
    scores = TASK.score(rows[::-1])
    assert {name: score.value for name, score in scores.items()} == {
        "level_first": 13,
        "level_last": 11.5,
        "waited": pytest.approx(2 / 3),
        "n": 3,
        "pictures": 2,
        "clear": 1.5,
    }


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"cue": None}, "both or neither"),
        ({"index": None}, "both or neither"),
        ({"delay_days": 8.0}, "delay_days does not agree"),
        ({"delay_days": None}, "index and delay_days go together"),
        ({"later": 5}, "later must be more"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(changed, says):
    with pytest.raises(ValueError, match=says):
        choice_row(1, "later", **changed)


def test_a_choice_without_a_picture_is_refused():
    nothing = {"cue": None, "index": None, "sooner": None, "later": None}
    with pytest.raises(ValueError, match="without a picture"):
        choice_row(1, "later", **nothing, delay_days=None)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_choice_is_said_in_more_than_25_words_whatever_is_in_view(language):
    words = TASK.read_words(language)
    for cue, index in product(CUES, range(8, 32)):
        page = choice_page(cue, index, 20, words)
        parts = [page.stem, page.prompt, *(one.words for one in every_choice(page))]
        assert len(" ".join([*parts, words.step]).split()) <= 25


@pytest.mark.parametrize("k", [0.012, 0.03, 0.1])
def test_over_some_sittings_about_four_in_five_choices_wait(k):
    """The mean of 8 people's fourth to sixth sittings: 432 choices, SE about .02."""
    waited = []
    for seed in range(8):
        params = PARAMS
        for sitting in range(6):
            who = Traits(seed=10 * seed + sitting, k_per_day=k)
            play = rehearse(script(params, seed), TASK.person(params, WORDS, who))
            params = TASK.remembering(params, play.rows)
            if sitting > 2:
                waited.append(TASK.score(play.rows)["waited"].value)
    assert fmean(waited) == pytest.approx(0.8, abs=0.06)
