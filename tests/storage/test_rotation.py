"""A store's key is changed: the new one opens it, and no key is lost."""

from contextlib import closing
from functools import partial

import pytest
from sqlcipher3 import dbapi2

from pod.errors import KeyTrouble, TryAgain
from pod.storage import keys, recovery
from pod.storage.key_note import key_id, noted
from pod.storage.rotation import Locked, restore, rotate, the_key
from tests.locked import NEW, OLD, ROWS, held_in, make, opened, rows


@pytest.fixture
def held(tmp_path):
    return held_in(tmp_path / "home")


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


def test_a_store_in_use_keeps_its_key(held):
    with closing(opened(held.store.path, OLD)) as other:
        other.execute("SELECT count(*) FROM t").fetchall()
        with pytest.raises(TryAgain, match="in use"):
            held.rotate()
        other.execute("INSERT INTO t VALUES (1)")
    assert held.rows() == ROWS + 1
    held.rotate()
    assert rows(held.store.path, NEW) == ROWS + 1


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
