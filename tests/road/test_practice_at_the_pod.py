"""Practice at the real window: begin, let somebody invented in, be them, and end."""

from types import SimpleNamespace

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAccessible

from pod.app.practice_pod import FOLDER
from pod.events import StaffCall
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.settings import Printer
from tests.stores import content, files

OFFICER = STAFF[0]
STRIP = "Practice: invented people. Nothing is kept."


@pytest.fixture
def hands(at_the_pod):
    """An officer has signed in and looks at My training."""
    hands = at_the_pod.hands
    hands.wait_for("locked")
    hands.tap("staff")
    hands.wait_for("staff-code")
    hands.enter(OFFICER.number, OFFICER.code)
    hands.wait_for("staff-next")
    hands.tap("room")
    hands.wait_for("staff-today")
    hands.tap("go:pods")
    hands.wait_for("staff-pods")
    hands.tap("training")
    hands.wait_for("staff-training")
    return hands


@pytest.fixture
def practising(hands):
    hands.tap("practise")
    hands.wait_for("staff-next")
    return hands


@pytest.fixture
def band(at_the_pod):
    """What a screen reader finds over the page, while anything is to be seen there."""
    shown, name = at_the_pod.kiosk.stage.frame._band, QAccessible.Text.Name

    def read():
        found = QAccessible.queryAccessibleInterface(shown).text(name)
        return "" if shown.isHidden() else found

    return read


@pytest.fixture
def real(inside, home):
    """The real pod, as it is kept: what its stores hold, their files, what is left."""
    return SimpleNamespace(
        content=lambda: content(inside.memory),
        files=lambda: files(home),
        leftover=lambda: list((home / "run" / FOLDER).parent.glob("*")),
    )


def walk_through_the_first_steps(hands, who):
    """Be let in as somebody invented, through the first activity to the plan."""
    hands.tap(hands.finds("unlock:"))
    story.comes_back(hands)
    story.is_told(hands)
    for choice in ("take_part:yes", "evaluation:no", "contact:no", "next"):
        hands.tap(choice)
    hands.wait_for("likes")
    hands.tap("done")
    hands.be(who)
    hands.wait_for("plan")
    hands.tap("start")
    hands.let_go("plan")
    hands.wait_for("plan")
    hands.be(None)


def test_an_officer_sees_what_a_person_sees_and_nothing_of_it_is_kept(
    hands, real, who, band
):
    before = real.content()
    hands.tap("practise")
    hands.wait_for("staff-next")
    assert band() == STRIP
    during = real.files()
    walk_through_the_first_steps(hands, who)
    assert real.files() == during
    hands.tap("end_practice")
    hands.wait_for("locked")
    assert (band(), real.leftover()) == ("", [])
    after = real.content()
    record = "people.db", "audit"
    changed = {one for one in after if after[one] != before[one]}
    assert {one for one in changed if one[1] != "audit_head"} == {record}
    begun, ended = after[record][len(before[record]) :]
    assert "practice_begun" in begun
    assert "practice_ended" in ended


def test_that_it_is_practice_is_said_once_and_who_they_can_be_where_it_is_asked(
    practising, at_the_pod, band
):
    hands = practising
    hands.tap(hands.finds("unlock:"))
    hands.wait_for("pictures")
    assert band() == f"{STRIP} Their pictures: Tree, Fish, Sun, Book"
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("stop")
    hands.wait_for("locked")
    assert band() == STRIP
    hands.tap("staff")
    hands.wait_for("staff-code")
    assert band() == f"{STRIP} Staff: 1001 code 246810, 1002 code 135792"
    hands.enter("1002", "135792")
    hands.wait_for("staff-next")
    said = [words for words, _ in at_the_pod.kiosk.stage.voice.said]
    assert said.count(STRIP) == 1


def test_every_page_of_help_says_and_shows_that_practice_calls_nobody(
    practising, at_the_pod, band
):
    """Whoever is alone with it and is not safe must not believe that staff know."""
    hands, nobody = practising, "Practice: this calls nobody."
    said = at_the_pod.kiosk.stage.voice.said
    hands.tap(hands.finds("unlock:"))
    hands.wait_for("pictures")
    for page, key in (("help", "help"), ("untold-not_safe", "not_safe")):
        said.clear()
        hands.tap(key)
        hands.wait_for(page)
        assert band() == f"{nobody} For real help, end practice first."
        assert said[0][0] == nobody
        assert len(said) > 2, "and then the page itself"
    hands.tap("end_practice")
    hands.wait_for("locked")
    said.clear()
    hands.tap("help")
    hands.wait_for("help")
    assert nobody not in [words for words, _ in said]


def test_a_real_call_button_ends_practice_and_is_what_everybody_sees(
    practising, at_the_pod, real, band
):
    at_the_pod.link.tell(StaffCall(on=True, at_ms=0.0))
    practising.wait_for("called")
    assert (band(), real.leftover()) == ("", [])


def test_practice_left_alone_is_wiped_and_the_pod_locks(practising, real, clock, band):
    clock.advance(200_000.0)
    practising.until(lambda: band() == "", "the band is away")
    practising.wait_for("locked")
    assert real.leftover() == []


def test_it_is_ended_with_the_box_alone(practising, at_the_pod):
    for _ in range(12):
        practising.press("left")
        if at_the_pod.kiosk.stage.screen.ringed() == "end_practice":
            break
    practising.press("choose")
    practising.wait_for("staff-training")


def test_nothing_of_invented_people_is_printed(hands, at_the_pod):
    stage, place = at_the_pod.kiosk.stage, at_the_pod.kiosk.staff._room.place
    stage.settings = replace(stage.settings, printer=Printer(queue="office"))
    hands.tap("practise")
    hands.wait_for("staff-next")
    assert place.printer == Printer()
    hands.tap("end_practice")
    hands.wait_for("staff-training")
    assert place.printer == Printer(queue="office")


def test_a_core_that_goes_takes_practice_with_it(practising, at_the_pod, band):
    assert practising.sees("end_practice")
    at_the_pod.kiosk.wait_for_core()
    assert band() == ""
