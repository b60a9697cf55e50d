"""N-back, told as stories about one person and figures that come again."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.journal import replay
from pod.modules.nback import ASSESSMENT, TRAINING, chance_right
from pod.modules.nback.deal import Dealt, deal
from pod.modules.nback.pages import advise, cue, pictures, said
from pod.modules.nback.play import Place, trial
from pod.people import Nobody, draw
from pod.rehearse import rehearse
from pod.script import Shape, Summary
from pod.script import Words as Sentence
from pod.values import Press
from tests.figures import WORDS, Presser, figure, sitting

PARAMS, PRACTICE = ASSESSMENT.read_params(), TRAINING.read_params()
PLACE = Place("test", 1, 2)


@pytest.mark.parametrize(
    ("role", "after_ms", "correct"),
    [("target", 400, True), ("target", 1700, False), ("lure", 400, False)],
)
def test_only_a_target_is_pressed_and_only_in_time(role, after_ms, correct):
    dealt = Dealt(3, "drop", role)
    play = rehearse(trial(dealt, PLACE, PARAMS), Presser(after_ms))
    assert (play.result.correct, play.result.shown) == (correct, "drop")
    assert play.took_ms == PARAMS.gap_ms + PARAMS.window_ms == 2000


def test_a_figure_left_alone_is_right_unless_it_was_the_same():
    for role, correct in (("target", False), ("lure", True), ("first", True)):
        row = rehearse(trial(Dealt(1, "ring", role), PLACE, PARAMS), Nobody()).result
        assert row.correct is correct


@given(seed=st.integers(0, 2**32), back=st.integers(1, 6), trials=st.integers(12, 40))
def test_every_role_is_what_it_says_and_comes_as_often_as_it_should(seed, back, trials):
    dealt = deal(trials, back, PRACTICE, draw(seed, 0))
    roles = [one.role for one in dealt]
    assert roles[:back] == ["first"] * back
    assert roles.count("first") == back
    assert roles.count("target") == round(trials * 0.3)
    assert roles.count("lure") == round(trials * 0.1)
    for at in range(back, len(dealt)):
        shown = [one.shown for one in dealt[: at + 1]]
        same = shown[at] == shown[at - back]
        near = [shown[at - n] for n in (back - 1, back + 1) if 0 < n <= at]
        assert same == (roles[at] == "target")
        assert same or (shown[at] in near) == (roles[at] == "lure")


def test_both_n_come_equally_often_in_a_fixed_order_with_as_many_targets():
    rows = [row for row in sitting(ASSESSMENT, PARAMS).rows if row.phase == "test"]
    assert [row.back for row in rows if row.trial == 1] == [1, 2, 2, 1, 1, 2]
    for back in (1, 2):
        roles = [row.role for row in rows if row.back == back]
        assert (roles.count("target"), roles.count("lure")) == (24, 9)
        assert len(roles) - roles.count("first") == 72


def test_each_block_is_told_in_pictures_and_once_more_where_the_figures_come():
    seen = []

    class Looker(Nobody):
        def sees(self, picture, _now_ms):
            seen.append(picture)

    play = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), Looker())
    cues = [Sentence(cue(WORDS, back)) for back in (1, 2, 1, 2, 1, 2, 1, 2, 2, 1, 1, 2)]
    assert [picture for picture in seen if picture in cues] == cues
    titles = [getattr(page, "title", "") for page in play.pages]
    assert [t for t in titles if Sentence(t) in cues] == [one.text for one in cues]


@pytest.mark.parametrize(
    ("back", "kinds"),
    [(1, ["star"] * 2), (2, ["star", "ring", "star"]), (5, ["star"] * 2)],
)
def test_the_rule_is_pictured_for_small_n_and_counted_for_larger_ones(back, kinds):
    shown = pictures(WORDS, back)
    assert [one.shape.kind for one in shown] == kinds
    assert ("5 later" in shown[-1].words) == (back == 5)


def test_a_cut_within_a_block_begins_the_block_anew():
    """Who comes back after a pause no longer has the last figures in mind."""
    whole = sitting(TRAINING, PRACTICE)
    ends = [
        n
        for n, (one, then) in enumerate(pairwise(whole.rows), 1)
        if one.block != then.block or one.phase != then.phase
    ]
    kept_at = [entry.at_ms for entry in whole.entries]
    for before, after in pairwise([0, *ends, len(whole.rows)]):
        assert len(set(kept_at[before:after])) == 1
    telling, _ = replay(
        TRAINING.script(PRACTICE, WORDS, draw(1, 0)), whole.entries[: ends[2]]
    )
    assert isinstance(telling.asked.page, Summary)


def test_the_span_is_the_n_held_with_four_right_in_five():
    assert chance_right(2, 2.0) == pytest.approx(0.8)
    assert chance_right(3, 3.0) == pytest.approx(0.8)
    assert 0.5 < chance_right(6, 1.0) < 0.51
    chances = [chance_right(back, 2.0) for back in range(1, 7)]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(figure("first"), "said_keep", id="first"),
        pytest.param(figure("first", 300), "said_not_same", id="first pressed"),
        pytest.param(figure("target", 300), "said_right", id="same"),
        pytest.param(figure("target"), "said_same", id="missed"),
        pytest.param(figure("lure", 300), "said_not_same", id="nearly the same"),
        pytest.param(figure("other"), "said_right", id="left alone"),
    ],
)
def test_practice_answers_neutrally(row, words):
    assert said(WORDS, row) == getattr(WORDS, words)


@pytest.mark.parametrize("person", [Presser(), Nobody()], ids=["always", "never"])
def test_who_always_or_never_presses_practises_three_times_and_is_offered_help(person):
    play = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), person)
    titles = [getattr(page, "title", "") for page in play.pages]
    practised = [row for row in play.rows if row.phase == "practice"]
    assert [row.back for row in practised if row.trial == 1] == [1, 2] * 3
    assert titles.count(WORDS.again_title) == 2
    assert titles.index(WORDS.help_title) < titles.index(WORDS.ready_title)


def test_one_rule_learnt_is_not_both():
    class TwoBack(Presser):
        shown = ()

        def sees(self, picture, now_ms):
            if not isinstance(picture, Shape) or picture.kind == "cross":
                return self.coming
            self.shown = (*self.shown, picture.kind)[-3:]
            same = len(self.shown) == 3 and self.shown[0] == self.shown[2]
            self.coming = Press(button="left", at_ms=now_ms + 300) if same else None
            return self.coming

    rows = rehearse(ASSESSMENT.script(PARAMS, WORDS, draw(1, 0)), TwoBack()).rows
    practised = [row for row in rows if row.phase == "practice"]
    twos = [row for row in practised if row.back == 2 and row.role != "first"]
    assert all(row.correct for row in twos)
    assert [row.back for row in practised if row.trial == 1] == [1, 2] * 3


@pytest.mark.parametrize(
    ("roles", "well", "tip"),
    [
        pytest.param(
            [("target", 400), ("other", None)], "well_same", "tip_same", id="all well"
        ),
        pytest.param(
            [("target", None), ("other", None)], "well_waited", "tip_press", id="misses"
        ),
        pytest.param(
            [("target", 400), ("lure", 400)], "well_same", "tip_wait", id="too many"
        ),
        pytest.param(
            [("target", None), ("lure", 400)], "well_going", "tip_press", id="both"
        ),
        pytest.param(
            [("first", 400), ("target", 400)], "well_same", "tip_same", id="first only"
        ),
    ],
)
def test_the_rest_names_a_strength_and_a_tip(roles, well, tip):
    rows = [figure(role, rt_ms) for role, rt_ms in roles]
    assert advise(WORDS, rows) == (getattr(WORDS, well), getattr(WORDS, tip))


@pytest.mark.parametrize("row", [figure("target", 400), figure("lure")])
def test_a_row_that_contradicts_itself_is_refused(row):
    with pytest.raises(ValueError, match="correct does not agree"):
        msgspec.structs.replace(row, correct=not row.correct)
