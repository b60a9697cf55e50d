"""At the window: yes, no, and another mind about what may go along, and to whom."""

from pod.journeys.cast import STAFF
from pod.storage import journeys
from pod.ui.common.labels import Words
from tests.lived import lines

SUPERVISOR = STAFF[1]


def said(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def until(hands, *targets):
    for one in targets:
        hands.until(lambda one=one: hands.sees(one), one)
        hands.tap(one)


def says(there, words):
    there.hands.until(lambda: words in said(there), words)


def at_whom(there):
    """Go to who may have something of what is kept."""
    until(there.hands, "pause", "mine", "share")
    there.hands.until(lambda: there.hands.sees("worker"), "who may have it")
    return there.hands


def agreed(inside, person):
    with inside.memory.doings.begin() as db:
        known = journeys.agreed(journeys.told(db, person))
    return [one.kind for one in known]


def test_nothing_goes_until_it_was_agreed_and_a_mind_can_be_changed(
    on_the_plan, inside, daniel
):
    """With no answers yet there is nothing to choose among."""
    hands = at_whom(on_the_plan)
    until(hands, "move", "next", "next", "next")
    hands.until(lambda: hands.sees("no"), "yes or no")
    assert agreed(inside, daniel) == []
    hands.tap("yes")
    says(on_the_plan, "None of your answers go.")
    assert agreed(inside, daniel) == ["transfer"]
    until(hands, "change", "next", "next", "next", "no")
    says(on_the_plan, "If you move, nothing goes.")
    assert agreed(inside, daniel) == []
    until(hands, "back", "pods")
    says(on_the_plan, "Just this pod knows you.")
    hands.tap("change")
    says(on_the_plan, "You can go on at the others too.")
    assert agreed(inside, daniel) == ["shared"]
    hands.tap("change")
    says(on_the_plan, "Just this pod knows you.")
    assert agreed(inside, daniel) == []
    until(hands, "back", "back", "back", "carry_on")
    hands.wait_for("plan")
    assert lines(inside.memory.doings, "travel_agreed") == [daniel] * 2


def test_staff_are_told_the_next_step_where_no_other_pod_is_known(
    on_the_plan, inside, daniel
):
    there, hands = on_the_plan, at_whom(on_the_plan)
    until(hands, "move", "next", "next", "next", "yes")
    says(there, "None of your answers go.")
    until(hands, "back", "back", "back", "stop")
    hands.wait_for("locked")
    hands.tap("staff")
    hands.wait_for("staff-code")
    hands.enter(SUPERVISOR.number, SUPERVISOR.code)
    hands.wait_for("staff-next")
    until(hands, "room", "go:progress", "moves", daniel, "make")
    hands.wait_for("staff-moves-no-place")
    shown = there.kiosk.stage.screen.findChildren(Words)
    assert "pod record know" in " ".join(one.text() for one in shown)
    hands.tap("back")
    hands.wait_for("staff-moves")
    with inside.memory.doings.begin() as db:
        assert journeys.travels(db) == []
