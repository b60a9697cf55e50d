"""Making a pod: its keys, its stores and its settings, once."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random

import msgspec

from pod.app.alone import alone_in
from pod.clock import Clock
from pod.errors import Usage
from pod.settings import Settings
from pod.storage import anchors, keys, memory, outbox
from pod.storage.audit import Act, audit
from pod.storage.bound import bind
from pod.storage.memory import Keys, Memory
from pod.storage.pod_memory import recall
from pod.storage.reunited import new_bond
from pod.storage.undertaking import keep_undertaking, nobodys
from pod.storage.whole import FOR_OUR_GROUP, make_folder, write_whole


class AlreadyThere(Usage):
    """The home has its stores and its signing key: it is a pod already."""


def provision(
    home: Path,
    settings: Settings,
    clock: Clock,
    rng: Random,
    sealed: Path | None = None,
) -> str:
    """Make a pod's keys, stores and signing key; return its public signing key.

    A store that has no signing key yet is finished: one that was cut off, or the new
    one after damage. Give that pod a new id, for its bundles are numbered anew. Keys
    go to the pod's keyring, or into a folder of `sealed` credentials.
    """
    backend = keys.keyring_for(settings, home, sealed)
    make_folder(home)
    with alone_in(home):
        found = memory.store_keys(
            backend, home, lambda one: keys.make_key(backend, rng.randbytes, one)
        )
        with closing(_new_or_unfinished(home, found, clock)) as held:
            _check_new(held)
            bind(held, new_bond(settings.pod))
            write_settings(home, settings)
            return _signing(held, settings, clock.utc(), rng)


def _check_new(held: Memory) -> None:
    with held.doings.begin() as db:
        if recall(db, outbox.SEED) is not None:
            raise AlreadyThere("This pod is provisioned already.")


def _signing(held: Memory, settings: Settings, now: datetime, rng: Random) -> str:
    """Make the signing key, which is what makes it a pod; return its public half."""
    with held.doings.begin() as db:
        signing = outbox.make_signing_key(db, rng.randbytes(32))
        outbox.identity(db)
        if settings.demo:
            keep_undertaking(db, nobodys(now))
        audit(db, Act(role="pod", what="provisioned"), now)
    anchors.anchor(held, settings.pod, now)
    return signing.public


def _new_or_unfinished(home: Path, found: Keys, clock: Clock) -> Memory:
    """Return new stores, or those whose provisioning must be finished."""
    if (home / memory.DOINGS).exists():
        return memory.open_memory(home, found, clock.utc(), lambda _code: None)
    return memory.make_memory(home, found)


def write_settings(home: Path, settings: Settings) -> None:
    """Write `pod.toml`; the screen and the reader read it too: no secret is in it."""
    make_folder(home)
    write_whole(home / "pod.toml", _toml(settings).encode(), FOR_OUR_GROUP)


def _toml(settings: Settings) -> str:
    """Write settings as TOML: plain values first, then the tables."""
    raw = msgspec.to_builtins(settings)
    ports = raw.pop("ports")
    tables = {name: part for name, part in raw.items() if isinstance(part, dict)}
    lines = [*_lines({name: raw[name] for name in raw if name not in tables})]
    for name, part in tables.items():
        lines += ["", f"[{name}]", *_lines(part)]
    for port in ports:
        lines += ["", "[[ports]]", *_lines(port)]
    return "\n".join(lines) + "\n"


def _lines(table: Mapping[str, object]) -> Sequence[str]:
    """Write a table's plain values: JSON's strings and numbers are TOML's."""
    given = {name: value for name, value in table.items() if value is not None}
    return [f"{name} = {msgspec.json.encode(v).decode()}" for name, v in given.items()]
