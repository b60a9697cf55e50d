"""The record that an older pod has kept goes on under the same chain."""

import hashlib
import json

import pytest
from sqlalchemy import text

from pod.errors import Storage
from pod.storage import audit
from pod.storage.audit import Act
from pod.storage.memory import DOINGS, open_memory
from pod.storage.vault import DoingsDb, Vault
from tests.conftest import BEGINS
from tests.storage.test_migrations import KEYS, older

PUT = """INSERT INTO audit (id, done_at, role, staff, what, about, hash) VALUES
(:id, '2026-01-05 09:30:00.000000', :role, :staff, :what, :about, :hash)"""
LINES = (
    {"role": "pod", "staff": "", "what": "provisioned", "about": ""},
    {"role": "facilitator", "staff": "1001", "what": "unlocked", "about": "per1"},
    {"role": "pod", "staff": "", "what": "an act of long ago", "about": "any"},
)


def as_it_was(home):
    """Write lines into an older store as its program hashed them."""
    vault = Vault(home / DOINGS, KEYS.doings, DoingsDb)
    before = ""
    with vault.begin() as db:
        for number, line in enumerate(LINES, start=1):
            said = [before, "2026-01-05T09:30:00+00:00", line]
            raw = json.dumps(said, separators=(",", ":")).encode()
            before = hashlib.sha256(raw).hexdigest()
            db.execute(text(PUT), {"id": number, **line, "hash": before})
    vault.close()


@pytest.fixture(params=["0001", "0002"])
def memory(tmp_path, request):
    older(tmp_path, request.param)
    as_it_was(tmp_path)
    memory = open_memory(tmp_path, KEYS, BEGINS, print)
    yield memory
    memory.close()


def test_what_was_written_before_is_still_whole_and_is_gone_on_with(memory):
    with memory.doings.begin() as db:
        assert audit.first_break(db) is None
        audit.audit(db, Act(role="pod", what="unlocked", about="per1"), BEGINS)
    with memory.doings.begin() as db:
        assert audit.first_break(db) is None
        number, _ = audit.head(db)
        assert number >= len(LINES) + 1


def test_an_older_line_cannot_be_changed_any_more(memory):
    with pytest.raises(Storage), memory.doings.begin() as db:
        db.execute(text("UPDATE audit SET about = 'per2' WHERE id = 2"))
    with memory.doings.begin() as db:
        assert audit.first_break(db) is None
