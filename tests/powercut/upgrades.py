"""The first start of a new version: an older pod's one store is parted into today's."""

import hashlib
import json
from pathlib import Path
from shutil import rmtree

from sqlalchemy import Connection, text

from pod.app.inside import Inside
from pod.settings import read_settings
from pod.storage import identities, keeping, keys
from pod.storage.forms import migrate
from pod.storage.key_note import note_key
from pod.storage.memory import DOINGS
from pod.storage.vault import DoingsDb, Vault
from tests.powercut import pods
from tests.powercut.pods import NOW, PEOPLE, Say

AT = NOW.replace(tzinfo=None).isoformat(" ")
PERSON = """INSERT INTO person (ref, number, first_name, cell, language, text_size,
theme, pictures_hash, wrong_pictures, enrolled_on, study_code, bands) VALUES
(:ref, :number, :name, 'A1-01', 'en', 'standard', 'cream', NULL, 0,
'2026-01-05', :code, x'7b7d')"""
SITTING = """INSERT INTO sitting (id, person, number, point, programme,
programme_version, held_on, closed_at) VALUES
(:id, :ref, 0, 'first', 'first', 1, '2026-01-05', NULL)"""
ACTIVITY = """INSERT INTO activity (id, sitting, task, task_version, params,
params_hash, seed, language, ended) VALUES
(:id, :sitting, 'ons4', 1, x'7b7d', 'abc', 7, 'en', :ended)"""
KEPT = (
    """INSERT INTO kept (activity, number, "row") VALUES (:activity, :number, :said)"""
)
JOURNAL = (
    "INSERT INTO journal (activity, number, entry) VALUES (:activity, :number, x'7b7d')"
)
ACT = """INSERT INTO audit (id, done_at, role, staff, what, about, hash) VALUES
(:id, :at, 'pod', '', 'unlocked', :about, :hash)"""
STAFF = (
    "INSERT INTO staff (number, role, code_hash) VALUES ('1001', 'facilitator', 'x')"
)
ROWS = 12
OLDER_HAS = ("pod.toml", "demo-keys.json")


def prepare(home: Path) -> None:
    """Make a pod whose store is of the first form, with people and their answers."""
    pods.prepare(home)
    for path in home.iterdir():
        if path.is_dir():
            rmtree(path)
        elif path.name not in OLDER_HAS:
            path.unlink()
    backend = keys.keyring_for(read_settings(home), home)
    key = backend.get_password(keys.SERVICE, "doings-key")
    backend.set_password(keys.SERVICE, keys.NAME, key)
    backend.delete_password(keys.SERVICE, "doings-key")
    path = home / DOINGS
    vault = Vault(path, bytes.fromhex(key), DoingsDb)
    with vault.engine.connect() as connection:
        migrate(connection, DoingsDb.form, upto="0001")
        _fill(connection)
        connection.commit()
    vault.close()
    note_key(path, bytes.fromhex(key))


def _fill(connection: Connection) -> None:
    """Write down what the older pod knew: people, answers, a record of deeds."""
    connection.execute(text(STAFF))
    before = ""
    for one in range(1, PEOPLE + 1):
        ref = {"ref": f"per{one}"}
        names = {"number": f"A100{one}BC", "name": f"Name{one}", "code": f"code{one}"}
        connection.execute(text(PERSON), ref | names)
        connection.execute(text(SITTING), ref | {"id": f"sit{one}"})
        for ended in ("done", None):
            _answered(connection, one, ended)
        before = _done(connection, one, before)


def _answered(connection: Connection, one: int, ended: str | None) -> None:
    activity = {"id": activity_of(one, ended), "sitting": f"sit{one}", "ended": ended}
    connection.execute(text(ACTIVITY), activity)
    for number, said in enumerate(answers(activity["id"]), start=1):
        at = {"activity": activity["id"], "number": number}
        connection.execute(text(KEPT), at | {"said": said})
        if ended is None:
            connection.execute(text(JOURNAL), at)


def _done(connection: Connection, one: int, before: str) -> str:
    act = {"role": "pod", "staff": "", "what": "unlocked", "about": f"per{one}"}
    line = json.dumps([before, NOW.isoformat(), act], separators=(",", ":"))
    link = hashlib.sha256(line.encode()).hexdigest()
    row = {"id": one, "at": AT, "about": act["about"], "hash": link}
    connection.execute(text(ACT), row)
    return link


def activity_of(one: int, ended: str | None) -> str:
    """Return the reference of an activity that somebody finished, or did not yet."""
    return f"act{one}{ended or 'open'}"


def answers(activity: str) -> list[bytes]:
    """Return what was answered there: rows that can be told from every other."""
    return [f"{activity}/{number}".encode() * 9 for number in range(ROWS)]


def work(home: Path, say: Say) -> None:
    """Start the new version for the first time; say when it is up."""
    inside = pods.opened(home)
    say("up")
    inside.memory.close()


def wrong(home: Path, _marks: list[str]) -> str:
    """Return what is lost or broken after a cut, or nothing."""
    return pods.wrong_with(home, _lost)


def _lost(inside: Inside) -> str:
    with inside.memory.people.begin() as db:
        names = sorted(tile.first_name for tile in identities.tiles(db))
    if names != [f"Name{one}" for one in range(1, PEOPLE + 1)]:
        return f"knows {len(names)} people by their names"
    with inside.memory.doings.begin() as db:
        for one in range(1, PEOPLE + 1):
            for ended in ("done", None):
                activity = activity_of(one, ended)
                if list(keeping.raw_rows(db, activity)) != answers(activity):
                    return f"lost answers of {activity}"
    return ""
