"""A whole shift through the real windows: the record tells it, the pictures show it."""

import json

import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.app.shift import LOG, PAPER, SCREENS, TABLE, Shift
from pod.cli.rehearse import rehearse
from pod.clock import VirtualClock
from pod.journeys.cast import FIRST_NAMES
from pod.journeys.officer import BOOKED, NEXT_OFFICER, OFFICER
from pod.values import seeded
from tests.conftest import BEGINS

SIT = 4
LATE_ENOUGH_S, LONGEST_ADD_S, LONGEST_PICTURES_S = 10.0, 60.0, 10.0
TOLD_IN_ORDER = (
    ("signed_on", OFFICER.number),
    ("unlocked", OFFICER.number),
    ("attendance_noted", OFFICER.number),
    ("concern_not_safe", ""),
    ("concern_escalated", ""),
    ("concern_acknowledged", OFFICER.number),
    ("concern_closed", OFFICER.number),
    ("staff_note_added", OFFICER.number),
    ("handed_over", OFFICER.number),
    ("signed_on", NEXT_OFFICER.number),
)
SEEN = (
    "staff-today",
    "staff-what",
    "staff-pods",
    "staff-health",
    "late-not_safe",
    "staff-help-done",
    "staff-added",
    "staff-people",
    "staff-handover",
)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A shift that was played, in which some of those booked come."""
    out = tmp_path_factory.mktemp("shift") / "out"
    return Shift(out, 1, lambda _deed: None).play(SIT)


def record(out):
    """Return the record of both stores: what was done and by whom, as it happened."""
    inside = open_inside(out / "home", VirtualClock(BEGINS), seeded(3))
    query = "SELECT done_at, what, staff FROM audit ORDER BY id"
    lines = []
    for vault in (inside.memory.people, inside.memory.doings):
        with vault.engine.connect() as db:
            lines += [tuple(row) for row in db.exec_driver_sql(query)]
    inside.memory.close()
    return [(what, staff) for _, what, staff in sorted(lines, key=lambda one: one[0])]


def deeds(played, name):
    return [one for one in played.deeds if one.deed == name]


def test_the_record_tells_the_shift_in_its_order(played):
    told = iter(record(played.out))
    for line in TOLD_IN_ORDER:
        assert any(one == line for one in told), line


def test_of_each_who_was_booked_it_is_known_what_became(played):
    lines = record(played.out)
    assert lines.count(("attendance_noted", OFFICER.number)) == BOOKED - SIT + 1
    assert lines.count(("attendance_noted", "")) == SIT - 1


def test_staff_unlock_in_three_taps_and_ten_seconds(played):
    assert len(deeds(played, "unlock")) == SIT - 1
    assert len(deeds(played, "acknowledge")) == 1
    for one in (*deeds(played, "unlock"), *deeds(played, "acknowledge")):
        assert one.taps <= 3
        assert one.seconds <= LATE_ENOUGH_S


def test_somebody_is_added_in_a_minute_and_pictures_are_new_in_ten_seconds(played):
    (added,), (renewed,) = deeds(played, "add a person"), deeds(played, "new pictures")
    assert added.seconds <= LONGEST_ADD_S
    assert renewed.seconds <= LONGEST_PICTURES_S


def test_there_is_a_picture_of_each_page_of_the_shift(played):
    names = [one.name for one in (played.out / SCREENS).glob("*.png")]
    assert len(names) == played.screens
    for page in SEEN:
        assert any(name.partition("-")[2] == f"{page}.png" for name in names), page


def test_the_log_and_the_table_name_nobody(played):
    for path in (played.out / LOG, played.out / TABLE):
        said = path.read_text("utf-8")
        assert not [name for name in (*FIRST_NAMES, "A1-0", "BC") if name in said]


def test_the_table_is_what_was_measured(played):
    told = json.loads((played.out / TABLE).read_text("utf-8"))
    assert [(one["deed"], one["taps"]) for one in told] == [
        (one.deed, one.taps) for one in played.deeds
    ]


def test_the_next_shift_has_a_page_of_paper(played):
    assert (played.out / PAPER).read_bytes().startswith(b"%PDF")
    *_, over, printed, on = (played.out / LOG).read_text("utf-8").splitlines()
    assert over.endswith("handed over")
    assert printed.endswith("the handover page was printed")
    assert on.endswith("signed on"), "what was noted is told to who signs on"


@pytest.mark.proof
def test_all_twelve_come_by_one_command(tmp_path):
    out = tmp_path / "out"
    done = CliRunner().invoke(rehearse, ["--journey", "shift", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert record(out).count(("attendance_noted", "")) == BOOKED - 1
