"""A bundle is kept sealed, in pieces, until evaluators have it."""

import base64
import json
from secrets import SystemRandom

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from pod.bundle import stream
from pod.errors import Damaged
from pod.export.run import choosing, export_now
from pod.storage import outbox, pieces
from pod.storage.doings_tables import ExportPieceRow, ExportRow
from pod.storage.migrations.doings import v0012_pieces
from pod.storage.vault import DoingsDb, Vault
from tests.export.makers import clock
from tests.export.stored import told_by

SMALL = 700


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Let a bundle of a few people have many pieces."""
    monkeypatch.setattr(stream, "PIECE", SMALL)


def kept(inside):
    with inside.memory.doings.begin() as db:
        rows = db.query(ExportPieceRow).order_by("sequence", "number")
        return [(row.sequence, row.number, row.piece) for row in rows]


def steps(store):
    return choosing(store, SystemRandom(), clock())


def test_what_is_kept_in_pieces_is_what_is_written(inside, store, stick):
    done = export_now(store, stick, SystemRandom(), clock())
    found = kept(inside)
    assert len(found) > 3
    assert {len(piece) for _, _, piece in found[:-1]} == {SMALL}
    assert b"".join(piece for _, _, piece in found) == done.path.read_bytes()
    told_by(done.path, store)


def test_whoever_stops_the_sealing_had_no_bundle_made(inside, store, stick):
    """At whatever step it ends, the next bundle is the first, and whole."""
    count = sum(1 for _ in steps(store))
    with inside.memory.doings.begin() as db:
        db.query(ExportRow).delete()
        db.query(ExportPieceRow).delete()
    (stick.parent / "home" / "exported").unlink()
    for before in range(count):
        going = steps(store)
        for _ in range(before):
            next(going)
        going.close()
        assert store.unwritten() == []
    done = export_now(store, stick, SystemRandom(), clock())
    assert done.path.name == "calm-pod01-000001.podbundle"
    told_by(done.path, store)
    assert {sequence for sequence, _, _ in kept(inside)} == {1}


def test_pieces_of_a_bundle_that_power_cut_short_go_with_the_next(inside, store, stick):
    with inside.memory.doings.begin() as db:
        for number in range(3):
            pieces.keep_piece(db, 1, number, b"half of one")
    told_by(export_now(store, stick, SystemRandom(), clock()).path, store)


def test_a_receipt_lets_the_pieces_go_and_the_record_stays(inside, store, stick):
    export_now(store, stick, SystemRandom(), clock())
    with inside.memory.doings.begin() as db:
        (left,) = outbox.bundles(db)
        outbox.mark_received(db, left.bundle, left.sha256, clock().utc())
    assert kept(inside) == []
    with inside.memory.doings.begin() as db:
        assert outbox.bundles(db)[0].record == left.record
    assert (store.unwritten(), store.offered()) == ([], [])


def test_a_void_bundle_keeps_nothing(inside, store):
    for _ in steps(store):
        pass
    (record,) = store.unwritten()
    store.void(record.bundle)
    assert kept(inside) == []


def test_the_bundle_after_a_void_one_leaves_a_gap_and_follows_on_it(store, stick):
    for _ in steps(store):
        pass
    (void,) = store.unwritten()
    store.void(void.bundle)
    done = export_now(store, stick, SystemRandom(), clock())
    heading = told_by(done.path, store).manifest.heading
    assert (heading.sequence, heading.previous) == (2, void.sha256)
    assert heading.bundle != void.bundle


def test_a_bundle_that_is_not_kept_whole_any_more_is_never_written(
    inside, store, stick
):
    for _ in steps(store):
        pass
    with inside.memory.doings.begin() as db:
        db.query(ExportPieceRow).filter(ExportPieceRow.number == 1).delete()
    with pytest.raises(Damaged, match="not kept whole"):
        export_now(store, stick, SystemRandom(), clock())
    assert list(stick.iterdir()) == []


OLDER = """CREATE TABLE export (sequence INTEGER NOT NULL PRIMARY KEY,
bundle VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, record BLOB NOT NULL,
written BOOLEAN NOT NULL, received BOOLEAN NOT NULL)"""
CONTENT = SystemRandom().randbytes((1 << 18) + 1000)
ROW = "INSERT INTO export VALUES (:sequence, :bundle, :sha, :record, 1, :received)"


def test_bundles_of_an_older_pod_are_carried_over_but_what_arrived_is_not(tmp_path):
    vault = Vault(tmp_path / "pod.db", bytes(32), DoingsDb)
    sealed = {"name": "a", "signature": "b"}
    sealed["content"] = base64.b64encode(CONTENT).decode()
    raw = json.dumps({"bundle": "x", "rows": 3, "sealed": sealed}).encode()
    with vault.connect() as connection:
        connection.execute(text(OLDER))
        for sequence, record, received in ((1, raw, 1), (2, raw, 0), (3, b"", 0)):
            row = {"sequence": sequence, "bundle": "x", "sha": "y"}
            row |= {"record": record, "received": received}
            connection.execute(text(ROW), row)
        with Operations.context(MigrationContext.configure(connection)):
            v0012_pieces.upgrade()
        connection.commit()
    kept = [b"".join(pieces.pieces(vault, sequence)) for sequence in (1, 2, 3)]
    with vault.connect() as now:
        (record,) = now.execute(
            text("SELECT record FROM export WHERE sequence = 2")
        ).one()
        pieced = now.execute(text("SELECT count(*) FROM export_piece")).scalar()
    vault.close()
    assert kept == [b"", CONTENT, b""]
    assert pieced == 2
    told = json.loads(record)
    assert told["rows"] == 3
    assert "content" not in told["sealed"]
    assert told["sealed"]["size"] == len(CONTENT)
