"""Replies that come late, presses that come early, and people who come and go."""

import pytest

from pod import desk
from pod.journeys import first_sitting as story
from pod.journeys.cast import PICTURES, STAFF
from pod.storage import sittings

from .conftest import do_until, rows_of
from .test_at_the_pod import said, wait_ms


def name(there):
    return there.kiosk.stage.screen.name


def tap_now(there, target):
    """Tap without letting the core answer what was asked before."""
    there.kiosk.stage.clock.advance(400)
    there.hands.reach(target)


@pytest.mark.parametrize("task", ["check_in", "go_nogo"])
def test_what_comes_while_paused_waits_behind(on_the_plan, who, task):
    if task == "go_nogo":
        do_until(on_the_plan, who, "ons4")
        on_the_plan.hands.let_go("plan")
        on_the_plan.hands.be(None)
    else:
        tap_now(on_the_plan, "start")
    tap_now(on_the_plan, "pause")
    on_the_plan.hands.settle()
    assert name(on_the_plan) == "paused"
    on_the_plan.hands.tap("carry_on")
    assert name(on_the_plan) in ("question", "card")


def test_signing_in_and_pausing_at_once_stays_hidden(at_the_pod, daniel):
    hands = at_the_pod.hands
    story.unlock(hands, STAFF[0], daniel)
    for picture in (*PICTURES, *PICTURES):
        hands.tap(picture)
    hands.wait_for("consent")
    at_the_pod.kiosk.lock()
    story.unlock(hands, STAFF[0], daniel)
    hands.wait_for("pictures")
    for picture in PICTURES:
        tap_now(at_the_pod, picture)
    tap_now(at_the_pod, "pause")
    hands.settle()
    assert name(at_the_pod) == "paused"
    hands.tap("carry_on")
    hands.wait_for("consent")


def test_wrong_pictures_and_pause_at_once_do_not_lock(on_the_plan, daniel):
    hands = on_the_plan.hands
    on_the_plan.kiosk.lock()
    story.unlock(hands, STAFF[0], daniel)
    hands.wait_for("pictures")
    for _ in range(4):
        tap_now(on_the_plan, "moon")
    tap_now(on_the_plan, "pause")
    hands.settle()
    assert name(on_the_plan) == "paused"
    hands.tap("carry_on")
    hands.wait_for("pictures")


def test_staff_pages_are_never_read_aloud(at_the_pod):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    hands.tap("staff")
    hands.enter(STAFF[0].number, STAFF[0].code)
    hands.wait_for("staff-next")
    at_the_pod.kiosk.stage.hear()
    spoken = " ".join(words for words, _ in at_the_pod.kiosk.stage.voice.said)
    assert "Daniel" not in spoken


def test_staff_at_work_are_not_locked_out(at_the_pod, clock):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    hands.tap("staff")
    for _ in range(20):
        wait_ms(at_the_pod, clock, 6000)
        hands.tap("1")
        hands.tap("clear")
    hands.wait_for("staff-code")


def test_a_box_that_was_never_there_is_reported(at_the_pod, inside, clock):
    at_the_pod.box.hang_up()
    wait_ms(at_the_pod, clock, 30_000)
    assert "box_lost" in inside.core.answer(desk.Glance()).notices


def test_a_box_that_comes_back_on_the_ready_page_is_told(on_the_plan, who):
    do_until(on_the_plan, who, "go_nogo")
    player = on_the_plan.kiosk.player
    on_the_plan.hands.until(lambda: player.kept >= 5, "5 rows")
    on_the_plan.box.hang_up()
    on_the_plan.hands.wait_for("ready-box_lost")
    on_the_plan.box.plug_in()
    on_the_plan.hands.wait_for("ready-box_back")
    on_the_plan.hands.tap("carry_on")
    on_the_plan.hands.until(lambda: player.kept >= 9, "more rows")


def test_a_cable_pulled_while_breathing_does_not_end_the_breaths(on_the_plan):
    hands = on_the_plan.hands
    hands.until(lambda: on_the_plan.kiosk.player.listening == "device", "the box")
    hands.tap("help")
    hands.tap("upset")
    hands.tap("breathe")
    hands.wait_for("task")
    on_the_plan.box.hang_up()
    hands.wait_for("plan")


def test_a_language_nobody_came_for_lapses(at_the_pod, daniel, clock):
    at_the_pod.hands.wait_for("locked")
    at_the_pod.hands.tap("cy")
    wait_ms(at_the_pod, clock, 130_000)
    story.unlock(at_the_pod.hands, STAFF[0], daniel)
    at_the_pod.hands.wait_for("pictures")
    assert at_the_pod.kiosk.stage.language == "en"


def test_what_is_chosen_before_signing_in_is_kept_and_recorded(
    at_the_pod, inside, daniel
):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    hands.tap("cy")
    story.unlock(hands, STAFF[0], daniel)
    story.first_time(hands)
    hands.wait_for("plan")
    hands.tap("start")
    hands.wait_for("question")
    with inside.memory.doings.begin() as db:
        (sitting,) = sittings.sittings_under_way(db, daniel)
        (activity,) = sittings.activities(db, sitting.id)
        assert activity.language == "cy"


def test_two_languages_in_one_activity_are_recorded_as_several(
    on_the_plan, inside, daniel, who
):
    do_until(on_the_plan, who, "ons4")
    player = on_the_plan.kiosk.player
    on_the_plan.hands.until(lambda: player.kept >= 2, "2 rows")
    on_the_plan.hands.be(None)
    on_the_plan.hands.tap("pause")
    on_the_plan.hands.tap("language")
    on_the_plan.hands.settle()
    with inside.memory.doings.begin() as db:
        (sitting,) = sittings.sittings_under_way(db, daniel)
        last = [a for a in sittings.activities(db, sitting.id) if a.task == "ons4"]
        assert [a.language for a in last] == ["mul"]


def test_choices_made_so_far_survive_a_pause(at_the_pod, daniel):
    hands = at_the_pod.hands
    story.unlock(hands, STAFF[0], daniel)
    for picture in (*PICTURES, *PICTURES):
        hands.tap(picture)
    story.is_told(hands)
    hands.tap("take_part:yes")
    hands.tap("evaluation:no")
    hands.tap("pause")
    hands.tap("carry_on")
    hands.wait_for("choices")
    made = at_the_pod.kiosk.stage.screen.choices
    assert made == {"take_part": True, "evaluation": False}


def test_an_answer_seen_ticked_is_kept_although_pause_comes_at_once(
    on_the_plan, inside, daniel
):
    hands = on_the_plan.hands
    hands.tap("start")
    hands.wait_for("question")
    tap_now(on_the_plan, "3")
    on_the_plan.hands.reach("pause")
    hands.settle()
    assert name(on_the_plan) == "paused"
    assert [row.mood for row in rows_of(inside, daniel, "check_in")] == [3]


def test_the_clock_on_the_locked_page_goes_on(at_the_pod, clock):
    at_the_pod.hands.wait_for("locked")
    before = at_the_pod.kiosk.stage.screen._clock.text()
    wait_ms(at_the_pod, clock, 130_000)
    assert at_the_pod.kiosk.stage.screen._clock.text() != before


def test_an_activity_that_has_changed_is_closed_as_partial_and_begun_anew(
    on_the_plan, inside, daniel, who, monkeypatch
):
    do_until(on_the_plan, who, "ons4")
    player = on_the_plan.kiosk.player
    on_the_plan.hands.until(lambda: player.kept >= 2, "2 rows")
    on_the_plan.hands.be(None)
    on_the_plan.hands.tap("pause")
    broken = [player._entries[0], player._entries[0]]
    monkeypatch.setattr(player, "_entries", broken)
    on_the_plan.hands.tap("carry_on")
    on_the_plan.hands.wait_for("card")
    with inside.memory.doings.begin() as db:
        (sitting,) = sittings.sittings_under_way(db, daniel)
        ended = {
            (a.task, a.ended)
            for a in sittings.activities(db, sitting.id)
            if a.task == "ons4"
        }
    assert ended == {("ons4", "partial"), ("ons4", None)}


def test_help_left_open_on_a_locked_pod_goes_back_by_itself(at_the_pod, clock):
    at_the_pod.hands.wait_for("locked")
    at_the_pod.hands.tap("help")
    wait_ms(at_the_pod, clock, 310_000)
    assert name(at_the_pod) == "locked"
    assert "staff" in said(at_the_pod)


def test_a_request_that_is_none_is_refused_and_the_next_is_answered(on_the_plan):
    link, replies = on_the_plan.kiosk._desk, []
    link.ask(desk.PicturesTapped(("tree",) * 5), replies.append)
    link.ask(desk.Glance(), replies.append)
    on_the_plan.hands.settle()
    assert [type(reply) for reply in replies] == [desk.Sorry, desk.PodView]


def gone_for_long(there, clock):
    """Nobody touches the plan until it is hidden."""
    wait_ms(there, clock, 301_000)
    there.hands.wait_for("paused")


@pytest.mark.parametrize("way", ["back", "breathe"])
def test_help_is_no_way_round_the_pictures(on_the_plan, clock, way):
    gone_for_long(on_the_plan, clock)
    hands = on_the_plan.hands
    hands.tap("help")
    if way == "breathe":
        hands.tap("upset")
    hands.tap(way)
    hands.wait_for("pictures")
    for picture in PICTURES:
        hands.tap(picture)
    hands.wait_for("plan")


def test_staff_can_be_asked_from_the_pictures_after_a_long_pause(on_the_plan, clock):
    gone_for_long(on_the_plan, clock)
    hands = on_the_plan.hands
    hands.tap("carry_on")
    hands.wait_for("pictures")
    hands.tap("ask")
    hands.wait_for("untold-pictures")
    hands.tap("back")
    hands.wait_for("pictures")
