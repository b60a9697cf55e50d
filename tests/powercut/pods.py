"""A small real pod: made before the recorder looks, opened again after every cut."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pod.app.inside import Inside, cast_in, open_inside, provision
from pod.clock import VirtualClock
from pod.desk import Glance
from pod.errors import Trouble
from pod.journeys.cast import participants
from pod.settings import Settings
from pod.storage import identities
from pod.storage.audit import first_break
from pod.storage.vault import Vault
from pod.values import seeded

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
PEOPLE = 3
OFTEN = 60
"""Pages in the log before it is folded in: a small store is to have many foldings."""
ASIDE = "*.damaged-*Z"
"""What a store is called that was set aside; a log of which there is a copy, longer."""
Say = Callable[[str], None]


def prepare(home: Path) -> None:
    """Make a pod with its staff and a few people."""
    clock, rng = VirtualClock(NOW), seeded(1)
    provision(home, Settings(pod="pod01", site="Test", demo=True), clock, rng)
    inside = open_inside(home, clock, rng)
    cast_in(inside.memory, participants(PEOPLE), clock, rng)
    inside.memory.close()


def opened(home: Path) -> Inside:
    """Open the pod as it opens itself when it starts."""
    return open_inside(home, VirtualClock(NOW), seeded(2))


def fold_often(inside: Inside, synchronous: str = "FULL") -> None:
    """Let the stores fold their logs in long before they would; sync this much."""
    vaults = [one for one in vars(inside.memory).values() if isinstance(one, Vault)]
    assert vaults
    for vault in vaults:
        with vault.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint={OFTEN}")
            connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")


def wrong_with(home: Path, look: Callable[[Inside], str]) -> str:
    """Open the pod after a cut; return what is lost or broken, or nothing."""
    try:
        inside = opened(home)
    except Trouble as trouble:
        return f"does not open: {trouble}"
    try:
        aside = sorted(path.name.partition(".damaged")[0] for path in home.glob(ASIDE))
        return f"set aside {aside}" if aside else _amiss(inside) or look(inside)
    except Trouble as trouble:
        return f"cannot be read: {trouble}"
    finally:
        inside.memory.close()


def _amiss(inside: Inside) -> str:
    """Return what no cut may bring about, whatever was under way."""
    told = inside.core.answer(Glance())
    if set(told.notices) or told.fault:
        return f"staff are told {told.notices} {told.fault}"
    for vault in (inside.memory.people, inside.memory.doings):
        with vault.begin() as db:
            if first_break(db) is not None:
                return "the record of deeds does not hold together"
    with inside.memory.people.begin() as db:
        known = len(identities.tiles(db))
    return "" if known >= PEOPLE else f"knows {known} people of {PEOPLE}"
