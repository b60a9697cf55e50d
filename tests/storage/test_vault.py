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

from pod.app.inside import open_inside, open_memory
from pod.app.provisioning import provision
from pod.desk import Glance
from pod.errors import Damaged, Full, KeyTrouble, Storage, Usage
from pod.settings import Settings, read_settings
from pod.storage import audit, identities, keys, pod_memory
from pod.storage.doings_tables import DoingsBase
from pod.storage.memory import DOINGS, DOINGS_KEY, PEOPLE
from pod.storage.people_tables import PeopleBase
from pod.storage.persons_tables import PersonsBase
from pod.storage.starting import Opening, open_vault
from pod.storage.tables import Base
from pod.storage.vault import DoingsDb, PeopleDb, Vault
from pod.values import seeded


def test_nothing_in_the_file_can_be_read_without_the_key(home):
    for path in home.glob("*.db*"):
        assert b"Daniel" not in path.read_bytes()
        assert not path.read_bytes().startswith(b"SQLite format 3")


def test_no_file_of_the_home_can_be_read_by_another_account(home, inside):
    inside.core.answer(Glance())
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"pod.db", "pod.db-wal", "people.db"}
    open_to = {path.name: path.stat().st_mode & 0o077 for path in files}
    assert {name for name, whom in open_to.items() if whom} <= {"pod.toml"}


def test_the_parts_of_a_pod_and_nobody_else_read_what_its_site_chose(home):
    """The screen and the reader have users of their own, in the pod's group."""
    assert (home / "pod.toml").stat().st_mode & 0o777 == 0o640


def test_a_store_that_others_could_read_is_closed_to_them(home, clock):
    (home / DOINGS).chmod(0o644)
    open_inside(home, clock, seeded(1)).memory.close()
    assert (home / DOINGS).stat().st_mode & 0o777 == 0o600


def test_every_commit_reaches_the_disk(inside):
    memory = inside.memory
    for vault in (memory.people, memory.doings, memory.held):
        with vault.engine.connect() as connection:
            mode = connection.execute(text("PRAGMA journal_mode")).scalar()
            sync = connection.execute(text("PRAGMA synchronous")).scalar()
            fits = connection.execute(text("PRAGMA foreign_keys")).scalar()
        assert (mode, sync, fits) == ("wal", 2, 1)


def test_the_migrations_make_the_tables_the_program_knows(inside):
    memory, each = inside.memory, Base.metadata
    for vault, known in (
        (memory.people, [each, PeopleBase.metadata]),
        (memory.doings, [each, DoingsBase.metadata]),
        (memory.held, [PersonsBase.metadata]),
    ):
        with vault.engine.connect() as connection:
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, known) == []


def test_another_key_is_refused_and_nothing_is_set_aside(home, clock):
    before = {path.name for path in home.iterdir()}
    with pytest.raises(KeyTrouble, match="does not open"):
        open_vault(Opening(home / DOINGS, bytes(32), clock.utc(), print), DoingsDb)
    assert {path.name for path in home.iterdir()} == before


def test_a_damaged_store_is_set_aside_and_staff_are_told(home, clock):
    store = home / DOINGS
    whole = store.read_bytes()
    store.write_bytes(whole[:5000] + bytes(100) + whole[5100:])
    inside = open_inside(home, clock, seeded(1))
    seen = inside.core.answer(Glance())
    inside.memory.close()
    (aside,) = home.glob("pod.db.damaged-*")
    assert aside.read_bytes()[:5000] == whole[:5000]
    assert seen.notices == ("damaged",)
    assert seen.fault == "not_live", "the undertaking went with the store"


def test_a_store_that_is_full_says_so_and_keeps_what_it_has(inside):
    with inside.memory.doings.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(Full), inside.memory.doings.begin() as db:
        pod_memory.remember(db, "big", bytes(1_000_000))
    with inside.memory.doings.begin() as db:
        assert pod_memory.recall(db, "big") is None
        assert audit.first_break(db) is None


@pytest.mark.parametrize("backend", [FailKeyring(), NullKeyring()])
def test_a_keyring_that_protects_nothing_is_refused(backend):
    with pytest.raises(KeyTrouble):
        keys.check_safe(backend)


def test_a_plain_file_is_refused_outside_a_demonstration(home):
    with pytest.raises(KeyTrouble):
        keys.check_safe(keys.FileKeyring(home / "demo-keys.json"))


def test_a_sealed_credential_opens_the_store(home, clock, tmp_path, monkeypatch):
    folder = tmp_path / "credentials"
    folder.mkdir()
    for name, key in json.loads((home / "demo-keys.json").read_text()).items():
        (folder / name.partition("/")[2]).write_text(key)
        (folder / name.partition("/")[2]).chmod(0o400)
    (home / "demo-keys.json").unlink()
    toml = (home / "pod.toml").read_text().replace("demo = true", "demo = false")
    (home / "pod.toml").write_text(toml)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    open_memory(home, read_settings(home), clock).close()


def test_a_pod_without_a_key_says_so(home, clock):
    (home / "demo-keys.json").unlink()
    with pytest.raises(KeyTrouble, match="no key yet"):
        open_memory(home, read_settings(home), clock)


def test_bytes_that_are_no_store_are_damage(tmp_path):
    path = tmp_path / "x.db"
    path.write_bytes(b"not a database at all" * 500)
    with pytest.raises(Damaged), Vault(path, bytes(32), DoingsDb).begin() as db:
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
memory = open_memory(home, read_settings(home), SystemClock())
for number in range(5):
    with memory.doings.begin() as db:
        remember(db, f"row{number}", b"kept")
    print(number, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", writer, str(home)], capture_output=True, check=False
    )
    assert done.returncode == -9
    said = done.stdout.split()
    key = keys.read_key(keys.FileKeyring(home / "demo-keys.json"), DOINGS_KEY)
    vault = Vault(home / DOINGS, key, DoingsDb)
    with vault.begin() as db:
        kept = [pod_memory.recall(db, f"row{int(number)}") for number in said]
    vault.close()
    assert kept == [b"kept"] * 5


def test_a_database_error_never_carries_an_answer(inside):
    with pytest.raises(Storage) as caught, inside.memory.doings.begin() as db:
        db.execute(text("INSERT INTO setting VALUES (:a, NULL)"), {"a": "my secret"})
    assert "my secret" not in str(caught.value.__cause__)


def people_in(home, clock):
    """Open the home again; return how many people it knows and what staff are told."""
    inside = open_inside(home, clock, seeded(8))
    with inside.memory.people.begin() as db:
        known = len(identities.tiles(db))
    told = inside.core.answer(Glance()).notices
    inside.memory.close()
    return known, told


def committed_and_killed(home):
    """Add two people and die before the log is folded in; return the log's bytes."""
    writer = """
import os, signal, sys
from pathlib import Path
from pod.app.inside import open_memory
from pod.clock import SystemClock
from pod.settings import Settings, read_settings
from pod.storage.both import Deed, Newcomer, add_person
from pod.values import seeded
home, clock = Path(sys.argv[1]), SystemClock()
memory = open_memory(home, read_settings(home), clock)
by = Deed(role="pod", now=clock.utc())
for number in ("B0001AA", "B0002AA"):
    who = Newcomer(number=number, first_name="Sam", cell="B1-01")
    add_person(memory, who, by, seeded(number))
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", writer, str(home)], check=False)
    return (home / "people.db-wal").read_bytes()


def test_a_log_left_by_a_killed_writer_is_read_and_nobody_is_alarmed(home, clock):
    assert committed_and_killed(home)
    assert people_in(home, clock) == (5, ())


@pytest.mark.parametrize("at", [10, 40, 200])
def test_damage_in_the_log_is_told_and_a_copy_kept(home, clock, at):
    log = bytearray(committed_and_killed(home))
    log[at] ^= 1
    (home / "people.db-wal").write_bytes(bytes(log))
    _, told = people_in(home, clock)
    assert told == ("damaged",)
    (aside,) = home.glob("people.db.damaged-*-wal")
    assert aside.read_bytes() == bytes(log)


def test_a_torn_tail_is_no_damage(home, clock):
    """What is torn is the line that a deed is done: it is done once more."""
    log = committed_and_killed(home)
    (home / "people.db-wal").write_bytes(log[:-1000])
    assert people_in(home, clock) == (5, ())


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_store_that_is_gone_is_told_and_its_log_is_kept(home, clock, how):
    log = committed_and_killed(home)
    if how == "gone":
        (home / PEOPLE).unlink()
    else:
        (home / PEOPLE).write_bytes(b"")
    assert people_in(home, clock) == (0, ("damaged",))
    (aside,) = home.glob("people.db.damaged-*-wal")
    assert aside.read_bytes() == log


@pytest.mark.parametrize("note", [None, b"", b"\xff\xfe"])
def test_without_its_key_note_the_right_key_opens_and_a_wrong_one_changes_nothing(
    home, clock, note
):
    path = home / "people.keyid"
    path.unlink()
    if note is not None:
        path.write_bytes(note)
    before = (home / PEOPLE).read_bytes()
    with pytest.raises(KeyTrouble):
        open_vault(
            Opening(home / PEOPLE, bytes(range(32)), clock.utc(), print), PeopleDb
        )
    assert (home / PEOPLE).read_bytes() == before
    assert people_in(home, clock) == (3, ())


def test_the_key_note_is_not_written_again_at_every_start(home, clock):
    before = (home / "people.keyid").stat().st_mtime_ns
    people_in(home, clock)
    assert (home / "people.keyid").stat().st_mtime_ns == before


def test_after_damage_a_pod_can_be_provisioned_under_a_new_id(home, clock):
    (home / DOINGS).unlink()
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
