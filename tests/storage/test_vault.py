"""The store: sealed, whole, never thrown away."""

import json
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from sqlalchemy import text

from pod.app.inside import STORE, open_inside, open_memory, provision
from pod.desk import Glance, StaffSignIn
from pod.errors import Damaged, Full, KeyTrouble, Storage, Usage
from pod.journeys.cast import STAFF
from pod.settings import Settings, read_settings
from pod.storage import keys, people, pod_memory
from pod.storage.tables import Base
from pod.storage.vault import Vault, open_vault
from pod.values import seeded


def test_nothing_in_the_file_can_be_read_without_the_key(home):
    raw = b"".join(path.read_bytes() for path in home.glob("pod.db*"))
    assert b"Daniel" not in raw
    assert not raw.startswith(b"SQLite format 3")


def test_every_commit_reaches_the_disk(inside):
    with inside.vault.engine.connect() as connection:
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        sync = connection.execute(text("PRAGMA synchronous")).scalar()
    assert (mode, sync) == ("wal", 2)


def test_the_migrations_make_the_tables_the_program_knows(inside):
    with inside.vault.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_another_key_is_refused_and_nothing_is_set_aside(home, clock):
    before = {path.name for path in home.iterdir()}
    with pytest.raises(KeyTrouble, match="does not open"):
        open_vault(home / STORE, bytes(32), clock.utc(), print)
    assert {path.name for path in home.iterdir()} == before


def test_a_damaged_store_is_set_aside_and_staff_are_told(home, clock):
    store = home / STORE
    whole = store.read_bytes()
    store.write_bytes(whole[:5000] + bytes(100) + whole[5100:])
    inside = open_inside(home, clock, seeded(1))
    seen = inside.core.answer(Glance())
    inside.vault.close()
    (aside,) = home.glob("pod.db.damaged-*")
    assert aside.read_bytes()[:5000] == whole[:5000]
    assert seen.notices == ("damaged",)
    assert seen.fault == "not_ready"


def test_a_store_that_is_full_says_so_and_keeps_what_it_has(inside):
    with inside.vault.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(Full), inside.vault.begin() as db:
        pod_memory.remember(db, "big", bytes(1_000_000))
    with inside.vault.begin() as db:
        assert pod_memory.recall(db, "big") is None
        assert pod_memory.first_break(db) is None


@pytest.mark.parametrize("backend", [FailKeyring(), NullKeyring()])
def test_a_keyring_that_protects_nothing_is_refused(backend):
    with pytest.raises(KeyTrouble):
        keys.check_safe(backend)


def test_a_plain_file_is_refused_outside_a_demonstration(home):
    with pytest.raises(KeyTrouble):
        keys.check_safe(keys.FileKeyring(home / "demo-keys.json"))


def test_a_sealed_credential_opens_the_store(home, clock, tmp_path, monkeypatch):
    key = json.loads((home / "demo-keys.json").read_text()).popitem()[1]
    folder = tmp_path / "credentials"
    folder.mkdir()
    (folder / keys.NAME).write_text(key)
    (folder / keys.NAME).chmod(0o400)
    (home / "demo-keys.json").unlink()
    toml = (home / "pod.toml").read_text().replace("demo = true", "demo = false")
    (home / "pod.toml").write_text(toml)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    open_memory(home, read_settings(home), clock).close()


def test_a_pod_without_a_key_says_so(home, clock):
    (home / "demo-keys.json").unlink()
    with pytest.raises(KeyTrouble, match="no key yet"):
        open_memory(home, read_settings(home), clock)


def test_a_changed_line_of_the_record_is_found(inside):
    inside.core.answer(StaffSignIn(STAFF[0].number, "000000"))
    with inside.vault.begin() as db:
        assert pod_memory.first_break(db) is None
        db.execute(text("UPDATE audit SET what = 'nothing' WHERE id = 2"))
    with inside.vault.begin() as db:
        assert pod_memory.first_break(db) == 2


def test_bytes_that_are_no_store_are_damage(tmp_path):
    path = tmp_path / "x.db"
    path.write_bytes(b"not a database at all" * 500)
    with pytest.raises(Damaged), Vault(path, bytes(32)).begin() as db:
        db.execute(text("SELECT count(*) FROM sqlite_master"))


def test_what_was_acknowledged_survives_kill_9(home):
    """A writer is killed right after it said that a row is kept."""
    writer = """
import os, signal, sys
from pathlib import Path
from pod.app.inside import open_memory
from pod.clock import SystemClock
from pod.journeys.cast import STAFF
from pod.settings import Settings, read_settings
from pod.storage.pod_memory import remember
home = Path(sys.argv[1])
vault = open_memory(home, read_settings(home), SystemClock())
for number in range(5):
    with vault.begin() as db:
        remember(db, f"row{number}", b"kept")
    print(number, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", writer, str(home)], capture_output=True, check=False
    )
    assert done.returncode == -9
    said = done.stdout.split()
    key = keys.read_key(keys.FileKeyring(home / "demo-keys.json"))
    vault = Vault(home / STORE, key)
    with vault.begin() as db:
        kept = [pod_memory.recall(db, f"row{int(number)}") for number in said]
    vault.close()
    assert kept == [b"kept"] * 5


def test_a_database_error_never_carries_an_answer(inside):
    with pytest.raises(Storage) as caught, inside.vault.begin() as db:
        db.execute(text("INSERT INTO setting VALUES (:a, NULL)"), {"a": "my secret"})
    assert "my secret" not in str(caught.value.__cause__)


def people_in(home, clock):
    """Open the home again; return how many people it knows and what staff are told."""
    inside = open_inside(home, clock, seeded(8))
    with inside.vault.begin() as db:
        known = len(people.tiles(db))
    told = inside.core.answer(Glance()).notices
    inside.vault.close()
    return known, told


def committed_and_killed(home):
    """Add two people and die before the log is folded in; return the log's bytes."""
    writer = """
import os, signal, sys
from pathlib import Path
from pod.app.inside import open_memory
from pod.clock import SystemClock
from pod.settings import Settings, read_settings
from pod.storage.people import Newcomer, add_person
from pod.values import seeded
home, clock = Path(sys.argv[1]), SystemClock()
vault = open_memory(home, read_settings(home), clock)
for number in ("B0001AA", "B0002AA"):
    with vault.begin() as db:
        who = Newcomer(number=number, first_name="Sam", cell="B1-01")
        add_person(db, who, clock.utc().date(), seeded(number))
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", writer, str(home)], check=False)
    return (home / "pod.db-wal").read_bytes()


def test_a_log_left_by_a_killed_writer_is_read_and_nobody_is_alarmed(home, clock):
    assert committed_and_killed(home)
    assert people_in(home, clock) == (5, ())


@pytest.mark.parametrize("at", [10, 40, 200, -30])
def test_damage_in_the_log_is_told_and_a_copy_kept(home, clock, at):
    log = bytearray(committed_and_killed(home))
    log[at] ^= 1
    (home / "pod.db-wal").write_bytes(bytes(log))
    _, told = people_in(home, clock)
    assert told == ("damaged",)
    (aside,) = home.glob("pod.db.damaged-*-wal")
    assert aside.read_bytes() == bytes(log)


def test_a_torn_tail_is_no_damage(home, clock):
    log = committed_and_killed(home)
    (home / "pod.db-wal").write_bytes(log[:-1000])
    assert people_in(home, clock) == (4, ())


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_store_that_is_gone_is_told_and_its_log_is_kept(home, clock, how):
    log = committed_and_killed(home)
    if how == "gone":
        (home / STORE).unlink()
    else:
        (home / STORE).write_bytes(b"")
    assert people_in(home, clock) == (0, ("damaged",))
    (aside,) = home.glob("pod.db.damaged-*-wal")
    assert aside.read_bytes() == log


@pytest.mark.parametrize("note", [None, b"", b"\xff\xfe"])
def test_without_its_key_note_the_right_key_opens_and_a_wrong_one_changes_nothing(
    home, clock, note
):
    path = home / "pod.keyid"
    path.unlink()
    if note is not None:
        path.write_bytes(note)
    before = (home / STORE).read_bytes()
    with pytest.raises(KeyTrouble):
        open_vault(home / STORE, bytes(range(32)), clock.utc(), print)
    assert (home / STORE).read_bytes() == before
    assert people_in(home, clock) == (3, ())


def test_the_key_note_is_not_written_again_at_every_start(home, clock):
    before = (home / "pod.keyid").stat().st_mtime_ns
    people_in(home, clock)
    assert (home / "pod.keyid").stat().st_mtime_ns == before


def test_after_damage_a_pod_can_be_provisioned_under_a_new_id(home, clock):
    (home / STORE).unlink()
    people_in(home, clock)
    settings = Settings(pod="pod02", site="Test", demo=True)
    assert provision(home, settings, clock, seeded(4)).startswith("ssh-ed25519 ")
    with pytest.raises(Usage, match="already"):
        provision(home, settings, clock, seeded(5))


def test_a_credential_that_others_can_read_is_refused(tmp_path):
    (tmp_path / keys.NAME).write_text("ab" * 32)
    (tmp_path / keys.NAME).chmod(0o644)
    with pytest.raises(KeyTrouble, match="others"):
        keys.read_key(keys.CredentialKeyring(tmp_path))


def test_a_chain_of_no_keyrings_is_refused():
    class Chain(FailKeyring):
        backends = ()

    with pytest.raises(KeyTrouble):
        keys.check_safe(Chain())
