"""A store's key is changed, and cut off at every moment: the store always opens."""

import itertools
import os
import shutil
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlcipher3 import dbapi2

from pod.errors import Damaged, KeyTrouble, TryAgain
from pod.storage import keys, recovery, rotation, wal, whole
from pod.storage.key_note import key_id, note_key, noted
from pod.storage.rotation import Locked, restore, rotate, settle, the_key
from pod.storage.starting import Opening, open_vault
from pod.storage.vault import PeopleDb
from pod.values import seeded

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
ROWS = 12
MOMENTS = {rotation.__file__: {"line"}, whole.__file__: {"call", "return"}}


def opened(path, key):
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def rows(path, key):
    """Return how many rows a whole store holds under this key."""
    with closing(opened(path, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        return connection.execute("SELECT count(*) FROM t").fetchone()[0]


def make(path, key=OLD):
    with closing(opened(path, key)) as connection:
        connection.execute("CREATE TABLE t (a)")
        for number in range(ROWS):
            row = (seeded(number).randbytes(2000),)
            connection.execute("INSERT INTO t VALUES (?)", row)
    note_key(path, key)


@pytest.fixture
def held(tmp_path):
    """A store that lay shut, its keyring, and the lock of its recovery file."""
    home = tmp_path / "home"
    home.mkdir()
    make(home / "people.db")
    keyring = keys.FileKeyring(home / "keys.json")
    keys.keep_key(keyring, keys.PEOPLE, OLD)
    lock, pair = recovery.new_halves("pod01", date(2026, 1, 5), seeded(1).randbytes)
    recovery.seal_keys(home, lock, keys.held(keyring))
    return Pod(home, lock, pair)


class Pod:
    def __init__(self, home, lock, pair):
        self.home, self.lock, self.pair = home, lock, pair
        self.keyring = keys.FileKeyring(home / "keys.json")
        self.store = Locked(home / "people.db", keys.PEOPLE)

    def copied(self, where):
        shutil.rmtree(where, ignore_errors=True)
        shutil.copytree(self.home, where)
        return Pod(where, self.lock, self.pair)

    def sealed(self):
        recovery.seal_keys(self.home, self.lock, keys.held(self.keyring))

    def rotate(self, new=NEW):
        rotate(self.keyring, self.store, new, self.sealed)

    def rows(self):
        return rows(self.store.path, the_key(self.keyring, self.store))


def test_after_the_change_only_the_new_key_opens_the_store(held):
    held.rotate()
    assert rows(held.store.path, NEW) == ROWS
    assert noted(held.store.path) == key_id(NEW)
    with pytest.raises(dbapi2.DatabaseError):
        rows(held.store.path, OLD)


def test_the_keyring_then_has_the_new_key_and_keeps_the_old_one_for_backups(held):
    held.rotate()
    assert keys.store_keys(held.keyring, keys.PEOPLE) == (NEW,)
    assert keys.older_keys(held.keyring, keys.PEOPLE) == {key_id(OLD): OLD}


def test_the_paper_opens_the_keys_of_before_and_after(held):
    held.rotate()
    kept = recovery.open_keys(held.home / recovery.FILE, *held.pair)
    assert {OLD, NEW} <= set(kept.values())


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


def test_cut_off_at_any_moment_the_store_opens_and_the_change_can_be_ended(
    held, tmp_path
):
    for step in itertools.count():
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
        for head, body in wal.frames(log, 4096):
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


def test_a_store_in_use_keeps_its_key(held):
    with closing(opened(held.store.path, OLD)) as other:
        other.execute("SELECT count(*) FROM t").fetchall()
        with pytest.raises(TryAgain, match="in use"):
            held.rotate()
        other.execute("INSERT INTO t VALUES (1)")
    assert held.rows() == ROWS + 1
    held.rotate()
    assert rows(held.store.path, NEW) == ROWS + 1


def test_a_store_that_opens_with_neither_key_keeps_both(held):
    keys.keep_key(held.keyring, keys.next_of(keys.PEOPLE), NEW)
    note_key(held.store.path, NEW, OLD)
    held.store.path.write_bytes(bytes(8192))
    with pytest.raises(Damaged):
        settle(held.keyring, held.store)
    assert keys.store_keys(held.keyring, keys.PEOPLE) == (OLD, NEW)
    assert the_key(held.keyring, held.store) == OLD


def test_a_store_without_a_key_is_said_so(held):
    keys.drop_key(held.keyring, keys.PEOPLE)
    assert the_key(held.keyring, held.store) is None
    with pytest.raises(KeyTrouble, match="no key yet"):
        held.rotate()


def test_an_older_pods_only_key_becomes_the_key_of_what_was_done(held):
    keys.keep_key(held.keyring, keys.NAME, OLD)
    store = Locked(held.home / "pod.db", keys.DOINGS)
    make(store.path)
    assert the_key(held.keyring, store) == OLD
    rotate(held.keyring, store, NEW, held.sealed)
    assert keys.read_key(held.keyring, keys.NAME) is None
    assert keys.store_keys(held.keyring, keys.DOINGS) == (NEW,)
    assert rows(store.path, NEW) == ROWS


def test_recovered_keys_fill_an_empty_keyring(held):
    held.rotate()
    kept = dict(keys.held(held.keyring))
    (held.home / "keys.json").unlink()
    restore(held.keyring, [held.store], kept)
    assert keys.held(held.keyring) == kept
    assert held.rows() == ROWS


@pytest.mark.parametrize(("there", "recovered"), [(OLD, NEW), (NEW, OLD)])
def test_of_two_keys_the_one_that_fits_is_used_and_the_other_is_kept(
    held, there, recovered
):
    keys.keep_key(held.keyring, keys.PEOPLE, there)
    restore(held.keyring, [held.store], {keys.PEOPLE: recovered})
    assert the_key(held.keyring, held.store) == OLD
    assert list(keys.older_keys(held.keyring, keys.PEOPLE).values()) == [NEW]


def test_a_key_that_a_device_has_now_is_not_replaced_by_an_earlier_one(held):
    name = keys.device_key("osdp_reader")
    keep = partial(keys.keep_key, held.keyring, name)
    keep(bytes(16))
    restore(held.keyring, [held.store], {name: bytes(range(16))})
    assert keys.read_key(held.keyring, name) == bytes(16)
