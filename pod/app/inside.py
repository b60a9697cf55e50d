"""The inside of a pod: settings, key, store and core, opened together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import msgspec

from pod.clock import Clock
from pod.core import Core
from pod.errors import KeyTrouble, Usage
from pod.journeys.cast import STAFF
from pod.modules.questionnaire import site_tasks
from pod.programme import Programme, read_programme
from pod.settings import Settings, read_settings
from pod.storage import both, keys, memory, outbox, recovery, staff
from pod.storage.audit import Act, audit
from pod.storage.both import Deed, Newcomer
from pod.storage.keys import Keyring
from pod.storage.memory import Keys, Memory
from pod.storage.pod_memory import give_notice, recall
from pod.task import check_files, take_on

INSTRUMENTS = "instruments"
"""Where a site puts the questionnaires that it has permission for."""
DEFAULT_PROGRAMME = "first"


@dataclass(frozen=True)
class Inside:
    """A pod that is open: everything behind the desk."""

    settings: Settings
    memory: Memory
    core: Core


def write_settings(home: Path, settings: Settings) -> None:
    """Write `pod.toml` of a new home."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / "pod.toml").write_text(_toml(settings), "utf-8")


def _toml(settings: Settings) -> str:
    """Write settings as TOML: plain values first, then the tables."""
    raw = msgspec.to_builtins(settings)
    ports, panel = raw.pop("ports"), raw.pop("panel")
    lines = [*_lines(raw), "", "[panel]", *_lines(panel)]
    for port in ports:
        lines += ["", "[[ports]]", *_lines(port)]
    return "\n".join(lines) + "\n"


def _lines(table: Mapping[str, object]) -> Sequence[str]:
    """Write a table's plain values: JSON's strings and numbers are TOML's."""
    return [f"{name} = {msgspec.json.encode(v).decode()}" for name, v in table.items()]


def open_inside(home: Path, clock: Clock, rng: Random) -> Inside:
    """Open a provisioned pod; its start is its recovery.

    Whatever is amiss with an activity's file is found now, before anybody sits down.
    """
    settings = read_settings(home)
    take_on(site_tasks(home / INSTRUMENTS))
    check_files()
    held = open_memory(home, settings, clock)
    core = Core(held, settings, _programme(held), clock)
    core.rng = rng
    backend = keys.keyring_for(settings, home)
    _keep_sealed(home, held, backend)
    core.devices.key_of = lambda device: keys.read_key(backend, keys.device_key(device))
    return Inside(settings, held, core)


def _keep_sealed(home: Path, held: Memory, backend: Keyring) -> None:
    """Have every key in the recovery file, where its two halves were printed."""
    with held.doings.begin() as db:
        lock = recovery.lock_in_force(db)
    if lock is not None:
        recovery.keep_sealed(home, lock, keys.held(backend))


def _programme(held: Memory) -> Programme:
    """Return the programme of the study in force, else the one that ships."""
    with held.doings.begin() as db:
        try:
            name = outbox.study(db).programme
        except Usage:
            name = DEFAULT_PROGRAMME
    return read_programme(name)


def open_memory(
    home: Path, settings: Settings, clock: Clock, sealed: Path | None = None
) -> Memory:
    """Open the stores with the pod's keys; tell staff what was amiss.

    A deed that was cut off between the two stores is done before anything else. The
    keys may lie in a folder of `sealed` credentials, for the administrator's commands.
    """
    backend = keys.keyring_for(settings, home, sealed)
    found = memory.store_keys(backend, home, _missing)
    told: list[str] = []
    held = memory.open_memory(home, found, clock.utc(), told.append)
    both.finish_deeds(held, clock.utc())
    with held.doings.begin() as db:
        for code in told:
            give_notice(db, code, clock.utc())
            audit(db, Act(role="pod", what=code), clock.utc())
    return held


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
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = memory.store_keys(
        backend, home, lambda one: keys.make_key(backend, rng.randbytes, one)
    )
    held = _new_or_unfinished(home, found, clock)
    with held.doings.begin() as db:
        if recall(db, outbox.SEED) is not None:
            raise Usage("This pod is provisioned already.")
        signing = outbox.make_signing_key(db, rng.randbytes(32))
        outbox.identity(db)
        audit(db, Act(role="pod", what="provisioned"), clock.utc())
    write_settings(home, settings)
    held.close()
    return signing.public


def _new_or_unfinished(home: Path, found: Keys, clock: Clock) -> Memory:
    """Return new stores, or those whose provisioning must be finished."""
    if (home / memory.DOINGS).exists():
        return memory.open_memory(home, found, clock.utc(), lambda _code: None)
    return memory.make_memory(home, found)


def _missing(_name: str) -> bytes:
    raise KeyTrouble("This pod has no key yet.", "Provision it with `pod provision`.")


def known_staff(held: Memory) -> bool:
    """Tell whether anybody could unlock this pod."""
    with held.people.begin() as db:
        return staff.any_staff(db)


def cast_in(
    held: Memory, newcomers: Sequence[Newcomer], clock: Clock, rng: Random
) -> list[str]:
    """Add invented staff and participants; return the participants' references."""
    with held.people.begin() as db:
        for one in STAFF:
            staff.add_staff(db, one.number, one.role, one.code)
    by = Deed(role="pod", now=clock.utc())
    return [both.add_person(held, who, by, rng) for who in newcomers]


def make_device_key(home: Path, device: str, rng: Random) -> str:
    """Make the key that this pod shares with a device, and return it in hexadecimal.

    It is shown this once, to be set on the device at the bench.
    """
    name = keys.device_key(device)
    if name not in keys.DEVICE_KEY_BYTES:
        known = ", ".join(one.removeprefix("device-") for one in keys.DEVICE_KEY_BYTES)
        raise Usage(f"{device} shares no key with a pod. Those that do: {known}.")
    backend = keys.keyring_for(read_settings(home), home)
    return keys.make_key(backend, rng.randbytes, name).hex()
