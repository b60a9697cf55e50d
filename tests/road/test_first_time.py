"""The first time at a pod: what is explained again, and what is liked from then on."""

import pytest

from pod import desk
from pod.journeys import first_sitting as story
from pod.journeys.cast import PICTURES, STAFF
from pod.programme import every_programme
from pod.settings import Likes
from pod.storage import people
from pod.ui.common.theme import read_theme


@pytest.fixture
def hands(at_the_pod, daniel):
    """Daniel has chosen his pictures and hears the first card."""
    story.unlock(at_the_pod.hands, STAFF[0], daniel)
    for picture in (*PICTURES, *PICTURES):
        at_the_pod.hands.tap(picture)
    at_the_pod.hands.wait_for("consent-1")
    return at_the_pod.hands


@pytest.fixture
def asked(hands):
    """He has heard all five and is asked the first question."""
    for _ in range(5):
        hands.tap("next")
    hands.wait_for("asked-1")
    return hands


@pytest.fixture
def liking(hands):
    """He takes part, and comes to his settings."""
    story.is_told(hands)
    for choice in ("take_part:yes", "evaluation:yes", "contact:no", "next"):
        hands.tap(choice)
    hands.wait_for("likes-1")
    return hands


def here(there):
    return there.kiosk.stage.screen


def first_programme():
    return next(one for one in every_programme() if one.name == "first")


def row(inside, ref):
    with inside.memory.doings.begin() as db:
        kept = people.person(db, ref)
        return people.likes(kept), kept.likes_chosen


def notices(inside):
    return inside.core.answer(desk.Glance()).notices


def test_what_was_not_clear_is_said_again_and_asked_again(asked, at_the_pod):
    asked.tap("answer-0")
    asked.wait_for("again-2")
    said = here(at_the_pod).sentences()
    assert said[:2] == ["Here it is again.", "It is your choice."]
    asked.tap("next")
    asked.wait_for("asked-1")
    asked.tap("answer-1")
    asked.wait_for("asked-2")


def test_whoever_misses_twice_may_talk_to_a_person_or_go_on(asked, inside):
    for _ in range(2):
        asked.wait_for("asked-1")
        assert "explain" not in notices(inside)
        asked.tap("answer-0")
        if asked.wait_for("again-2", "talk") == "again-2":
            asked.tap("next")
    assert "explain" in notices(inside)
    asked.tap("on")
    asked.wait_for("asked-2")


def test_from_there_all_of_it_can_be_heard_again(asked):
    twice_amiss(asked)
    asked.tap("all")
    asked.wait_for("consent-1")


def test_from_there_one_may_stop_and_begin_anew_another_day(asked, daniel):
    twice_amiss(asked)
    asked.tap("stop")
    story.unlock(asked, STAFF[0], daniel)
    story.comes_back(asked)
    asked.wait_for("consent-1")


def twice_amiss(hands):
    hands.tap("answer-0")
    hands.wait_for("again-2")
    hands.tap("next")
    hands.tap("answer-0")
    hands.wait_for("talk")


def test_only_that_the_questions_were_asked_is_kept_and_of_which_text(
    asked, inside, daniel
):
    asked.tap("answer-0")
    asked.wait_for("again-2")
    asked.tap("next")
    for number, answer in enumerate(story.UNDERSTOOD, 1):
        asked.wait_for(f"asked-{number}")
        asked.tap(answer)
    asked.wait_for("choices")
    for choice in ("take_part:yes", "evaluation:no", "contact:no", "next"):
        asked.tap(choice)
    asked.wait_for("likes")
    with inside.memory.doings.begin() as db:
        (given,) = people.consents(db, daniel)
        kept = {one.name: getattr(given, one.name) for one in given.__table__.c}
    assert kept.pop("given_at")
    assert kept == {
        "id": 1,
        "person": daniel,
        "version": first_programme().consent,
        "take_part": True,
        "evaluation": False,
        "contact": False,
        "asked": True,
        "level": "outcomes",
        "alike": 0,
        "linked": False,
    }


def test_back_leads_from_a_question_to_the_one_before_and_to_the_cards(asked):
    asked.tap("answer-1")
    asked.wait_for("asked-2")
    asked.tap("back")
    asked.wait_for("asked-1")
    asked.tap("back")
    asked.wait_for("consent-5")


def test_four_taps_settle_how_the_pod_is_liked_and_it_is_remembered(
    liking, at_the_pod, inside, daniel
):
    stage = at_the_pod.kiosk.stage
    liking.tap("theme:dark")
    assert stage.look.theme == "dark"
    liking.tap("speaker:woman")
    liking.tap("speed:slow")
    assert here(at_the_pod).sentences()[0] == "It sounds like this."
    liking.tap("text_size:large")
    assert stage.look.large
    assert here(at_the_pod).sentences()[0] == "It looks like this."
    assert not row(inside, daniel)[1]
    liking.tap("done")
    liking.wait_for("plan")
    likes = Likes(
        language="en", theme="dark", speaker="woman", speed="slow", text_size="large"
    )
    assert row(inside, daniel) == (likes, True)
    liking.tap("pause")
    liking.tap("stop")
    liking.wait_for("locked")
    assert stage.likes == Likes(language="en")
    story.unlock(liking, STAFF[0], daniel)
    story.comes_back(liking)
    liking.wait_for("plan")
    assert stage.likes == likes


def test_settings_that_were_not_gone_through_are_asked_again(liking, daniel):
    liking.tap("theme:dark")
    liking.tap("pause")
    liking.tap("stop")
    story.unlock(liking, STAFF[0], daniel)
    story.comes_back(liking)
    liking.wait_for("likes-1")


def test_a_pause_and_another_language_keep_the_place_in_the_settings(
    liking, at_the_pod
):
    liking.tap("more")
    liking.wait_for("likes-2")
    liking.tap("pause")
    liking.tap("language")
    liking.tap("carry_on")
    liking.wait_for("likes-2")
    assert here(at_the_pod).sentences()[0] == "Fy ngosodiadau"


def test_in_the_middle_of_a_question_the_settings_change_and_the_place_stays(
    on_the_plan, inside, daniel
):
    hands, stage = on_the_plan.hands, on_the_plan.kiosk.stage
    hands.tap("start")
    hands.wait_for("question")
    asked = here(on_the_plan).sentences()[0]
    hands.tap("pause")
    hands.tap("likes")
    hands.tap("more")
    hands.tap("steady:larger")
    assert stage.look.mm.target == read_theme().mm.steady_target
    assert here(on_the_plan).name == "likes-4"
    hands.tap("done")
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.wait_for("question")
    assert here(on_the_plan).sentences()[0] == asked
    assert row(inside, daniel)[0].steady
    hands.tap("3")
    hands.tap("keep")
    hands.until(lambda: here(on_the_plan).name != "question", "what comes next")


def test_somebody_may_have_only_what_they_ask_for_read(liking, at_the_pod):
    voice = at_the_pod.kiosk.stage.voice
    liking.tap("more")
    liking.tap("voice:asked")
    before = len(voice.said)
    liking.tap("done")
    liking.wait_for("plan")
    assert len(voice.said) == before
    liking.tap("hear")
    assert len(voice.said) > before


def walk_to(there, id_):
    """Walk the ring to a key with the box alone, and choose it."""
    for _ in range(40):
        if here(there).ringed() == id_:
            there.hands.press("choose")
            return
        there.hands.press("right")
    raise AssertionError(f"the ring never came to {id_}")


def test_all_of_the_first_time_goes_with_the_button_box_alone(asked, at_the_pod):
    for number, answer in enumerate(story.UNDERSTOOD, 1):
        asked.wait_for(f"asked-{number}")
        walk_to(at_the_pod, answer)
    asked.wait_for("choices")
    for choice in ("take_part:yes", "evaluation:yes", "contact:no"):
        walk_to(at_the_pod, choice)
    asked.press("next")
    asked.wait_for("likes-1")
    walk_to(at_the_pod, "text_size:large")
    assert at_the_pod.kiosk.stage.look.large
    assert here(at_the_pod).ringed() == "text_size:large"
    walk_to(at_the_pod, "theme:yellow")
    walk_to(at_the_pod, "more")
    asked.wait_for("likes-2")
    walk_to(at_the_pod, "speaker:woman")
    asked.press("next")
    asked.wait_for("plan")
    assert at_the_pod.kiosk.stage.likes == Likes(
        language="en", text_size="large", theme="yellow", speaker="woman"
    )
