"""A store that lies shut under its key, its keyring and its recovery file."""

import shutil
from contextlib import closing
from datetime import date

from sqlcipher3 import dbapi2

from pod.storage import keys, recovery
from pod.storage.key_note import note_key
from pod.storage.rotation import Locked, rotate, the_key
from pod.values import seeded

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
ROWS = 12


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


def held_in(home):
    """Make a store, its keyring, and the recovery file with its halves."""
    home.mkdir()
    make(home / "people.db")
    keyring = keys.FileKeyring(home / "keys.json")
    keys.keep_key(keyring, keys.PEOPLE, OLD)
    lock, pair = recovery.new_halves("pod01", date(2026, 1, 5), seeded(1).randbytes)
    recovery.seal_keys(home, lock, keys.held(keyring))
    return Pod(home, lock, pair)
