"""`pod handover` and `pod people card`: on paper or in lines, by whoever may."""

import re

import msgspec
import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.cli.handover import handover
from pod.cli.people import people
from pod.clock import VirtualClock
from pod.desk import AskForHelp
from pod.desk.shift import HandoverView
from pod.errors import Usage
from pod.storage.sharing import share
from pod.values import seeded
from tests.conftest import BEGINS
from tests.lived import OFFICER, SUPERVISOR, copy, lines

PAGE = re.compile(rb"/Type /Page\n")


@pytest.fixture
def home(laid, tmp_path, monkeypatch):
    home = copy(laid[0], tmp_path / "home")
    monkeypatch.setenv("POD_HOME", str(home))
    return home


def opened(home):
    return open_inside(home, VirtualClock(BEGINS), seeded(3))


def asks(command, *words, who=OFFICER):
    called = [*map(str, words), "--as", who.number]
    told = CliRunner().invoke(command, called, input=f"{who.code}\n")
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.stdout


@pytest.mark.usefixtures("qapp")
def test_it_writes_one_page_of_a4(home, tmp_path):
    inside = opened(home)
    inside.core.answer(AskForHelp("not_safe"))
    inside.close()
    asks(handover, "--out", tmp_path / "page.pdf")
    pdf = (tmp_path / "page.pdf").read_bytes()
    assert len(PAGE.findall(pdf)) == 1
    assert b"/MediaBox [0 0 595.000000 842.000000]" in pdf


@pytest.mark.usefixtures("home", "qapp")
def test_without_a_printer_it_says_so_and_what_to_do():
    with pytest.raises(Usage, match="no printer") as told:
        asks(handover)
    assert "--out" in told.value.do


@pytest.mark.usefixtures("home")
def test_as_json_it_is_what_the_core_told():
    view = msgspec.json.decode(asks(handover, "--json"), type=HandoverView)
    assert view.pod == "pod01"
    assert len(view.heads) == 2


def test_a_card_holds_what_is_shared_and_says_of_the_rest_that_it_is_not(home, laid):
    inside = opened(home)
    with inside.memory.doings.begin() as db:
        share(db, laid[1][0], "came", BEGINS, on=True)
    inside.close()
    told = asks(people, "card", "A1001BC", who=SUPERVISOR)
    assert "Came: 1 sittings" in told
    assert "Plans: not shared" in told
    assert "How they like the pod: not shared" in told
    again = opened(home)
    assert lines(again.memory.doings, "card_seen") == [laid[1][0]]
    again.close()


@pytest.mark.usefixtures("home", "qapp")
def test_a_card_is_one_page_of_paper_too(tmp_path):
    out = tmp_path / "card.pdf"
    assert "Daniel" in asks(people, "card", "A1001BC", "--out", out, who=SUPERVISOR)
    assert len(PAGE.findall(out.read_bytes())) == 1
    with pytest.raises(Usage, match="no printer"):
        asks(people, "card", "A1001BC", "--print", who=SUPERVISOR)
