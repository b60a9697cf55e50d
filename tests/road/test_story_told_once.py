"""Through the real windows: somebody moves, and goes on elsewhere where they were."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from pod.app.hands_on import at_the_window
from pod.app.provisioning import write_settings
from pod.desk import Lock, SettingsChosen
from pod.desk.travelling import StopTravel
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.settings import Likes, RecordsFolder, read_settings
from pod.storage import sittings
from pod.storage.keeping import raw_rows
from pod.task import task_named
from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from tests.core.travelled import FAR, HERE, PARTS, WHO, Pod

pytest_plugins = ("tests.pods_that_travel",)
OFFICER, SUPERVISOR = STAFF
TITLES = [task_named(one).title("en") for one in PARTS]
PICTURES = os.environ.get("POD_ROAD_PICTURES", "")


@pytest.fixture
def both(known_pods, tmp_path, clock):
    """A pod here and one far away, with one folder for records between them."""
    folder = tmp_path / "between"
    folder.mkdir()
    with ExitStack() as stack:
        found = []
        for seed, pod in enumerate((HERE, FAR), start=11):
            shutil.copytree(known_pods / pod, tmp_path / pod)
            settings = read_settings(tmp_path / pod)
            between = RecordsFolder(folder=str(folder))
            write_settings(tmp_path / pod, replace(settings, records=between))
            found.append(Pod(tmp_path / pod, clock, seed))
            stack.callback(found[-1].close)
        yield found


@pytest.fixture
def window(clock, tmp_path):
    """Open the window of a pod; one at a time, as each stands in its own prison."""
    with ExitStack() as stack:

        def open_(pod):
            stack.close()
            there = stack.enter_context(
                at_the_window(pod.inside, clock, tmp_path / "cable")
            )
            if PICTURES:
                there.hands.take_pictures(Path(PICTURES))
            return there

        yield open_


def said(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def until(hands, *targets):
    for one in targets:
        hands.until(lambda one=one: hands.sees(one), one)
        hands.tap(one)


def to_moves(hands, staff):
    """Sign in as staff and go to who moves."""
    hands.wait_for("locked")
    hands.tap("staff")
    hands.wait_for("staff-code")
    hands.enter(staff.number, staff.code)
    hands.wait_for("staff-next")
    until(hands, "room", "go:progress", "moves")
    hands.wait_for("staff-moves")


def sign_in(hands, person):
    story.unlock(hands, OFFICER, person)
    story.comes_back(hands)


def stops(hands):
    until(hands, "pause", "stop")
    hands.wait_for("locked")


def kept(pod, person):
    """Return what was done, with how many answers are here, in order."""
    with pod.memory.doings.begin() as db:
        return [
            (one.task, len(raw_rows(db, one.id)))
            for row in sittings.all_sittings(db, person)
            for one in sittings.activities(db, row.id)
        ]


def words_of(there):
    """Return every word on a page of staff's, which nobody reads aloud."""
    screen = there.kiosk.stage.screen
    return " ".join(one.text() for one in screen.findChildren(Words) if one.isVisible())


def test_a_place_moves_with_its_person_and_nothing_is_asked_again(both, window):
    here, far = both
    daniel = here.people()[0]
    begins_here(here, daniel)
    there = window(here)
    staff_say_that_a_transfer_is_coming(there, daniel)
    says_yes_when_it_is_offered(there, daniel)
    staff_make_the_record(there, daniel)
    is_told_that_the_place_has_moved(there, daniel)
    there = window(far)
    staff_take_it_in(there)
    goes_on(there, far.people()[0])
    done, again = kept(here, daniel), kept(far, far.people()[0])
    assert [task for task, _ in again][:2] == [task for task, _ in done]
    assert again[0][1] == 0
    assert again[1] == done[1]
    assert len(again) == 3


def begins_here(here, daniel):
    """Two activities done, and no agreement that anything goes to another prison."""
    here.comes(daniel)
    here.glass(StopTravel("transfer"))
    here.glass(SettingsChosen(Likes(language="en"), all=True))
    here.does()
    here.does()
    here.glass(Lock())


def staff_say_that_a_transfer_is_coming(there, daniel):
    hands = there.hands
    to_moves(hands, OFFICER)
    until(hands, daniel)
    hands.wait_for("staff-moves-one")
    assert not hands.sees("make")
    assert "has not agreed yet" in words_of(there)
    until(hands, "say", "back", "back", "leave")


def says_yes_when_it_is_offered(there, daniel):
    """Offered once, before the plan; of two activities one goes along."""
    hands = there.hands
    sign_in(hands, daniel)
    hands.wait_for("card")
    assert "You may move soon." in said(there)
    until(hands, "tell", "next", "next", "next", "yes", "choose", "no")
    hands.until(lambda: "2 of 2" in said(there), "the second part")
    until(hands, "yes")
    hands.wait_for("card")
    assert "Answers that go: 1 of 2." in said(there)
    hands.tap("back")
    hands.wait_for("plan")
    stops(hands)


def staff_make_the_record(there, daniel):
    hands = there.hands
    to_moves(hands, SUPERVISOR)
    until(hands, daniel)
    hands.wait_for("staff-moves-one")
    assert "agreed" in words_of(there)
    assert not any(title in words_of(there) for title in TITLES)
    until(hands, "make", FAR, "go", "finish")
    hands.wait_for("staff-moves")
    assert "moved" in " ".join(key.face.words for key in keys(there))
    until(hands, "back", "leave")


def keys(there):
    return there.kiosk.stage.screen.findChildren(Key)


def is_told_that_the_place_has_moved(there, daniel):
    hands = there.hands
    sign_in(hands, daniel)
    hands.wait_for("card")
    assert "Your place has moved." in said(there)
    hands.tap("ok")
    hands.wait_for("locked")


def staff_take_it_in(there):
    hands = there.hands
    to_moves(hands, SUPERVISOR)
    until(hands, "take", "go")
    hands.until(lambda: hands.sees("finish"), "what came")
    assert "Daniel" in words_of(there)
    until(hands, "finish", "back", "leave")


def goes_on(there, person):
    """The same four pictures, then the plan with its third part now."""
    sign_in(there.hands, person)
    there.hands.wait_for("plan")
    does_the_last(there.hands)


def does_the_last(hands):
    hands.be(WHO)
    hands.tap("start")
    hands.wait_for("thanks")
    hands.be(None)
