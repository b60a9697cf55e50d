"""`pod people certificate`: that somebody took part, in their language, and no more."""

import re

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pod.app.inside import open_inside
from pod.cli.people import people
from pod.clock import VirtualClock
from pod.desk import Lock
from pod.desk.certificate import Certificate, MakeCertificate
from pod.errors import Trouble, Usage
from pod.settings import LANGUAGES
from pod.ui.printing.certificate_page import certificate_page
from pod.values import seeded
from tests.conftest import BEGINS
from tests.lived import OFFICER, SUPERVISOR, copy, lines, supervisor

PAGE = re.compile(rb"/Type /Page\n")
DANIEL, CALLUM = "A1001BC", "A1003BC"
SAYS_TOO_MUCH = (
    "self-control|mental|health|prison|score|measure|wellbeing|PHQ|first|enhance|HMP"
)


MADE = Certificate(
    first_name="Siân",
    language="en",
    sittings=3,
    first_on=BEGINS.date(),
    last_on=BEGINS.date(),
)


@pytest.fixture
def home(laid, tmp_path, monkeypatch):
    home = copy(laid[0], tmp_path / "home")
    monkeypatch.setenv("POD_HOME", str(home))
    return home


@pytest.fixture
def lived(home):
    inside = open_inside(home, VirtualClock(BEGINS), seeded(3))
    yield inside
    inside.close()


def asks(*words, who=SUPERVISOR):
    called = ["certificate", *map(str, words), "--as", who.number]
    told = CliRunner().invoke(people, called, input=f"{who.code}\n")
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.stdout


@pytest.mark.usefixtures("home", "qapp")
def test_it_is_one_page_of_a4_and_the_same_each_time(tmp_path):
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    asks(DANIEL, "--out", first)
    asks(DANIEL, "--out", second)
    assert first.read_bytes() == second.read_bytes()
    assert len(PAGE.findall(first.read_bytes())) == 1
    assert b"/MediaBox [0 0 842.000000 595.000000]" in first.read_bytes()


@pytest.mark.usefixtures("home", "qapp")
def test_without_a_printer_it_says_what_to_do():
    with pytest.raises(Usage, match="no printer") as told:
        asks(DANIEL)
    assert "--out" in told.value.do


@pytest.mark.usefixtures("home")
def test_somebody_who_never_sat_down_has_none_and_an_officer_makes_none():
    with pytest.raises(Usage, match="not had a sitting"):
        asks(CALLUM)
    with pytest.raises(Trouble, match="not open"):
        asks(DANIEL, who=OFFICER)


def test_that_it_was_made_is_in_the_record(lived, laid):
    made = supervisor(lived)(MakeCertificate(laid[1][0]))
    assert (made.first_name, made.sittings) == ("Daniel", 1)
    assert lines(lived.memory.doings, "certificate_made") == [laid[1][0]]
    lived.core.answer(Lock())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_who_how_often_and_when_and_no_more(language):
    page = certificate_page(replace(MADE, language=language))
    said = " ".join((page.title, page.name, *page.lines, *page.signatures))
    assert page.name == "Siân"
    assert "3" in page.lines[1]
    assert page.lines[2].count("05.01.2026") == 2
    assert ("Tystysgrif" in said) == (language == "cy")
    assert not re.search(SAYS_TOO_MUCH, said, re.IGNORECASE)
