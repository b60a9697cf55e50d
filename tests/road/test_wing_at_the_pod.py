"""At the real window: what the wing is told, and what the person is told of it."""

from pod.desk.news import Reached


def status(inside):
    """Return how the pod stands for its wing."""
    linked = inside.core.wings.linked
    with inside.memory.doings.begin() as db:
        return linked.stands(db)


def waiting(inside):
    """Return the reference of the one thing that waits for somebody."""
    standing = inside.core.wings._standing
    with inside.memory.doings.begin() as db:
        (need,) = standing.concerns(db).needs
    return need.concern


def test_a_page_that_is_hidden_is_paused_for_the_wing_until_it_is_back(
    on_the_plan, inside
):
    hands = on_the_plan.hands
    assert status(inside).state == "in_use"
    hands.tap("pause")
    hands.until(lambda: status(inside).state == "paused", "the wing knows")
    hands.tap("carry_on")
    hands.until(lambda: status(inside).state == "in_use", "the wing knows")


def test_the_person_is_told_once_the_console_has_their_call(on_the_plan, inside):
    hands, kiosk = on_the_plan.hands, on_the_plan.kiosk
    hands.tap("help")
    hands.tap("not_safe")
    hands.wait_for("untold-not_safe")
    assert status(inside).state == "help"
    kiosk.hear(Reached("another1"))
    assert kiosk.stage.screen.name == "untold-not_safe"
    kiosk.hear(Reached(waiting(inside)))
    hands.wait_for("told-not_safe")
    assert "have been told" in " ".join(kiosk.stage.screen.sentences())


def test_whoever_has_left_that_page_is_not_called_back_to_it(on_the_plan, inside):
    hands, kiosk = on_the_plan.hands, on_the_plan.kiosk
    hands.tap("help")
    hands.tap("upset")
    hands.wait_for("untold-upset")
    hands.tap("back")
    hands.wait_for("plan")
    kiosk.hear(Reached(waiting(inside)))
    assert kiosk.stage.screen.name == "plan"
