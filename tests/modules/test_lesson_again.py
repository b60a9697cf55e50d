"""A lesson as somebody meets it the next time: what was kept is looked at again."""

import pytest

from tests.modules.lessons import ALL, Answers, BackOnce, made, play, said


@pytest.fixture
def task(tmp_path):
    return made(tmp_path)


def test_the_first_time_there_is_nothing_to_review(task):
    person = Answers(**ALL)
    play(task, person)
    assert not [page for page in person.met if "Did it help?" in said(page)]


def test_the_next_time_the_plan_is_shown_and_kept_without_asking_again(task):
    before = play(task, Answers(**ALL)).rows
    person = Answers(helped="bit", again="same", sure="7")
    met = play(task, person, before)
    review = next(page for page in person.met if "Did it help?" in said(page))
    assert review.ask == "then I will walk. Did it help?"
    assert (review.lead, review.given.words) == ("If", "I am alone")
    assert "When is it hard?" not in [said(page) for page in person.met]
    kept = {row.step: (row.choice, row.again) for row in met.rows}
    assert kept["helped"] == ("bit", False)
    assert kept["cue"] == ("alone", True)
    assert kept["act"] == ("walk", True)
    assert kept["sure"] == ("walk", False)


def test_a_plan_kept_again_and_again_is_still_there_the_time_after(task):
    rows = play(task, Answers(**ALL)).rows
    for _ in range(3):
        rows = play(task, Answers(again="same"), rows).rows
    assert {row.step: row.choice for row in rows}["act"] == "walk"


def test_a_plan_that_is_changed_is_asked_anew(task):
    before = play(task, Answers(**ALL)).rows
    met = play(task, Answers(again="other", cue="angry", act="breathe"), before)
    kept = {row.step: (row.choice, row.again) for row in met.rows}
    assert (kept["cue"], kept["act"]) == (("angry", False), ("breathe", False))


def test_a_review_follows_from_the_rows_alone_and_takes_the_latest_revision(task):
    before = play(
        task, Answers(**{**ALL, "cue": ["alone", "angry"], "act": BackOnce()})
    ).rows
    recalled = task.remembering(task.read_params(), before)
    assert recalled == task.remembering(task.read_params(), list(reversed(before)))
    was = {one.step: one.choice for one in recalled.last}
    assert (was["cue"], was["act"]) == ("angry", "walk")
    assert "see" not in was
