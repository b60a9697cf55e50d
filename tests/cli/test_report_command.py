"""`pod report month`: one page of counts, for a supervisor alone."""

import re
from datetime import datetime, timedelta

import msgspec
import pytest
from click.testing import CliRunner

from pod.cli.report import report
from pod.desk.month import MonthView
from pod.errors import Trouble, Usage
from tests.lived import OFFICER, SUPERVISOR, copy

PAGE = re.compile(rb"/Type /Page\n")
pytestmark = pytest.mark.usefixtures("home", "qapp")


@pytest.fixture
def home(laid, tmp_path, monkeypatch):
    home = copy(laid[0], tmp_path / "home")
    monkeypatch.setenv("POD_HOME", str(home))
    return home


def asks(*words, who=SUPERVISOR):
    called = ["month", *map(str, words), "--as", who.number]
    told = CliRunner().invoke(report, called, input=f"{who.code}\n")
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.stdout


def test_it_is_one_page_of_a4_and_as_json_it_is_what_the_core_told(tmp_path):
    out = tmp_path / "month.pdf"
    told = asks("--month", "2026-01", "--json", "--out", out)
    view = msgspec.json.decode(told, type=MonthView)
    assert view.month == "2026-01"
    assert set(view.bookings.values()) == {None}
    assert view.upkeep["signed_on"] == 0
    assert len(PAGE.findall(out.read_bytes())) == 1


def test_without_a_month_it_is_the_last_one():
    view = msgspec.json.decode(asks("--json"), type=MonthView)
    first = datetime.now().astimezone().replace(day=1)
    assert view.month == f"{first - timedelta(days=1):%Y-%m}"


@pytest.mark.parametrize("name", ["2026-13", "May", "2026", "26-01", "../x"])
def test_what_is_no_month_is_refused_in_a_sentence(name):
    with pytest.raises(Usage, match="no month"):
        asks("--month", name)


def test_a_month_to_come_and_somebody_who_may_not_are_refused():
    with pytest.raises(Usage, match="not over"):
        asks("--month", "2098-01")
    with pytest.raises(Trouble, match="not open"):
        asks(who=OFFICER)


def test_without_a_printer_it_says_what_to_do():
    with pytest.raises(Usage, match="no printer") as told:
        asks()
    assert "--out" in told.value.do
