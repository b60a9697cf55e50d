"""At the window: three cards, closed until tapped; what is shared can be hidden."""

from pod.storage.sharing import shared
from tests.lived import lines


def closed_cards(there):
    """Go to what a key worker may see."""
    hands = there.hands
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("mine")
    hands.wait_for("question")
    hands.tap("share")
    hands.until(lambda: hands.sees("worker"), "who may have it")
    hands.tap("worker")
    hands.until(lambda: hands.sees("plans"), "the three cards")
    return hands


def said(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def shares(inside, ref):
    with inside.memory.doings.begin() as db:
        return shared(db, ref)


def test_nothing_is_shared_until_it_is_chosen_and_it_can_be_hidden_again(
    on_the_plan, inside, daniel
):
    hands = closed_cards(on_the_plan)
    assert "can see" not in said(on_the_plan)
    hands.tap("came")
    hands.wait_for("card")
    assert "cannot see it" in said(on_the_plan)
    assert shares(inside, daniel) == ()
    hands.tap("change")
    hands.until(lambda: "can see it" in said(on_the_plan), "that it is shared")
    assert shares(inside, daniel) == ("came",)
    hands.tap("change")
    hands.until(lambda: "cannot see it" in said(on_the_plan), "that it is hidden")
    assert shares(inside, daniel) == ()
    assert len(lines(inside.memory.doings, "sharing_chosen")) == 2


def test_back_leads_to_the_cards_the_menu_and_the_place_that_was_left(on_the_plan):
    hands = closed_cards(on_the_plan)
    hands.tap("likes")
    hands.wait_for("card")
    hands.tap("back")
    hands.until(lambda: hands.sees("plans"), "the three cards")
    hands.tap("back")
    hands.until(lambda: hands.sees("worker"), "who may have it")
    hands.tap("back")
    hands.until(lambda: hands.sees("withdraw"), "the menu")
    hands.tap("back")
    hands.wait_for("paused")
