"""At the window: what is the person's to choose, and an answer that needs a person."""

from pod import desk
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.people import Traits
from pod.programme import Part
from pod.storage import sittings
from pod.storage.tables import AuditRow
from tests.road.conftest import do_until, rows_of
from tests.road.test_at_the_pod import Deft

CHOICE = Part(choose=("slow_breathing", "go_nogo_training"))


def test_the_person_chooses_what_comes_next_and_may_look_back_first(serving, who):
    there = serving(CHOICE, "check_out")
    hands = there.hands
    assert "Your choice" in there.kiosk.stage.screen.sentences()
    hands.tap("start")
    hands.wait_for("question")
    assert there.kiosk.stage.screen.sentences()[1:3] == [
        "Slow breathing",
        "Shapes practice",
    ]
    hands.tap("back")
    hands.wait_for("plan")
    hands.tap("start")
    hands.wait_for("question")
    hands.be(who)
    hands.tap("slow_breathing")
    hands.until(lambda: there.kiosk.player.task is not None, "an activity")
    assert there.kiosk.player.task.name == "slow_breathing"
    hands.wait_for("plan")


def test_an_answer_that_needs_a_person_stops_the_questions_calmly(
    serving, inside, daniel, who
):
    """What was said is kept, help is one press away, and the person may go on."""
    there = serving("phq9", "check_out")
    hands = there.hands
    low = type(who)(seed=3, wellbeing=0.05)
    do_until(there, low, "phq9")
    hands.wait_for("told-answer")
    assert all(hands.sees(way) for way in ("back", "listener", "breathe", "pause"))
    kept = rows_of(inside, daniel, "phq9")
    assert kept[-1].value >= 1
    hands.be(None)
    hands.tap("back")
    hands.wait_for("card", "question")
    assert rows_of(inside, daniel, "phq9") == kept


def said(there):
    return there.kiosk.stage.screen.sentences()


def at_the_choice(serving, *more):
    there = serving(CHOICE, *more)
    there.hands.tap("start")
    there.hands.wait_for("question")
    return there


def test_a_choice_is_there_again_after_a_pause_in_another_language_and_larger(serving):
    there = at_the_choice(serving)
    hands, before = there.hands, said(there)
    hands.tap("pause")
    hands.wait_for("paused")
    for way in ("language", "bigger", "carry_on"):
        hands.tap(way)
    hands.wait_for("question")
    assert said(there)[1:3] == ["Anadlu'n araf", "Ymarfer siapiau"] != before[1:3]
    assert there.kiosk.stage.likes.text_size == "large"
    hands.tap("help")
    hands.wait_for("help")
    hands.tap("back")
    hands.wait_for("question")
    assert hands.sees("slow_breathing")
    hands.tap("hear")
    assert there.kiosk.stage.voice.said[-1][0] == said(there)[-1]


def test_a_choice_ticked_just_before_a_pause_is_what_comes_after_it(serving):
    there = at_the_choice(serving)
    hands = there.hands
    hands.tap("go_nogo_training")
    hands.reach("pause")
    hands.wait_for("paused")
    assert there.kiosk.player.task.name == "go_nogo_training"
    hands.tap("carry_on")
    hands.wait_for("card")


def test_with_the_box_alone_somebody_chooses_and_looks_back(serving):
    there = at_the_choice(serving)
    hands = there.hands
    hands.__class__, hands.by = Deft, "box"
    hands.tap("back")
    hands.wait_for("plan")
    hands.tap("start")
    hands.wait_for("question")
    hands.tap("slow_breathing")
    hands.until(lambda: there.kiosk.player.task is not None, "an activity")
    assert there.kiosk.player.task.name == "slow_breathing"


def test_nobody_at_the_choice_and_the_pictures_are_asked_again(serving, clock):
    there = at_the_choice(serving)
    hands = there.hands
    clock.advance(301_000)
    hands.wait_for("paused")
    hands.tap("carry_on")
    story.comes_back(hands)
    hands.wait_for("question")
    assert hands.sees("slow_breathing")


def test_chosen_twice_in_a_hurry_it_is_begun_once(serving, inside, daniel):
    there = at_the_choice(serving)
    for _ in range(3):
        there.kiosk.visit._desk.ask(
            desk.Begin(choice="slow_breathing"), there.kiosk.visit._begun
        )
    there.hands.settle()
    with inside.memory.doings.begin() as db:
        (row,) = sittings.sittings_under_way(db, daniel)
        assert len(sittings.activities(db, row.id)) == 1
    there.hands.wait_for("card")


LONG = ("check_in", CHOICE, "if_then", "body_scan", "go_nogo_training", "phq8")
DONE = ("check_in", "slow_breathing", *LONG[2:])


def test_broken_off_in_every_part_it_goes_on_where_it_was(serving, inside, daniel):
    """Each part is stopped in its middle and gone on with at another visit."""
    there = serving(*LONG, "check_out")
    for task in DONE:
        start(there, task)
        there.hands.until(lambda name=task: here(there, name), f"inside {task}")
        rows = rows_of(inside, daniel, task)
        stop_and_come_back(there, daniel)
        start(there, task)
        there.hands.until(lambda name=task: over(there, name), f"the end of {task}")
        assert rows_of(inside, daniel, task)[: len(rows)] == rows
    with inside.memory.doings.begin() as db:
        (row,) = sittings.sittings_under_way(db, daniel)
        done = [(one.task, one.ended) for one in sittings.activities(db, row.id)]
    assert done == [(task, "done") for task in DONE]


def start(there, task):
    there.hands.be(Traits(seed=5, wellbeing=0.7))
    there.hands.wait_for("plan")
    there.hands.tap("start")
    if "Back" in said(there) and there.hands.sees(task):
        there.hands.tap(task)


def stop_and_come_back(there, person):
    there.hands.be(None)
    there.hands.tap("pause")
    there.hands.wait_for("paused")
    there.hands.tap("stop")
    story.unlock(there.hands, STAFF[0], person)
    story.comes_back(there.hands)


def here(there, task):
    """Tell whether somebody is in the middle of an activity; a first card counts."""
    player = there.kiosk.player
    if player.task is None or player.task.name != task:
        return False
    return player.kept >= 2 or (task == "check_in" and player.asked is not None)


def over(there, task):
    if there.hands.sees("carry_on"):
        there.hands.tap("carry_on")
    player = there.kiosk.player
    return player.task is None or player.task.name != task


def test_staff_go_on_duty_at_the_window_and_come_off_it(at_the_pod, inside):
    hands = at_the_pod.hands
    staff_page(hands)
    hands.tap("on_duty")
    hands.until(lambda: hands.sees("off_duty"), "being on duty")
    hands.tap("off_duty")
    hands.until(lambda: hands.sees("on_duty"), "being off duty")
    hands.tap("lock")
    hands.wait_for("locked")
    with inside.memory.doings.begin() as db:
        acts = [row.what for row in db.query(AuditRow)][-2:]
    assert acts == ["on_duty", "off_duty"]
    with inside.memory.people.begin() as db:
        assert [row.what for row in db.query(AuditRow)][-1] == "staff_signed_in"


def staff_page(hands):
    hands.wait_for("locked")
    hands.tap("staff")
    hands.wait_for("staff-code")
    hands.enter(STAFF[0].number, STAFF[0].code)
    hands.wait_for("staff-next")
