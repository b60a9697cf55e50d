"""A pod with a language that its site added: chosen at any moment, the place kept."""

import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.settings import speak_more
from pod.storage import people, sittings
from pod.values import seeded
from tests.packs import CODE, make_pack, other

from .conftest import do_until, rows_of


@pytest.fixture(autouse=True)
def pack(home):
    """The site's pack, which lies in the home before the pod is opened."""
    yield make_pack(home / "languages")
    speak_more(home / "nowhere")


def said(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def test_it_is_chosen_before_anybody_signs_in(at_the_pod, daniel):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    hands.tap("others")
    hands.wait_for("tongues")
    hands.tap(CODE)
    hands.wait_for("locked")
    assert other("A member of staff will unlock.") in said(at_the_pod)
    story.unlock(hands, STAFF[0], daniel)
    hands.wait_for("pictures")
    assert other("pictures") in said(at_the_pod)


def test_whoever_looks_and_goes_back_has_chosen_nothing(at_the_pod):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    hands.tap("others")
    hands.wait_for("tongues")
    hands.tap("back")
    hands.wait_for("locked")
    assert at_the_pod.kiosk.stage.language == "en"


def test_it_is_chosen_while_paused_and_the_place_is_kept(
    on_the_plan, inside, daniel, who
):
    do_until(on_the_plan, who, "ons4")
    hands = on_the_plan.hands
    hands.until(lambda: on_the_plan.kiosk.player.kept >= 2, "two answers")
    hands.be(None)
    hands.tap("pause")
    hands.tap("language")
    hands.wait_for("tongues")
    hands.tap(CODE)
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.wait_for("question")
    assert f"{other('Question')} 3" in said(on_the_plan)
    assert len(rows_of(inside, daniel, "ons4")) == 2
    with inside.memory.doings.begin() as db:
        assert people.person(db, daniel).language == CODE


def test_one_that_the_core_does_not_know_gives_way_to_the_pods_own(
    on_the_plan, inside, daniel, home
):
    """As after a core was begun anew without the pack, beside a screen that has it."""
    hands = on_the_plan.hands
    hands.tap("pause")
    hands.tap("language")
    hands.wait_for("tongues")
    speak_more(home / "nowhere")
    hands.tap(CODE)
    hands.wait_for("paused")
    assert on_the_plan.kiosk.stage.likes.language == "en"
    with inside.memory.doings.begin() as db:
        assert people.person(db, daniel).language == "en"
    hands.tap("carry_on")
    hands.wait_for("plan")


def test_somebody_whose_language_has_gone_meets_english(on_the_plan, home):
    hands = on_the_plan.hands
    hands.tap("pause")
    hands.tap("language")
    hands.tap(CODE)
    speak_more(home / "nowhere")
    hands.tap("carry_on")
    hands.wait_for("plan")
    on_the_plan.kiosk.stage.again()
    assert "Start" in said(on_the_plan)


def speaks(inside, ref, language):
    with inside.memory.doings.begin() as db:
        people.person(db, ref).language = language


def test_what_they_choose_after_that_is_kept_as_ever(on_the_plan, inside, daniel, home):
    hands = on_the_plan.hands
    speaks(inside, daniel, CODE)
    speak_more(home / "nowhere")
    hands.tap("pause")
    hands.tap("stop")
    story.unlock(hands, STAFF[0], daniel)
    story.comes_back(hands)
    hands.wait_for("plan")
    hands.tap("pause")
    hands.tap("bigger")
    with inside.memory.doings.begin() as db:
        assert people.person(db, daniel).text_size == "large"


def test_an_activity_is_noted_in_the_language_that_they_met(
    on_the_plan, inside, daniel, home
):
    speaks(inside, daniel, CODE)
    speak_more(home / "nowhere")
    on_the_plan.hands.tap("start")
    with inside.memory.doings.begin() as db:
        (sitting,) = sittings.sittings_under_way(db, daniel)
        (begun,) = sittings.activities(db, sitting.id)
        assert begun.language == "en"


def test_a_pack_that_does_not_fit_is_told_to_staff_until_it_does(home, clock, pack):
    (pack / "words.toml").rename(pack / "away")
    assert notices(home, clock) == {"language_refused"}
    (pack / "away").rename(pack / "words.toml")
    assert notices(home, clock) == set()


def notices(home, clock):
    inside = open_inside(home, clock, seeded(4))
    told = inside.core.answer(desk.Glance()).notices
    inside.close()
    return set(told) & {"language_refused"}


def test_staff_read_about_the_pod_and_which_words_are_drafts(at_the_pod):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    hands.tap("staff")
    hands.enter(STAFF[0].number, STAFF[0].code)
    hands.wait_for("staff-next")
    hands.tap("room")
    hands.until(lambda: hands.sees("go:pods"), "the room")
    hands.tap("go:pods")
    hands.wait_for("staff-pods")
    hands.tap("about")
    hands.wait_for("about-1")
    hands.tap("next")
    hands.wait_for("about-2")
    assert "Cymraeg" in said(at_the_pod)
    for page in ("about-3", "about-4", "about-5"):
        hands.tap("next")
        hands.wait_for(page)
    hands.tap("next")
    hands.wait_for("staff-pods")
