"""The pages of an update by stick: seen, then taken in with one key, or why not."""

from typing import get_args

import pytest
from msgspec.structs import replace

from pod.desk import Done, Sorry
from pod.desk.stick import Writing
from pod.desk.updating import (
    LookUpdate,
    SetUpAgain,
    TakeUpdate,
    Trial,
    UpdateIs,
    UpdateTaken,
)
from pod.settings import LANGUAGES
from pod.ui.common.words import read_text
from pod.ui.sample_staff import HEALTH
from pod.ui.sample_updates import CONTENT, PROGRAM, TOLD
from pod.ui.staff.exports import Exports
from pod.ui.staff.updates import STEP_MS, Updates
from pod.ui.staff.updates_told import outcome, update_facts
from tests.ui.test_exports_page import VIEW, Window

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def window():
    return Window()


@pytest.fixture
def left(window):
    """The pages are open; how often they were left."""
    left = []
    Updates(window, lambda: left.append(True)).begin()
    return left


def test_the_technician_finds_it_under_updates_and_care(window):
    window.says = [VIEW, HEALTH]
    Exports(window).begin()
    window.press("care")
    window.press("update")
    assert (window.page.name, window.page.at) == ("staff-update", "ready")


@pytest.mark.usefixtures("left")
def test_one_key_takes_in_what_was_shown(window):
    window.says = [Writing(), Writing(50, 200), TOLD]
    window.press("go")
    assert list(window.page.targets()) == []
    window.clock.advance(3 * STEP_MS)
    assert window.page.name == "staff-update-shown"
    assert list(window.page.targets())[:3] == ["back", "take", "other"]
    window.says = [Writing(1, 2), UpdateTaken(state="fine", release=15)]
    window.press("take")
    assert window.page.share == 0.5
    window.clock.advance(2 * STEP_MS)
    assert window.page.at == "done"
    taken = TakeUpdate(PROGRAM.name, PROGRAM.mark)
    assert window.asked == [*[LookUpdate()] * 3, taken, taken]


@pytest.mark.usefixtures("left")
def test_the_next_one_on_the_stick_is_one_key_away(window):
    window.says = [TOLD]
    window.press("go")
    window.press("other")
    assert any("languages/pl" in one.text() for one in window.page._lines)
    window.press("other")
    assert any("0.15.0" in one.text() for one in window.page._lines)


@pytest.mark.usefixtures("left")
def test_what_cannot_be_taken_has_no_key_for_it(window):
    for state in get_args(UpdateIs):
        facts = update_facts(
            window.text, replace(TOLD, updates=(replace(PROGRAM, state=state),)), 0
        )
        assert [id_ for id_, _, _ in facts.keys] == ["take"] * (state == "fine")


def test_back_and_finish_leave_and_nothing_is_asked(window, left):
    window.press("back")
    assert (left, window.asked) == ([True], [])


@pytest.mark.usefixtures("left")
def test_a_stick_that_is_not_there_is_said_and_looked_for_again(window):
    window.says = [replace(TOLD, state="none", updates=())]
    window.press("go")
    assert (window.page.at, list(window.page.targets())) == ("failed", ["back", "go"])
    window.says = [TOLD]
    window.press("go")
    assert window.page.name == "staff-update-shown"


@pytest.mark.usefixtures("left")
def test_a_refusal_ends_it(window):
    window.says = [Sorry("not_allowed", "That is not open now.")]
    window.press("go")
    assert window.came_back == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_its_sentences(language):
    text = read_text(language)
    words = text.room.pods.updates
    assert words.stands.keys() == set(get_args(UpdateIs))
    assert words.trial.keys() == set(get_args(Trial))
    for state in get_args(UpdateIs):
        assert len(outcome(text, UpdateTaken(state=state))) == 2


def test_what_changes_is_said_in_the_language_of_the_page():
    for language in LANGUAGES:
        lines = update_facts(read_text(language), TOLD, 0).lines
        assert any(PROGRAM.changes[language] in one for one in lines)
    silent = update_facts(read_text("en"), replace(TOLD, updates=(CONTENT,)), 0)
    assert not any("What changes" in one for one in silent.lines)


def test_of_what_is_not_believed_nothing_is_repeated_but_its_name():
    one = replace(PROGRAM, state="unsigned", signed=())
    said = " ".join(
        update_facts(read_text("en"), replace(TOLD, updates=(one,)), 0).lines
    )
    assert PROGRAM.name in said
    assert "Larger clock" not in said


def test_the_set_up_is_asked_for_under_updates_and_care(window):
    window.says = [VIEW, HEALTH, Done()]
    Exports(window).begin()
    for key in ("care", "set_up", "go"):
        window.press(key)
    assert window.asked[-1] == SetUpAgain()
    assert window.page.name == "staff-set-up-asked"


def test_where_it_is_the_administrators_the_page_says_so(window):
    window.says = [VIEW, HEALTH, Sorry("usage", "It is not here.")]
    Exports(window).begin()
    for key in ("care", "set_up", "go"):
        window.press(key)
    assert window.page.name == "staff-set-up-not-here"
