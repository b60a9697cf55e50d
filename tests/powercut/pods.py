"""A small real pod: made before the recorder looks, opened again after every cut."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from pod.app.inside import Inside, cast_in, open_inside
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.desk import Glance
from pod.errors import Trouble
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import STAFF, participants, traits
from pod.settings import Settings
from pod.storage import identities, outbox
from pod.storage.looking import look_through
from pod.storage.vault import Vault
from pod.storage.verified import verify
from pod.values import seeded
from tests.powercut.disk import Image
from tests.powercut.record import contents, lay_out

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
PEOPLE, PAIR = 3, 2
OFTEN = 60
"""Pages in the log before it is folded in: a small store is to have many foldings."""
NOTED = "noted.txt"
ASIDE = "*.damaged-*Z"
"""What a store is called that was set aside; a log of which there is a copy, longer."""
Say = Callable[[str], None]


def prepare(home: Path) -> None:
    """Make a pod with its staff and a few people."""
    lay_out(_made(), home)


def prepare_with_answers(home: Path) -> None:
    """Make a pod at which the first two people have had a sitting."""
    lay_out(_made_with_answers(), home)


@cache
def _made() -> Image:
    clock, rng = VirtualClock(NOW), seeded(1)
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        provision(home, Settings(pod="pod01", site="Test", demo=True), clock, rng)
        inside = open_inside(home, clock, rng)
        cast_in(inside.memory, participants(PEOPLE), clock, rng)
        inside.memory.close()
        return contents(home)


@cache
def _made_with_answers() -> Image:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        prepare(home)
        sit(home, PAIR)
        return contents(home)


def opened(home: Path, *, thorough: bool = True) -> Inside:
    """Open the pod for whoever works with it at once."""
    return open_inside(home, VirtualClock(NOW), seeded(2), thorough=thorough)


def sit(home: Path, count: int = 1) -> None:
    """Let the first people have a sitting, and note down which rows were kept of it."""
    inside = opened(home)
    with inside.memory.people.begin() as db:
        people = [tile.person for tile in identities.tiles(db)]
    ask, who = inside.core.answer, traits(seeded(1), 0)
    for person in people[:count]:
        assert sitting_by_script(ask, STAFF[0], person, who)
    (home / NOTED).write_text("\n".join(_rows(inside)))
    inside.memory.close()


def lost_of_sitting(inside: Inside, home: Path) -> str:
    """Return what is not as `sit` left it, or nothing."""
    noted = (home / NOTED).read_text().splitlines()
    missing = set(noted) - set(_rows(inside))
    return f"lost {len(missing)} of {len(noted)} answers" if missing else ""


def _rows(inside: Inside) -> list[str]:
    with inside.memory.doings.begin() as db:
        return [
            f"{done.task} {number} {crc32(row)}"
            for done in outbox.finished(db)
            for number, row in enumerate(done.rows, start=1)
        ]


def fold_often(inside: Inside, synchronous: str = "FULL") -> None:
    """Let the stores fold their logs in long before they would; sync this much."""
    vaults = [one for one in vars(inside.memory).values() if isinstance(one, Vault)]
    assert vaults
    for vault in vaults:
        with vault.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint={OFTEN}")
            connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")


def wrong_with(home: Path, look: Callable[[Inside], str]) -> str:
    """Open the pod after a cut; return what is lost or broken, or nothing.

    It is opened as it opens itself, and looked through in full while it runs.
    """
    try:
        inside = opened(home, thorough=False)
    except Trouble as trouble:
        return f"does not open: {trouble}"
    try:
        deque(look_through(inside.memory), maxlen=0)
        aside = sorted(path.name.partition(".damaged")[0] for path in home.glob(ASIDE))
        return look(inside) or (f"set aside {aside}" if aside else _amiss(inside))
    except Trouble as trouble:
        return f"cannot be read: {trouble}"
    finally:
        inside.memory.close()


def _amiss(inside: Inside) -> str:
    """Return what no cut may bring about, whatever was under way."""
    told = inside.core.answer(Glance())
    if set(told.notices) or told.fault not in ("", "checking"):
        return f"staff are told {told.notices} {told.fault}"
    verdict = verify(inside.memory, inside.settings.pod)
    if verdict.flaw is not None:
        return f"the record does not hold together: {verdict.flaw.say}"
    if verdict.rolled_back:
        return "the record says that the store is an older one"
    with inside.memory.people.begin() as db:
        known = len(identities.tiles(db))
    return "" if known >= PEOPLE else f"knows {known} people of {PEOPLE}"
