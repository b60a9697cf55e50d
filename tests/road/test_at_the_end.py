"""The end of a sitting at the window: how it was, and a certificate for the asking."""

from pod import desk
from pod.journeys.cast import STAFF
from pod.storage import sittings
from pod.storage.doings_tables import ActivityRow
from pod.storage.keeping import raw_rows
from pod.task import task_named


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
