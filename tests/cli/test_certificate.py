"""`pod people certificate`: that somebody took part, in their language, and no more."""

import re

import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.cli.certificate import in_html
from pod.cli.people import people
from pod.clock import VirtualClock
from pod.desk import Lock
from pod.desk.certificate import Certificate, MakeCertificate
from pod.errors import Trouble, Usage
from pod.values import seeded
from tests.conftest import BEGINS
from tests.lived import OFFICER, SUPERVISOR, copy, lay, lines, supervisor

DANIEL, CALLUM = "A1001BC", "A1003BC"
SAYS_TOO_MUCH = (
    "self-control|mental|health|prison|score|measure|wellbeing|PHQ|first|enhance|HMP"
)


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    home = tmp_path_factory.mktemp("lived") / "home"
    return home, lay(home)


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


def words_on(page):
    """Return what a reader of the paper sees."""
    return re.sub(r"<style>.*</style>|<[^>]+>", " ", page, flags=re.DOTALL)


@pytest.mark.usefixtures("home")
def test_it_says_who_how_often_and_when_and_no_more():
    page = asks(DANIEL)
    said = words_on(page)
    assert "Daniel" in said
    assert "Sittings: 1" in said
    assert "05.01.2026" in said
    assert DANIEL not in page
    assert not re.search(SAYS_TOO_MUCH, said, re.IGNORECASE)


@pytest.mark.usefixtures("home")
def test_it_is_written_for_the_printer(tmp_path):
    to = tmp_path / "paper.html"
    assert "Print it" in asks(DANIEL, "--to", to)
    assert to.read_text("utf-8").startswith("<!doctype html>")


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


def test_it_speaks_the_persons_language_and_reads_no_name_as_markup():
    made = Certificate(
        first_name="Siân <b>",
        language="cy",
        sittings=3,
        first_on=BEGINS.date(),
        last_on=BEGINS.date(),
    )
    page = in_html(made)
    assert '<html lang="cy">' in page
    assert "Tystysgrif" in page
    assert "Siân &lt;b&gt;" in page
