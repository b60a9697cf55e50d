"""The one road: from bytes on a cable to a line of the outcome table."""

import csv
import json
from itertools import pairwise

import pytest

from pod.app.inside import open_inside
from pod.app.rehearsal import Rehearsal
from pod.bundle.archive import unzipped
from pod.clock import VirtualClock
from pod.evaluation.folder import StudyFolder
from pod.journeys.cast import participants
from pod.seal import unseal
from pod.storage import identities, outbox, sittings
from pod.task import task_named
from pod.values import seeded

from .conftest import BEGINS


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """Fifteen people's first and last sittings, one of them through the windows."""
    out = tmp_path_factory.mktemp("road") / "out"
    return Rehearsal(out, 1, lambda _said: None).play(15, windows=True)


@pytest.fixture(scope="module")
def table(road):
    with road.table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def daniels_stops(road):
    """The stop-signal rows of the person who sat at the window, from the store."""
    inside = open_inside(road.out / "home", VirtualClock(BEGINS), seeded(1))
    with inside.memory.people.begin() as names:
        ref = identities.tiles(names)[0].person
    with inside.memory.doings.begin() as db:
        done = [
            finished
            for finished in outbox.finished(db)
            if finished.ref == ref and finished.task == "stop_signal"
        ]
        assert len(sittings.finished_sittings(db, ref, "first")) == 2
    inside.memory.close()
    task = task_named("stop_signal")
    return [task.decode_row(raw) for raw in done[0].rows]


def test_each_press_on_the_box_is_in_a_row_with_the_boxs_own_time(daniels_stops):
    answered = [row for row in daniels_stops if row.button is not None]
    assert len(daniels_stops) >= 32 + 4 * 64
    assert len(answered) > 200
    assert {row.timed_by for row in answered} == {"device"}
    assert all(row.device_ms is not None for row in answered)


def test_every_row_can_be_trusted_back_to_the_button_press(road, daniels_stops):
    """Distances between presses in the rows are those of the true presses."""
    lines = (road.out / "cable" / "truth.jsonl").read_text().splitlines()
    answered = [row for row in daniels_stops if row.button is not None]
    truth = [json.loads(line) for line in lines[-len(answered) :]]
    assert [row.button for row in answered] == [true["what"] for true in truth]
    bound = 2 * max(row.uncertainty_ms for row in answered)
    rows = [row.onset_ms + row.rt_ms for row in answered]
    for (a, b), (true_a, true_b) in zip(pairwise(rows), pairwise(truth), strict=True):
        assert b - a == pytest.approx(true_b["at_ms"] - true_a["at_ms"], abs=bound)


def test_the_table_reports_everybody_and_withholds_the_groups(table):
    reported = {row["group"] for row in table if row["n"] != "withheld"}
    withheld = {row["group"] for row in table if row["n"] == "withheld"}
    assert (reported, withheld) == ({"everyone"}, {"30-39", "50-59"})


def test_a_reported_line_has_everything_a_sceptic_asks_for(table):
    everyone = [row for row in table if row["group"] == "everyone"]
    (line,) = [row for row in everyone if row["score"] == "total"]
    low, change, high = (float(line[x]) for x in ("ci_low", "mean_change", "ci_high"))
    assert low < change < high
    first, last = float(line["mean_first"]), float(line["mean_last"])
    assert last - first == pytest.approx(change, abs=0.002)


def test_the_bundle_names_nobody(road):
    study = StudyFolder(road.out / "study")
    sealed = road.bundle.read_bytes()
    files = unzipped(unseal(sealed, study.identities))
    open_bytes = b"\n".join(files.values())
    for who in participants(15):
        for secret in (who.number, who.first_name, who.cell):
            assert secret.encode() not in open_bytes
    assert b"2026" not in open_bytes.replace(b"20260", b"")


def test_the_store_in_its_folder_can_be_read_by_nobody(road):
    for path in (road.out / "home").glob("pod.db*"):
        raw = path.read_bytes()
        assert b"Daniel" not in raw
        assert b"stop_signal" not in raw


@pytest.mark.parametrize(
    "screen",
    [
        "locked",
        "staff-code",
        "staff-next",
        "pictures-choosing",
        "consent-5",
        "asked-3",
        "choices",
        "likes-1",
        "plan",
        "paused",
        "help",
        "untold-upset",
        "question",
        "card",
        "task",
        "summary",
        "thanks",
    ],
)
def test_there_is_a_picture_of_every_screen(road, screen):
    assert list((road.out / "screens" / "first").glob(f"*-{screen}.png"))


@pytest.mark.proof
def test_two_runs_with_one_seed_have_the_same_outcomes(tmp_path):
    tables = [
        Rehearsal(tmp_path / name, 5, lambda _said: None).play(8, windows=False).table
        for name in ("one", "two")
    ]
    assert tables[0].read_bytes() == tables[1].read_bytes()
