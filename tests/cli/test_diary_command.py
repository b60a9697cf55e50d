"""`pod diary`: the day from the office, checked by the core like any page."""

import json
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from pod.cli.diary import diary
from pod.cli.people import people
from pod.cli.slip import slip
from pod.diary.slip import Slip
from pod.errors import PartRefused, TryAgain, Usage
from pod.ui.common.words import read_text
from pod.ui.printing.slip_sheet import slip_sheet
from tests.lived import OFFICER, SUPERVISOR, copy

TOMORROW = datetime.now().astimezone().date() + timedelta(days=1)
DANIEL, AARON = "A1001BC", "A1002BC"
HEAD = "Number;Cell;Time;Date;Appointment;Alerts"

SLIP = Slip(
    prison="HMP Test",
    name="Daniel",
    number="A1001BC",
    cell="A1-01",
    appointment="Training appointment",
    when="05/01/2026, 10:30",
    location="A Wing",
    information="Bring your glasses.",
    printed="05/01/2026, 09:30",
)


@pytest.fixture(autouse=True)
def home(laid, tmp_path, monkeypatch):
    home = copy(laid[0], tmp_path / "home")
    monkeypatch.setenv("POD_HOME", str(home))
    return home


def asks(*words, who=OFFICER, group=diary):
    told = CliRunner().invoke(
        group, [*map(str, words), "--as", who.number], input=f"{who.code}\n"
    )
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told.stdout


def shown(on=TOMORROW):
    return json.loads(asks("show", "--on", on, "--json"))


def booked(number, at, *more):
    return asks("book", number, "--at", at, "--on", TOMORROW, *more)


@pytest.fixture
def unlock_list(tmp_path):
    def write(*lines):
        path = tmp_path / "list.csv"
        raw = "\r\n".join((HEAD, *lines)) + "\r\n"
        path.write_bytes(b"\xef\xbb\xbf" + raw.encode())
        return path

    return write


def row(number, at, what="Training appointment", alerts=""):
    return f"{number};A1-01;{at};{TOMORROW:%d/%m/%Y};{what};{alerts}"


def test_a_list_is_taken_in_and_shown(unlock_list):
    path = unlock_list(
        row(DANIEL, "09:15", alerts="PEEP"),
        row(DANIEL, "09:20", "Healthcare"),
    )
    assert asks("import", path).startswith("Booked: 1. Elsewhere: 1. Known: 0.")
    lines = asks("show", "--on", TOMORROW)
    for word in ("09:15 AM", "Daniel, A1-01", "[peep]", "clash: Healthcare"):
        assert word in lines


def test_lines_that_are_not_taken_are_named_and_end_with_their_own_exit_code(
    unlock_list,
):
    path = unlock_list(row(DANIEL, "9.15"), row("Z9999ZZ", "10:00"), row(AARON, "?"))
    with pytest.raises(PartRefused, match="Lines not taken: 2"):
        asks("import", path)
    assert [one["first_name"] for one in shown()["rows"]] == ["Daniel"]
    assert PartRefused.exit_code == 3


def test_somebody_is_booked_moved_skipped_and_stays_on_the_list():
    asks("book", DANIEL, "--at", "10:30")
    assert asks("move", DANIEL, "--at", "11:00", "--minutes", "30") == "Moved.\n"
    assert asks("skip", DANIEL, "sick") == "Noted.\n"
    (one,) = json.loads(asks("show", "--json"))["rows"]
    assert (one["starts"], one["minutes"], one["state"]) == ("11:00", 30, "sick")
    with pytest.raises(Usage, match="no open booking"):
        asks("skip", DANIEL, "refused")
    with pytest.raises(TryAgain, match="changed that meanwhile"):
        asks("skip", one["booking"], "refused")


def test_two_bookings_are_swapped_by_number_and_by_reference():
    first = booked(DANIEL, "10:30").split()[-1].rstrip(".")
    booked(AARON, "14:00")
    asks("swap", first, AARON, "--on", TOMORROW)
    assert {one["first_name"]: one["starts"] for one in shown()["rows"]} == {
        "Daniel": "14:00",
        "Aaron": "10:30",
    }


def test_a_double_booking_and_a_word_that_is_none_are_refused():
    booked(DANIEL, "10:30")
    with pytest.raises(Usage, match="They are booked"):
        booked(DANIEL, "10:40")
    with pytest.raises(Usage, match="That pod is booked"):
        booked(AARON, "10:40")
    with pytest.raises(Usage, match="cannot be booked as it stands"):
        booked(AARON, "ten")
    assert "Booked" in booked(AARON, "10:40", "--pod", "pod02")


def test_the_waiting_list_is_kept():
    asks("waiting", DANIEL, "--by", "education")
    assert shown()["waiting"][0]["requested_by"] == "education"
    asks("waiting", DANIEL, "--status", "declined")
    assert shown()["waiting"] == []
    with pytest.raises(Usage, match="not on the waiting list"):
        asks("waiting", AARON, "--status", "approved")


def test_alerts_are_noted_all_at_once():
    booked(DANIEL, "10:30")
    asks("alerts", DANIEL, "--alert", "peep", "--alert", "acct")
    assert shown()["rows"][0]["alerts"] == ["acct", "peep"]
    asks("alerts", DANIEL)
    assert shown()["rows"][0]["alerts"] == []


def test_why_somebody_left_is_written_in_the_terms_that_staff_use():
    asks("leave", DANIEL, "--reason", "transferred", who=SUPERVISOR, group=people)
    assert "transferred" in asks("see", DANIEL, who=SUPERVISOR, group=people)


def test_a_slip_is_written_in_its_known_order_or_there_is_no_printer(tmp_path):
    booked(DANIEL, "10:30")
    out = tmp_path / "slip.pdf"
    asks(DANIEL, "--on", TOMORROW, "--out", out, group=slip)
    assert out.read_bytes().startswith(b"%PDF")
    with pytest.raises(Usage, match="This pod has no printer"):
        asks(DANIEL, "--on", TOMORROW, group=slip)


def test_a_slip_says_where_and_when_and_nothing_of_training_pods():
    told = slip_sheet(read_text("en"), SLIP).sections[0].fields
    assert told == (
        ("Prison", "HMP Test"),
        ("Name", "Daniel"),
        ("Number", "A1001BC"),
        ("Cell", "A1-01"),
        ("Appointment", "Training appointment"),
        ("Date and time", "05/01/2026, 10:30"),
        ("Location", "A Wing"),
        ("Extra information", "Bring your glasses."),
        ("Printed", "05/01/2026, 09:30"),
    )


def test_the_day_is_written_on_paper_without_what_staff_alone_may_know(tmp_path):
    booked(DANIEL, "10:30")
    out = tmp_path / "day.pdf"
    assert "Daniel" in asks("show", "--on", TOMORROW, "--out", out)
    assert out.read_bytes().startswith(b"%PDF")
