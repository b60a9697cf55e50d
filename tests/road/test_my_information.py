"""At the window: what the pod keeps about a person, and what they can do about it."""

import gc

from pod import desk
from pod.desk.rights import AboutPerson
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.ui.common.fonts import lexend
from pod.ui.common.lines import wrap
from tests.lived import lines


def at_my_information(there):
    hands = there.hands
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("mine")
    hands.wait_for("question")
    return hands


def said(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def read_all(there):
    """Go through every card; return all that was said."""
    hands, heard = there.hands, []
    hands.tap("see")
    hands.wait_for("card")
    while hands.sees("next"):
        heard.append(said(there))
        hands.tap("next")
        hands.until(lambda: said(there) != heard[-1], "another card")
    return [*heard, said(there)]


def test_a_person_sees_what_is_kept_and_comes_back_to_their_place(on_the_plan):
    hands = at_my_information(on_the_plan)
    heard = read_all(on_the_plan)
    assert "A1001BC" in heard[0]
    assert any("Take part: Yes." in one for one in heard)
    assert "That is all." in heard[-1]
    for _ in heard:
        hands.tap("back")
    hands.until(lambda: hands.sees("withdraw"), "the menu")
    hands.tap("back")
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.wait_for("plan")


def test_withdrawing_asks_first_then_says_what_is_true(on_the_plan, inside, daniel):
    hands = at_my_information(on_the_plan)
    hands.tap("withdraw")
    hands.wait_for("card")
    assert lines(inside.memory.doings, "evaluation_withdrawn") == []
    hands.tap("back")
    hands.until(lambda: hands.sees("withdraw"), "the menu")
    hands.tap("withdraw")
    hands.wait_for("card")
    hands.tap("yes")
    hands.until(lambda: hands.sees("ok"), "what is true now")
    assert "Nothing more of yours leaves." in said(on_the_plan)
    assert lines(inside.memory.doings, "evaluation_withdrawn") == [daniel]
    hands.tap("ok")
    hands.until(lambda: hands.sees("withdraw"), "the menu")


def test_who_leaves_for_good_is_at_the_locked_page(on_the_plan, inside, daniel):
    hands = at_my_information(on_the_plan)
    hands.tap("stop")
    hands.until(lambda: hands.sees("leave"), "both ways")
    hands.tap("leave")
    hands.wait_for("card")
    hands.tap("yes")
    hands.wait_for("locked")
    assert lines(inside.memory.doings, "left_programme") == [daniel]


def test_what_staff_must_do_is_on_their_list(on_the_plan, inside):
    hands = at_my_information(on_the_plan)
    hands.tap("stop")
    hands.until(lambda: hands.sees("erase"), "both ways")
    hands.tap("erase")
    hands.wait_for("card")
    hands.tap("yes")
    hands.until(lambda: hands.sees("ok"), "what is true now")
    visit = inside.core.visit()
    view = visit.answer(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
    assert [one.kind for one in view.concerns] == ["erase_asked"]


def test_nobody_reaches_it_before_their_pictures(at_the_pod, daniel):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    story.unlock(hands, STAFF[0], daniel)
    hands.wait_for("pictures-choosing", "pictures")
    hands.tap("pause")
    hands.wait_for("paused")
    assert hands.sees("carry_on")
    assert not hands.sees("mine")


def test_a_page_that_nobody_watched_asks_for_the_pictures_first(on_the_plan):
    on_the_plan.kiosk.aside.hide_unwatched()
    on_the_plan.hands.wait_for("paused")
    assert not on_the_plan.hands.sees("mine")


def held():
    """Everything that is told of somebody and still in this process."""
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, AboutPerson)]


def test_nothing_that_was_told_outlives_the_one_it_was_told_to(on_the_plan):
    before = held()
    read = at_my_information(on_the_plan)
    read.tap("see")
    read.wait_for("card")
    on_the_plan.kiosk.lock()
    read.wait_for("locked")
    after = held()
    assert [one for one in after if all(one is not old for old in before)] == []


def test_the_words_that_were_set_are_forgotten_with_whoever_read_them(on_the_plan):
    name = ("Somebody's own name", lexend(20, 400), 300.0)
    wrap(*name)
    on_the_plan.kiosk.lock()
    on_the_plan.hands.wait_for("locked")
    known = wrap.cache_info().misses
    wrap(*name)
    assert wrap.cache_info().misses == known + 1
