"""Research rows of a real pod: everybody who agrees, once, in full, under a code."""

import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from secrets import SystemRandom
from types import SimpleNamespace

import msgspec
import pytest

from pod.app.inside import open_inside
from pod.bundle.manifest import Arrived
from pod.bundle.pack import open_bundle
from pod.clock import VirtualClock
from pod.errors import Storage
from pod.evaluation.columns import read_table
from pod.evaluation.shapes import Shapes
from pod.export.from_store import StoredExports
from pod.export.run import export_now, exporting
from pod.seal import Trusted, sig_beside
from pod.storage import identities, outbox
from pod.storage.diary_tables import BookingRow
from pod.storage.doings_tables import ActivityRow, SittingRow
from pod.study import allowed_bands, policy_hash
from pod.task import task_named
from pod.values import seeded
from tests.conftest import BEGINS
from tests.export.makers import clock, opener
from tests.export.stored import KEYS, PACK, answer_again, code, refs, sitting

ROWS = msgspec.structs.replace(PACK, level="rows", agreement="DSA 2026/14")
BANDS = allowed_bands(ROWS.policy)
SLOT = {
    "slot": "am",
    "starts": "09:30",
    "minutes": 45,
    "pod": "pod01",
    "noted_at": None,
    "noted_by": None,
    "sent": False,
}


@pytest.fixture(scope="module")
def rows_home(new_home, tmp_path_factory):
    """A pod in a study of research rows whose three people had a sitting, made once."""
    home = tmp_path_factory.mktemp("rows") / "home"
    shutil.copytree(new_home, home)
    inside = open_inside(home, VirtualClock(BEGINS), seeded(7))
    with inside.memory.doings.begin() as db:
        outbox.install_study(db, ROWS)
    for person in refs(inside):
        sitting(inside, person)
    inside.memory.close()
    return home


@pytest.fixture
def home(rows_home, tmp_path):
    """A copy of it, for one test alone."""
    home = tmp_path / "home"
    shutil.copytree(rows_home, home)
    return home


def opened(path, store):
    """Open a bundle as the study's evaluator would."""
    signature = sig_beside(path).read_text()
    arrived = Arrived(name=path.name, content=path.read_bytes(), signature=signature)
    trusted = Trusted("pod01", store.signing_key().public)
    policy = {"policy_hash": policy_hash(ROWS.policy), "bands": BANDS}
    return open_bundle(arrived, opener(KEYS, pods=(trusted,), **policy))


def sent(store, to):
    """Export, and open what came of it."""
    done = export_now(store, to, SystemRandom(), clock())
    return opened(done.path, store) if done.path else None


def table(told, name):
    """Return a table's rows as dicts."""
    path = f"data/{name}.csv"
    (found,) = (one for one in tables_in(told) if one.path == path)
    read = read_table(found)
    assert read.refused == {}
    return read.rows.drop(["num"]).to_pylist()


def tables_in(told):
    """Return a bundle's tables, unread."""
    return Shapes(BANDS).tables_in(told.manifest, told.files)


def trials(told):
    """Return every trial's row by the code of its activity."""
    rows = {}
    for one in tables_in(told):
        for row in table(told, f"trials_{one.task}") if one.task else ():
            rows.setdefault(row["activity"], []).append(row)
    return rows


@pytest.fixture(scope="module")
def first(rows_home, tmp_path_factory):
    """The pod, and the first bundle that left it, opened: to be looked at only."""
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(rows_home, folder / "home")
    inside = open_inside(folder / "home", VirtualClock(BEGINS), seeded(2))
    told = sent(StoredExports(inside.memory, "pod01"), folder)
    yield SimpleNamespace(inside=inside, told=told)
    inside.memory.close()


def test_everybody_who_agrees_leaves_in_full_however_few_they_are(first):
    told, inside = first.told, first.inside
    people = {code(inside, one) for one in refs(inside)}
    for name in ("participants", "sittings", "activities", "measures", "points"):
        assert {row["study_code"] for row in table(told, name)} == people, name
    assert {row["age_band"] for row in table(told, "participants")} != {"not released"}
    assert {
        row["study_code"] for several in trials(told).values() for row in several
    } == people


def test_each_activity_leaves_all_its_rows_and_what_it_ran_with(first):
    told = first.told
    params, rows = msgspec.json.decode(told.files["params.json"]), trials(told)
    for done in table(told, "activities"):
        assert done["params_hash"] in params
        assert len(rows.get(done["activity"], ())) == done["rows"]
    assert {row["ended"] for row in table(told, "sittings")} == {"done"}
    assert {row["point"] for row in table(told, "sittings")} == {"first"}


def test_scores_can_be_computed_again_from_what_left(first):
    told = first.told
    told_by_pod = {
        tuple(row.values()) for row in table(told, "measures") if row["kind"] == "score"
    }
    rows, again = trials(told), set()
    for done in table(told, "activities"):
        task = task_named(done["task"])
        if not rows.get(done["activity"]):
            continue
        kept = [
            {name: row[name] for name in task.row.__struct_fields__}
            for row in rows[done["activity"]]
        ]
        scores = task.score(msgspec.convert(kept, list[task.row]))
        for name, score in scores.items():
            value = None if score.value is None else round(score.value, 3)
            again.add((done["study_code"], done["task"], name, value))
    assert {(one[0], one[2], one[12], one[13]) for one in told_by_pod} <= again


def test_it_says_what_level_it_is_and_under_which_agreement(first):
    told = first.told
    assert (told.manifest.level, told.manifest.agreement) == ("rows", "DSA 2026/14")
    report = msgspec.json.decode(told.files["disclosure.json"])
    assert (report["level"], report["people"]) == ("rows", 3)
    assert b"DSA 2026/14" in told.files["README.txt"]


def test_nothing_leaves_twice_and_later_only_what_is_new(inside, store, stick):
    first = sent(store, stick)
    assert sent(store, stick) is None
    sitting(inside, refs(inside)[0])
    second = sent(store, stick)
    assert table(second, "participants") == []
    (sat,) = table(second, "sittings")
    assert sat["study_code"] == code(inside, refs(inside)[0])
    known = {row["activity"] for row in table(first, "activities")}
    assert known.isdisjoint(row["activity"] for row in table(second, "activities"))


def test_who_agrees_no_more_is_named_once_and_nothing_else_is_said_of_them(
    inside, store, stick
):
    sent(store, stick)
    gone, *_ = refs(inside)
    sitting(inside, gone)
    answer_again(inside, gone, evaluation=False)
    told = sent(store, stick)
    assert table(told, "withdrawals") == [{"study_code": code(inside, gone)}]
    assert table(told, "sittings") == [] == table(told, "activities")
    report = msgspec.json.decode(told.files["disclosure.json"])
    assert (report["people"], report["people_so_far"]) == (0, len(refs(inside)) - 1)
    assert sent(store, stick) is None


def test_who_never_agreed_is_not_in_it_at_all(inside, store, stick):
    first, *others = refs(inside)
    answer_again(inside, first, evaluation=False)
    told = sent(store, stick)
    text = b"".join(told.files.values())
    assert code(inside, first).encode() not in text
    assert {row["study_code"] for row in table(told, "sittings")} == {
        code(inside, one) for one in others
    }


def test_it_holds_no_name_number_cell_date_or_reference_of_the_pods_own(first):
    told, inside = first.told, first.inside
    text = b"\n".join(
        content for path, content in told.files.items() if path.startswith("data/")
    ).decode()
    with inside.memory.doings.begin() as db:
        own = [*db.scalars(outbox.select(ActivityRow.id))]
        own += db.scalars(outbox.select(SittingRow.id))
    with inside.memory.people.begin() as db:
        tiles = identities.tiles(db)
    words = [*own, *refs(inside)]
    words += [word for tile in tiles for word in (tile.first_name, tile.cell)]
    assert len(words) > 20
    assert not [word for word in words if re.search(rf"\b{re.escape(word)}\b", text)]
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", text)


def test_frictionless_reads_it_and_finds_nothing_wrong(first, tmp_path):
    for path, content in first.told.files.items():
        file = tmp_path / "unzipped" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    tool = Path(sys.executable).with_name("frictionless")
    package = tmp_path / "unzipped" / "datapackage.json"
    done = subprocess.run(
        [tool, "validate", package], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_who_withdraws_while_it_is_made_is_in_none_of_it(inside, store, stick):
    steps = exporting(store, stick, SystemRandom(), clock())
    for _ in range(6):
        next(steps)
    gone, *others = refs(inside)
    answer_again(inside, gone, evaluation=False)
    for _ in steps:
        continue
    assert list(stick.iterdir()) == []
    told = sent(store, stick)
    assert {row["study_code"] for row in table(told, "sittings")} == {
        code(inside, one) for one in others
    }


def booked(inside, person, *reasons):
    """Write bookings of somebody's down, a week apart, and what became of each."""
    with inside.memory.doings.begin() as db:
        for number, reason in enumerate(reasons):
            row = {"id": f"book{number}", "person": person, "reason": reason}
            day = BEGINS.date() + timedelta(days=7 * number)
            db.add(BookingRow(**row, held_on=day, **SLOT))


def test_even_a_booking_alone_that_waits_is_void_when_its_person_withdraws(
    inside, store, stick, tmp_path
):
    sent(store, stick)
    gone = refs(inside)[0]
    booked(inside, gone, "sick")
    with pytest.raises(Storage):
        sent(store, tmp_path / "no stick")
    answer_again(inside, gone, evaluation=False)
    told = sent(store, stick)
    left = sorted(file.name for file in stick.glob("*.podbundle"))
    assert left == ["calm-pod01-000001.podbundle", "calm-pod01-000003.podbundle"]
    assert told.manifest.counts["attendance"] == 0
    assert table(told, "withdrawals") == [{"study_code": code(inside, gone)}]


def test_what_became_of_each_booking_leaves_once(inside, store, stick):
    person = refs(inside)[0]
    booked(inside, person, "attended", "sick", None)
    told = [
        (row["study_code"], row["weeks_since_start"], row["reason"])
        for row in table(sent(store, stick), "attendance")
    ]
    who = code(inside, person)
    assert sorted(told) == [(who, 0, "attended"), (who, 1, "sick")]
    assert sent(store, stick) is None
