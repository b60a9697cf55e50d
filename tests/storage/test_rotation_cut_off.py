"""A key is being changed when the power goes: the store opens, whenever that was."""

import itertools
import os
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlcipher3 import dbapi2

from pod.errors import Damaged
from pod.storage import keys, recovery, rotation, wal, whole
from pod.storage.key_note import key_id, note_key, noted
from pod.storage.rotation import Locked, settle, the_key
from pod.storage.starting import Opening, open_vault
from pod.storage.vault import PeopleDb
from pod.values import seeded
from tests.locked import NEW, OLD, ROWS, held_in, opened, rows

MOMENTS = {rotation.__file__: {"line"}, whole.__file__: {"call", "return"}}


@pytest.fixture
def held(tmp_path):
    return held_in(tmp_path / "home")


def cut_off(pod, step):
    """Change the key in a process that dies at the moment `step`; False: it ended."""
    child = os.fork()
    if child == 0:
        left = itertools.count(step, -1)

        def watch(frame, event, _arg):
            where = frame.f_code.co_filename
            if event in MOMENTS.get(where, ()) and next(left) == 0:
                os._exit(9)
            return watch if where in MOMENTS else None

        sys.settrace(watch)
        pod.rotate()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("each", [3, pytest.param(1, marks=pytest.mark.proof)])
def test_cut_off_at_any_moment_the_store_opens_and_the_change_can_be_ended(
    held, tmp_path, each
):
    for step in itertools.count(0, each):
        pod = held.copied(tmp_path / "cut")
        if not cut_off(pod, step):
            break
        assert pod.rows() == ROWS
        settle(pod.keyring, pod.store)
        (key,) = keys.store_keys(pod.keyring, keys.PEOPLE)
        assert rows(pod.store.path, key) == ROWS
        assert noted(pod.store.path) == key_id(key)
        everything = recovery.open_keys(pod.home / recovery.FILE, *pod.pair)
        assert key in everything.values()
    assert step > 50


def test_cut_off_and_begun_again_it_ends_with_the_newest_key(held, tmp_path):
    third = bytes(range(64, 96))
    for step in range(0, 60, 6):
        pod = held.copied(tmp_path / "cut")
        assert cut_off(pod, step)
        pod.rotate(third)
        assert rows(pod.store.path, third) == ROWS
        assert OLD in keys.older_keys(pod.keyring, keys.PEOPLE).values()


@pytest.fixture
def halfway(held):
    """The moment after SQLCipher's commit: every page is in the log, none folded in."""
    keys.keep_key(held.keyring, keys.next_of(keys.PEOPLE), NEW)
    note_key(held.store.path, NEW, OLD)
    before = held.store.path.read_bytes()
    log = held.store.path.with_name("people.db-wal")
    with closing(opened(held.store.path, OLD)) as connection:
        connection.execute(f"PRAGMA rekey=\"x'{NEW.hex()}'\"").fetchall()
        assert held.store.path.read_bytes() == before
        written = log.read_bytes()
    return held, before, written


def lay_out(pod, store, log):
    for path in pod.home.glob("people.db*"):
        path.unlink()
    pod.store.path.write_bytes(store)
    pod.store.path.with_name("people.db-wal").write_bytes(log)


def test_torn_at_any_page_of_the_log_the_store_opens_with_everything(halfway):
    pod, before, log = halfway
    page = wal.FRAME + 4096
    cuts = [wal.HEADER + page * at for at in range(len(log) // page + 1)]
    for cut in (0, 17, *cuts, *(at - 700 for at in cuts[1:])):
        lay_out(pod, before, log[:cut])
        assert the_key(pod.keyring, pod.store) == (NEW if cut == cuts[-1] else OLD)
        assert pod.rows() == ROWS


def test_folded_in_partly_the_store_opens_with_everything(halfway):
    pod, before, log = halfway
    for seed in range(20):
        rng, store = seeded(seed), bytearray(before)
        for *_, head, body in wal.frames(log, 4096):
            sectors = [at for at in range(0, 4096, 512) if rng.random() < 0.5]
            for at in sectors:
                place = (int.from_bytes(head[:4]) - 1) * 4096 + at
                store[place : place + 512] = body[at : at + 512]
        lay_out(pod, bytes(store), log)
        assert the_key(pod.keyring, pod.store) == NEW
        assert pod.rows() == ROWS


def test_after_a_power_cut_amid_the_change_the_pod_starts_and_nobody_is_alarmed(
    halfway,
):
    pod, before, log = halfway
    lay_out(pod, before, log)
    key, told = the_key(pod.keyring, pod.store), []
    opening = Opening(
        pod.store.path, key, datetime(2026, 1, 5, tzinfo=UTC), told.append
    )
    open_vault(opening, PeopleDb).close()
    assert told == []
    assert pod.rows() == ROWS
    assert noted(pod.store.path) == key_id(NEW)


def test_asking_a_store_which_key_it_has_changes_nothing(halfway):
    pod, before, log = halfway
    damaged = bytearray(log)
    damaged[wal.HEADER + 5000] ^= 1
    lay_out(pod, before, bytes(damaged))
    the_key(pod.keyring, pod.store)
    assert pod.store.path.read_bytes() == before
    assert pod.store.path.with_name("people.db-wal").read_bytes() == bytes(damaged)


def test_a_store_that_opens_with_neither_key_keeps_both(held):
    keys.keep_key(held.keyring, keys.next_of(keys.PEOPLE), NEW)
    note_key(held.store.path, NEW, OLD)
    held.store.path.write_bytes(bytes(8192))
    with pytest.raises(Damaged):
        settle(held.keyring, held.store)
    assert keys.store_keys(held.keyring, keys.PEOPLE) == (OLD, NEW)
    assert the_key(held.keyring, held.store) == OLD


def test_a_store_whose_making_was_cut_off_keeps_the_key_that_it_was_to_have(held):
    """SQLite's rollback journal lies beside it: only writing could tell more."""
    path = held.home / "persons.db"
    keys.keep_key(held.keyring, keys.PERSONS, NEW)
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA key=\"x'{NEW.hex()}'\"")
        connection.execute("CREATE TABLE t (a)")
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        for _ in range(50):
            connection.execute("INSERT INTO t VALUES (?)", (bytes(4000),))
        beside = [one.read_bytes() for one in sorted(held.home.glob("persons.db*"))]
    path.write_bytes(beside[0])
    journal = path.with_name("persons.db-journal")
    journal.write_bytes(beside[1])
    assert the_key(held.keyring, Locked(path, keys.PERSONS)) == NEW
    assert journal.read_bytes() == beside[1]
