"""Backups at the bench: which there are, and putting one back while the pod is closed.

That needs no core: it is what remains when the pod cannot be opened at all.
"""

from collections.abc import Sequence
from pathlib import Path

from pod.app.alone import alone_in
from pod.app.inside import missing_key, older_keys
from pod.clock import Clock
from pod.settings import read_settings
from pod.storage import keys, memory, restoring
from pod.storage.shelf import Places, Shelved, places_of, shelved


def places(home: Path) -> Places:
    """Return where the backups of the pod at home in `home` lie."""
    settings = read_settings(home)
    return places_of(home, settings.second_place, settings.pod)


def listed(home: Path) -> tuple[Shelved, ...]:
    """Return every backup that there is, the newest last; no key is asked for."""
    return shelved(places(home))


def restore_closed(
    home: Path, name: str, clock: Clock, sealed: Path | None = None
) -> Sequence[str]:
    """Put a backup back while nobody else is at the stores; say what was done.

    The keys may lie in a folder of `sealed` credentials.
    """
    settings = read_settings(home)
    with alone_in(home):
        folder = restoring.find(places(home), name)
        backend = keys.keyring_for(settings, home, sealed)
        found = memory.store_keys(backend, home, missing_key)
        older = older_keys(backend)
        return restoring.put_back_closed(home, folder, found, older, clock.utc())
