"""After the code: no note is passed over in silence, no sentence has a hole."""

from itertools import product

import pytest

from pod.core.device_notes import code_of
from pod.desk import ConcernTile, StaffView, TroubleTile
from pod.events import DEVICE_KINDS
from pod.settings import LANGUAGES, Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.sample_staff import CONCERNS, PEOPLE
from pod.ui.staff.next_person import NextPersonScreen
from tests.ui.measuring import clashes, cut_off, seen

LONG = tuple(
    TroubleTile("At a port.", "", code_of(kind), "check_cable")
    for kind in DEVICE_KINDS[:5]
)
WAYS = [*product(LANGUAGES, ("standard", "large"), ((), CONCERNS))]


def shown(qtbot, view, language, size):
    text, look = read_text(language), Look("cream", size, Panel())
    frame = Frame(look, language, text)
    qtbot.addWidget(frame)
    frame.bar("hidden")
    screen = NextPersonScreen(look, text, view)
    frame.put(screen)
    frame.show()
    return frame, screen


@pytest.mark.parametrize(("language", "size", "concerns"), WAYS)
def test_of_many_troubles_those_without_room_are_counted(
    qtbot, language, size, concerns
):
    view = StaffView(people=PEOPLE, concerns=concerns, troubles=LONG)
    frame, screen = shown(qtbot, view, language, size)
    there = [one.text() for one in screen._notices if not one.isHidden()]
    more = read_text(language).staff.notes_more.format(count=len(LONG) - len(there))
    assert len(there) < len(LONG)
    assert (screen._more.text(), screen._more.isHidden()) == (more, False)
    assert not cut_off(seen(frame))
    assert not clashes(seen(frame))


def test_where_all_troubles_have_room_nothing_is_counted(qtbot):
    view = StaffView(people=PEOPLE, troubles=LONG[:2])
    _, screen = shown(qtbot, view, "en", "standard")
    assert [one.isHidden() for one in screen._notices] == [False, False]
    assert screen._more.isHidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_device_that_is_lost_is_named_in_their_language_and_its_port_is_not(
    qtbot, language
):
    say = "/dev/serial/by-id/usb-0 is unplugged (Input/output error)."
    lost = TroubleTile(say, "Check the cable.", "box_lost", "check_cable")
    view = StaffView(people=PEOPLE, troubles=(lost,))
    _, screen = shown(qtbot, view, language, "standard")
    (said,) = [one.text() for one in screen._notices]
    text = read_text(language)
    assert said == f"{text.notices['box_lost']} {text.advice['check_cable']}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_from_this_pod_names_no_cell(qtbot, language):
    call = ConcernTile(concern="c1", kind="staff_call", cell="", clock="10:31")
    view = StaffView(people=PEOPLE, concerns=(call,))
    _, screen = shown(qtbot, view, language, "standard")
    (said,) = [key.face.words for key in screen._concerns]
    assert "Cell" not in said
    assert "10:31" in said


def test_nobody_can_be_unlocked_for_at_a_pod_that_must_be_looked_at(look, text):
    view = StaffView(people=PEOPLE, notices=("tamper",), barred=True, may_clear=True)
    page = NextPersonScreen(look, text, view)
    assert "checked" in page.targets()
    assert not any(one.startswith(("unlock", "list")) for one in page.targets())
    assert text.staff.needs in page.sentences()


def test_without_a_current_certificate_a_sentence_stands_where_unlock_was(look, text):
    page = NextPersonScreen(look, text, StaffView(people=PEOPLE, certified=0))
    assert not any(one.startswith(("unlock", "list")) for one in page.targets())
    assert text.staff.not_certified in page.sentences()
    assert "training" in page.targets()


@pytest.mark.parametrize("days", [1, 30])
def test_a_certificate_that_ends_soon_is_told_quietly(look, text, days):
    page = NextPersonScreen(look, text, StaffView(people=PEOPLE, certified=days))
    assert any(one.startswith("unlock") for one in page.targets())
    assert f"in {days} day" in " ".join(page.sentences())


def test_who_unlocks_for_nobody_sees_the_pod_and_no_way_to_people(look, text):
    view = StaffView(people=(), unlocks=False, notices=("full",))
    page = NextPersonScreen(look, text, view)
    shown = {key.id for key in page._keys if not key.isHidden()}
    assert shown == {"room", "lock"}
    assert text.notices["full"] in page.sentences()


def test_who_may_purge_is_told_how_many_records_are_past_their_time(look, text):
    due = ("purge_due",)
    told = NextPersonScreen(look, text, StaffView(people=PEOPLE, notices=due, past=3))
    assert text.staff.past.format(count=3) in told.sentences()
    assert text.notices["purge_due"] not in told.sentences()
    others = NextPersonScreen(look, text, StaffView(people=PEOPLE, notices=due))
    assert text.notices["purge_due"] in others.sentences()


def test_of_many_unused_accounts_the_first_are_named(look, text):
    numbers = tuple(str(number) for number in range(1001, 1011))
    page = NextPersonScreen(look, text, StaffView(people=PEOPLE, unused=numbers))
    assert "1001, 1002, 1003, 1004…" in " ".join(page.sentences())


def test_staff_read_that_nobody_is_on_duty(look, text):
    page = NextPersonScreen(look, text, StaffView(people=PEOPLE, attended=False))
    assert text.staff.nobody_on_duty in page.sentences()
    page = NextPersonScreen(look, text, StaffView(people=PEOPLE))
    assert text.staff.nobody_on_duty not in page.sentences()
