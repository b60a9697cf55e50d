"""Purging waits for receipts: what evaluators refused, or were not told, keeps it."""

from types import SimpleNamespace

import msgspec
import pytest

from pod.app.inside import open_inside
from pod.bundle.receipt import Receipt, RowRefused
from pod.clock import VirtualClock
from pod.desk import rights
from pod.export.from_store import StoredExports
from pod.export.receipts import take_receipt
from pod.export.run import ExportRecord, export_now
from pod.storage import outbox
from pod.storage.covered import is_covered
from pod.storage.doings_tables import ExportRow
from pod.values import seeded
from tests.conftest import BEGINS
from tests.export.makers import POD_KEY
from tests.export.stored import code, refs, told_by
from tests.lived import copy, supervisor


@pytest.fixture(scope="module")
def left_home(sat_home, tmp_path_factory):
    """A pod of which a first bundle has left, with three people in it; made once."""
    home = copy(sat_home, tmp_path_factory.mktemp("covered") / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(5))
    out = home.parent / "stick"
    out.mkdir()
    export_now(
        StoredExports(inside.memory, "pod01"), out, seeded(5), VirtualClock(BEGINS)
    )
    inside.memory.close()
    return home


@pytest.fixture
def pod(left_home, tmp_path):
    home = copy(left_home, tmp_path / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(6))
    store = StoredExports(inside.memory, "pod01")
    yield SimpleNamespace(inside=inside, store=store, folder=left_home.parent / "stick")
    inside.memory.close()


def record(pod, sequence=1):
    with pod.inside.memory.doings.begin() as db:
        row = db.get(ExportRow, sequence)
        return msgspec.json.decode(row.record, type=ExportRecord)


def receipt(pod, *refused, sequence=1, counted=0):
    """Take in the evaluators' receipt for a bundle, with these rows refused."""
    of = record(pod, sequence)
    known = Receipt(
        study="calm",
        pod="pod01",
        sequence=sequence,
        bundle=of.bundle,
        sha256=of.sha256,
        accepted=of.rows - len(refused) - counted,
        refused=len(refused) + counted,
        software="1",
        rows=refused,
    )
    said = msgspec.json.encode(known)
    with pod.inside.memory.doings.begin() as db:
        take_receipt(db, said, POD_KEY.sign(said), BEGINS)


def covered(pod):
    """Return of whom all that may leave has arrived, by reference."""
    found = set()
    for ref in refs(pod.inside):
        own = code(pod.inside, ref)
        with pod.inside.memory.doings.begin() as db:
            found |= {ref} if is_covered(db, ref, own) else set()
    return found


def of_person(pod, ref, which=0):
    """Return the first row of somebody's in the measures of the bundle, or another."""
    (path,) = pod.folder.glob("*.podbundle")
    rows = told_by(path, pod.store).released.measures
    own = code(pod.inside, ref)
    theirs = [row for row, one in enumerate(rows, 1) if one.study_code == own]
    return RowRefused(file="measures.csv", row=theirs[which], why="told_otherwise")


def test_nobody_is_covered_before_a_receipt_and_everybody_after_it(pod):
    assert covered(pod) == set()
    receipt(pod)
    assert covered(pod) == set(refs(pod.inside))


@pytest.mark.parametrize("which", [0, -1])
def test_who_has_a_row_refused_is_not_covered_and_the_others_are(pod, which):
    daniel, *others = refs(pod.inside)
    receipt(pod, of_person(pod, daniel, which))
    assert covered(pod) == set(others)


def test_where_a_receipt_only_counts_what_it_refused_nobody_is_covered(pod):
    receipt(pod, counted=1)
    assert covered(pod) == set()


def test_where_the_record_tells_not_whose_rows_they_are_nobody_is_covered(pod):
    older = msgspec.structs.replace(record(pod), spans=())
    refused = of_person(pod, refs(pod.inside)[0])
    with pod.inside.memory.doings.begin() as db:
        db.get(ExportRow, 1).record = msgspec.json.encode(older)
    receipt(pod, refused)
    assert covered(pod) == set()


def test_the_record_knows_whose_every_row_of_the_bundle_is(pod):
    (path,) = pod.folder.glob("*.podbundle")
    released = told_by(path, pod.store).released
    tables = {
        "participants": released.participants,
        "points": released.points,
        "measures": released.measures,
        "withdrawals": released.withdrawals,
    }
    told = {}
    for span in record(pod).spans:
        of, table, rows = span.split("/")
        first, last = map(int, rows.split("-"))
        told |= {(table, row): of for row in range(first, last + 1)}
    assert told == {
        (table, number): row.study_code
        for table, rows in tables.items()
        for number, row in enumerate(rows, 1)
    }


def test_who_withdrew_is_not_covered_before_evaluators_were_told(pod):
    daniel, *others = refs(pod.inside)
    receipt(pod)
    supervisor(pod.inside)(rights.WithdrawPerson(daniel))
    assert covered(pod) == set(others)
    done = export_now(pod.store, pod.folder, seeded(7), VirtualClock(BEGINS))
    gone = told_by(done.path, pod.store).released.withdrawals
    assert [one.study_code for one in gone] == [code(pod.inside, daniel)]
    assert covered(pod) == set(others)
    receipt(pod, sequence=2)
    assert covered(pod) == {daniel, *others}
    done.path.unlink()


def test_who_left_the_programme_waits_for_nothing(pod):
    daniel, *_ = refs(pod.inside)
    supervisor(pod.inside)(rights.LeavePerson(daniel, "transferred"))
    assert covered(pod) == {daniel}


def test_who_withdrew_before_anything_left_waits_for_nothing(sat_home, tmp_path):
    home = copy(sat_home, tmp_path / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(6))
    daniel, *_ = refs(inside)
    supervisor(inside)(rights.WithdrawPerson(daniel))
    assert covered(SimpleNamespace(inside=inside)) == {daniel}
    with inside.memory.doings.begin() as db:
        assert not outbox.bundles(db)
    inside.memory.close()
