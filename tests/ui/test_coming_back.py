"""A page that is left loses nothing, and one that stays in view stays true."""

import pytest

from pod.ui.common.labels import Words
from pod.ui.common.words import read_text
from pod.ui.kiosk.consent import ChoicesScreen
from pod.ui.kiosk.locked import Facts as LockedFacts
from pod.ui.kiosk.locked import LockedScreen
from pod.ui.kiosk.moments import PausedScreen, SorryScreen
from pod.ui.kiosk.plan import Facts as PlanFacts
from pod.ui.kiosk.plan import PlanScreen
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.sample_pages import questions
from tests.ui.measuring import cut_off, seen


def locked(look, clock):
    texts = read_text("en"), read_text("cy")
    return LockedScreen(look, *texts, LockedFacts(clock=clock, wing="B Wing"))


@pytest.mark.parametrize("page", ["locked", "plan", "paused"])
def test_the_clock_goes_on_while_a_page_stays_in_view(frame, put, look, text, page):
    facts = PlanFacts(
        titles=("Shapes",), icons=("shapes",), states=("now",), minutes=5, clock="10:24"
    )
    pages = {
        "locked": locked(look, "10:24"),
        "plan": PlanScreen(look, text, facts),
        "paused": PausedScreen(look, text, "10:24", "cy"),
    }
    put(pages[page])
    pages[page].tell_time("11:00")
    said = [one.text() for one in pages[page].findChildren(Words)]
    assert "11:00" in said
    assert "10:24" not in said
    assert not cut_off(seen(frame))


def test_choices_made_before_a_pause_are_shown_again(put, tap, look, text):
    screen = ChoicesScreen(look, text, {"take_part": True, "evaluation": False})
    chosen = put(screen)
    ticked = {key.id for key in screen._keys if key.chosen}
    assert ticked == {"take_part:yes", "evaluation:no"}
    assert "next" not in screen.targets()
    tap("contact:no")
    tap("next")
    assert chosen == ["next"]
    assert screen.choices == {"take_part": True, "evaluation": False, "contact": False}


def test_an_answer_seen_ticked_is_not_lost_when_the_page_is_left(
    put, tap, look, text, after
):
    screen = QuestionScreen(look, text, dict(questions("en"))["mood"], after)
    chosen = put(screen)
    screen.settle()
    assert chosen == []
    tap("1", breathe_ms=100)
    screen.settle()
    assert chosen == ["1"]
    screen.settle()
    after.clock.advance(2000)
    assert chosen == ["1"]


@pytest.mark.usefixtures("qapp")
def test_trouble_says_that_answers_are_kept_only_where_they_are(look, text):
    kept = "Your answers so far are kept."
    said = text.notices["full"]
    assert SorryScreen(look, text, said).sentences()[1:3] == [said, kept]
    assert kept not in SorryScreen(look, text, said, kept=False).sentences()
