"""How it was: one tap, or two where it was not good, or none."""

import pytest

from pod.modules.how_was_it import REASONS, TASK, Row, reasons, score, thumbs
from pod.people import Nobody, Traits, draw
from pod.programme import every_programme, parts_of
from pod.rehearse import rehearse
from pod.settings import LANGUAGES

WORDS = TASK.read_words("en")


class Says(Nobody):
    """Somebody who says these things, one a page."""

    def __init__(self, *said):
        self.said = list(said)

    def chooses(self, _page, _now_ms):
        return self.said.pop(0)


def said(*answers):
    script = TASK.script(TASK.read_params(), WORDS, draw(1, 0))
    return rehearse(script, Says(*answers)).rows


def test_a_thumb_up_is_one_tap_and_no_more_is_asked():
    rows = said("up")
    assert [(row.asked, row.thumb, row.reason) for row in rows] == [
        ("thumb", "up", None)
    ]
    assert (score(rows)["liked"].value, score(rows)["hard"].value) == (1, 0)


@pytest.mark.parametrize("reason", REASONS)
def test_after_a_thumb_down_one_of_four_reasons_is_kept(reason):
    rows = said("down", reason)
    assert [(row.asked, row.reason) for row in rows] == [
        ("thumb", None),
        ("reason", reason),
    ]
    assert score(rows)["liked"].value == 0
    assert score(rows)["hard"].value == int(reason == "hard")


def test_the_thumb_is_kept_before_the_reason_is_asked():
    assert said("down", "skip")[0] == said("down", "hard")[0]


def test_the_reason_can_be_skipped_and_is_then_unknown():
    rows = said("down", "skip")
    assert (rows[-1].thumb, rows[-1].reason) == ("down", None)
    assert score(rows)["hard"].why == "skipped"


def test_both_can_be_skipped_at_once():
    rows = said("skip")
    assert [(row.asked, row.thumb) for row in rows] == [("thumb", None)]
    assert {one.why for one in score(rows).values()} == {"skipped"}


def test_back_changes_the_thumb_and_the_last_one_counts():
    rows = said("down", "back", "up")
    assert [row.thumb for row in rows] == ["down", "up"]
    assert score(rows)["liked"].value == 1


def test_no_rows_are_no_answer():
    assert {one.why for one in score([]).values()} == {"no_rows"}
    assert score([Row(asked="thumb", thumb="up")])["liked"].value == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_hard_to_understand_is_the_first_of_four_in_both_languages(language):
    words = TASK.read_words(language)
    asked = reasons(words)
    assert asked.choices[0].words == words.hard
    assert len(asked.choices) == 4
    assert [way.id for way in thumbs(words).ways] == ["skip"]


def test_every_sitting_ends_with_it_and_it_stands_after_how_somebody_is():
    """So a fall of mood is still seen from the check-out, whatever is said here."""
    for programme in every_programme():
        for number in range(len(programme.sittings)):
            *_, before, last = parts_of(programme, number)
            assert (before.do, last.do) == ("check_out", "how_was_it")


def test_who_feels_better_likes_it_more():
    def liked(wellbeing):
        people = (Traits(seed=seed, wellbeing=wellbeing) for seed in range(40))
        plays = (
            rehearse(
                TASK.script(TASK.read_params(), WORDS, draw(1, 0)),
                TASK.person(TASK.read_params(), WORDS, who),
            )
            for who in people
        )
        return sum(score(play.rows)["liked"].value for play in plays)

    assert liked(0.9) > liked(0.2) + 10
