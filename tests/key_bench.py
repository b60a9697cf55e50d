"""`pod keys` at a pod's bench: run, and what it left looked at."""

from click.testing import CliRunner

from pod.app.inside import open_memory
from pod.cli.keys import keys as group
from pod.settings import read_settings
from pod.storage import identities, keys
from pod.storage.audit import first_break
from pod.storage.keyrings import FileKeyring
from pod.storage.tables import AuditRow

DEMO_KEYS = "demo-keys.json"


def run(*words, typed=()):
    told = CliRunner().invoke(group, words, input="".join(f"{one}\n" for one in typed))
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


def printed():
    """Print the halves; return what is to be typed of each sheet."""
    sheets = run("print-recovery").stdout.split("\f")
    assert len(sheets) == 2
    return [" ".join(sheet.splitlines()[3:7]) for sheet in sheets]


def held(home):
    return dict(keys.held(FileKeyring(home / DEMO_KEYS)))


def known(home, clock):
    """Open the pod; return how many people it knows and what was done to its keys."""
    opened = open_memory(home, read_settings(home), clock)
    with opened.people.begin() as people, opened.doings.begin() as db:
        count = len(identities.tiles(people))
        assert first_break(people) is None
        assert first_break(db) is None
        done = [row.what for row in db.query(AuditRow) if row.what.startswith("keys_")]
    opened.close()
    return count, done
