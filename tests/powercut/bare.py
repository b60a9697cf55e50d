"""The bare SQLCipher driver with the pod's own pragmas: what all the rest stands on."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from sqlcipher3 import dbapi2

from pod.storage.vault import PRAGMAS
from pod.values import seeded

KEY = bytes(range(32)).hex()
STORE = "bare.db"
Say = Callable[[str], None]


def opened(home: Path, synchronous: str) -> dbapi2.Connection:
    """Open the store as the pod does, with the log folded in often."""
    connection = dbapi2.connect(str(home / STORE), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{KEY}'\"")
    for pragma in PRAGMAS:
        connection.execute(pragma)
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("PRAGMA wal_autocheckpoint=20")
    return connection


def prepare(home: Path) -> None:
    """Make a store with its table and nothing in it."""
    home.mkdir()
    store = opened(home, "FULL")
    store.execute("CREATE TABLE answer (number INTEGER PRIMARY KEY, said BLOB)")
    store.close()


def work(home: Path, say: Say, synchronous: str = "FULL", answers: str = "60") -> None:
    """Keep answers one after the other, and say of each when it is kept."""
    rng, store = seeded(5), opened(home, synchronous)
    for number in range(1, int(answers) + 1):
        store.execute("BEGIN")
        store.execute("INSERT INTO answer VALUES (?, ?)", (number, said(number, rng)))
        store.execute("COMMIT")
        say(str(number))
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def said(number: int, rng: Random) -> bytes:
    """Return an answer that can be told from every other."""
    return number.to_bytes(4, "big") * rng.randint(1, 800)


def wrong(home: Path, marks: list[str]) -> str:
    """Return what is lost or broken after a cut, or nothing."""
    try:
        store = opened(home, "FULL")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = store.execute("PRAGMA integrity_check").fetchone()[0]
        sealed = store.execute("PRAGMA cipher_integrity_check").fetchall()
        kept = store.execute(
            "SELECT number, said FROM answer ORDER BY number"
        ).fetchall()
        store.close()
    except dbapi2.DatabaseError as error:
        return f"does not open: {error}"
    if whole != "ok" or sealed:
        return "is damaged"
    rng = seeded(5)
    if kept != [(number, said(number, rng)) for number in range(1, len(kept) + 1)]:
        return "holds what was never answered"
    if len(kept) < len(marks):
        return f"lost {len(marks) - len(kept)} of {len(marks)} answers"
    return ""
