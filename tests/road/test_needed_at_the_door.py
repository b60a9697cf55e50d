"""A pod that is locked while somebody waits says so to staff, and of nobody."""

from pod import desk
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.ui.common.words import read_text


def calls_staff(there):
    """Tell whether the page in view says that staff are needed."""
    needed = read_text("en").locked.staff_needed
    return any(needed in key.text() for key in there.kiosk.stage.screen._keys)


def test_locked_by_staff_it_shows_that_they_are_needed(at_the_pod, inside, daniel):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    assert not calls_staff(at_the_pod)
    inside.core.answer(desk.AskForHelp("not_safe"))
    story.unlock(hands, STAFF[0], daniel)
    at_the_pod.kiosk.lock()
    hands.wait_for("locked")
    assert calls_staff(at_the_pod)
    said = " ".join(at_the_pod.kiosk.stage.screen.sentences())
    assert "Daniel" not in said


def test_it_goes_once_somebody_has_taken_it_on(at_the_pod, inside):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    inside.core.answer(desk.AskForHelp("not_safe"))
    at_the_pod.kiosk.start()
    hands.until(lambda: calls_staff(at_the_pod), "staff are called")
    hands.tap("staff")
    hands.enter(STAFF[0].number, STAFF[0].code)
    hands.wait_for("staff-next")
    view = inside.core.answer(desk.Look())
    inside.core.answer(desk.Acknowledge(view.concerns[0].concern))
    at_the_pod.kiosk.lock()
    hands.until(lambda: not calls_staff(at_the_pod), "nobody is called")
