"""What a pod's stores take, when they were last copied, and what has left them."""

import shutil
from datetime import datetime

from pod.errors import Usage
from pod.settings import Settings
from pod.storage import outbox
from pod.storage.memory import Memory
from pod.storage.reserve import has_room
from pod.storage.shelf import Places, backups_in, places_of
from pod.storage.vault import DoingsDb
from pod.values import Value


class Stock(Value, frozen=True, kw_only=True):
    """Bytes taken and free, the newest backup, and the bundles of the study in force.

    `elsewhere` is None where the pod has no second place for backups.
    """

    store_bytes: int
    free_bytes: int
    has_room: bool
    backup_at: datetime | None
    elsewhere: bool | None
    study: str
    left: int
    received: int


def stock(memory: Memory, settings: Settings) -> Stock:
    """Look at the stores' files, the shelf of backups and the outbox."""
    home = memory.doings.path.parent
    places = places_of(home, settings.second_place, settings.pod)
    made = places.backups()
    with memory.doings.begin() as db:
        out = [one for one in outbox.bundles(db) if one.written]
        study = study_of(db)
    return Stock(
        store_bytes=sum(one.stat().st_size for one in home.glob("*.db*")),
        free_bytes=shutil.disk_usage(home).free,
        has_room=has_room(home),
        backup_at=made[-1].made_at if made else None,
        elsewhere=_elsewhere(places, made[-1].number) if made else None,
        study=study,
        left=len(out),
        received=sum(one.received for one in out),
    )


def study_of(db: DoingsDb) -> str:
    """Return the name of the study in force, or nothing."""
    try:
        return outbox.study(db).study
    except Usage:
        return ""


def _elsewhere(places: Places, number: int) -> bool | None:
    if places.second is None:
        return None
    return any(one.number == number for one in backups_in(places.second))
