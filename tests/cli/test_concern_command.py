"""`pod concern`: what is open, and words for the site's own form, from the office."""

import msgspec
import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.cli.concern import concern
from pod.clock import VirtualClock
from pod.desk import AskForHelp, PicturesChosen, ResetPictures, StaffSignIn
from pod.desk.help import FormFacts
from pod.errors import Usage
from pod.journeys.cast import PICTURES
from pod.values import seeded
from tests.conftest import BEGINS
from tests.lived import OFFICER, copy, lines


@pytest.fixture
def home(laid, tmp_path, monkeypatch):
    home = copy(laid[0], tmp_path / "home")
    monkeypatch.setenv("POD_HOME", str(home))
    return home


@pytest.fixture
def asked(home, laid):
    """Somebody has pressed that they are not safe; return which concern that is."""
    inside = open_inside(home, VirtualClock(BEGINS), seeded(3))
    inside.core.answer(StaffSignIn(OFFICER.number, OFFICER.code))
    inside.core.answer(ResetPictures(laid[1][0]))
    inside.core.answer(PicturesChosen(PICTURES))
    raised = inside.core.answer(AskForHelp("not_safe")).concern
    inside.close()
    return raised


def says(*words):
    called = [*map(str, words), "--as", OFFICER.number]
    told = CliRunner().invoke(concern, called, input=f"{OFFICER.code}\n")
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.stdout


def test_what_is_open_is_listed_and_its_words_can_be_copied(home, asked):
    assert asked in says("list")
    said = says("words", asked)
    assert "pressed “I am not safe”" in said
    assert "Add what the person said and what you did." in said
    inside = open_inside(home, VirtualClock(BEGINS), seeded(4))
    assert lines(inside.memory.doings, "concern_words_made") == [asked]
    inside.close()


@pytest.mark.usefixtures("qapp")
def test_they_are_a_page_for_the_printer_and_facts_for_a_machine(asked, tmp_path):
    says("words", asked, "--out", tmp_path / "words.pdf")
    assert (tmp_path / "words.pdf").read_bytes().startswith(b"%PDF")
    told = msgspec.json.decode(says("words", asked, "--json"), type=FormFacts)
    assert told.need.concern == asked
    with pytest.raises(Usage, match="has no printer"):
        says("words", asked, "--print")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("named", ["nothing1", "x; rm -rf /", "Ä", "a" * 400])
def test_what_names_no_concern_is_refused_in_a_sentence(named):
    with pytest.raises(Usage):
        says("words", named)
