"""The end of a sitting at the window: how it was, and a certificate for the asking."""

from pod import desk
from pod.journeys.cast import STAFF
from pod.storage import sittings
from pod.storage.doings_tables import ActivityRow
from pod.storage.keeping import raw_rows
from pod.task import task_named

BREATHE_MS = 1000.0


def rows_kept(inside):
    """Return what was kept of how it was."""
    task = task_named("how_was_it")
    with inside.memory.doings.begin() as db:
        (row,) = db.query(ActivityRow).filter(ActivityRow.task == task.name)
        assert row.ended == sittings.DONE
        return [task.decode_row(raw) for raw in raw_rows(db, row.id)]


def test_a_thumb_down_and_its_reason_are_kept_and_thanks_follow(serving, inside):
    hands = serving("how_was_it").hands
    hands.tap("start")
    hands.wait_for("question")
    hands.tap("down")
    hands.until(lambda: hands.sees("hard"), "the reasons")
    hands.tap("hard")
    hands.wait_for("thanks")
    assert [(row.thumb, row.reason) for row in rows_kept(inside)] == [
        ("down", None),
        ("down", "hard"),
    ]


def test_a_pause_between_the_two_pages_loses_no_thumb(serving, inside):
    hands = serving("how_was_it").hands
    hands.tap("start")
    hands.wait_for("question")
    hands.tap("down")
    hands.until(lambda: hands.sees("hard"), "the reasons")
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.until(lambda: hands.sees("long"), "the reasons again")
    hands.tap("skip")
    hands.wait_for("thanks")
    assert [row.thumb for row in rows_kept(inside)] == ["down", "down"]


def at_the_thanks(serving):
    there = serving("how_was_it")
    for way in ("start", "skip"):
        there.hands.tap(way)
        there.hands.let_go("plan")
    there.hands.wait_for("thanks")
    return there


def test_what_is_kept_can_be_seen_from_the_last_page_and_that_page_comes_back(serving):
    hands = at_the_thanks(serving).hands
    hands.tap("mine")
    hands.until(lambda: hands.sees("see"), "my information")
    hands.tap("see")
    hands.wait_for("card")
    hands.tap("back")
    hands.until(lambda: hands.sees("withdraw"), "the menu")
    hands.tap("back")
    hands.wait_for("thanks")
    hands.tap("finish")
    hands.wait_for("locked")


def test_so_it_can_by_the_button_box_alone(serving):
    there = at_the_thanks(serving)
    hands, screen = there.hands, there.kiosk.stage.screen
    by_box(there, "right")
    assert screen.ringed() == "mine"
    by_box(there, "choose")
    hands.until(lambda: hands.sees("withdraw"), "the menu")
    menu = there.kiosk.stage.screen
    hands.until(
        lambda: by_box(there, "left") or menu.ringed() == "back", "the way back"
    )
    by_box(there, "choose")
    hands.wait_for("thanks")
    by_box(there, "next")
    hands.wait_for("locked")


def by_box(there, *buttons):
    """Press the box's buttons, one after another with time to breathe."""
    clock = there.kiosk.stage.clock
    for button in buttons:
        at_ms = clock.now_ms() + BREATHE_MS
        there.hands.until(lambda at_ms=at_ms: clock.now_ms() >= at_ms, "a breath")
        there.box.press(button)
        there.hands.settle()


def test_pause_on_what_is_kept_hides_it_and_comes_back_to_the_last_page(serving):
    hands = at_the_thanks(serving).hands
    hands.tap("mine")
    hands.until(lambda: hands.sees("see"), "my information")
    hands.tap("pause")
    hands.wait_for("thanks")


def test_a_certificate_is_asked_for_in_my_information(on_the_plan, inside):
    hands = on_the_plan.hands
    hands.tap("pause")
    hands.tap("mine")
    hands.until(lambda: hands.sees("print"), "my information")
    hands.tap("print")
    hands.until(lambda: hands.sees("certificate"), "what can be on paper")
    hands.tap("certificate")
    hands.wait_for("card")
    hands.tap("yes")
    hands.until(lambda: hands.sees("ok"), "what is true now")
    visit = inside.core.visit()
    view = visit.answer(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
    assert [one.kind for one in view.concerns] == ["certificate_asked"]
