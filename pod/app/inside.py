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
from pod.storage import keys, outbox, people, staff
from pod.storage.people import Newcomer
from pod.storage.pod_memory import Act, audit, give_notice, recall
from pod.storage.vault import Vault, make_vault, open_vault
from pod.task import check_files, take_on

STORE = "pod.db"
INSTRUMENTS = "instruments"
"""Where a site puts the questionnaires that it has permission for."""
DEFAULT_PROGRAMME = "first"


@dataclass(frozen=True)
class Inside:
    """A pod that is open: everything behind the desk."""

    settings: Settings
    vault: Vault
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
    vault = open_memory(home, settings, clock)
    core = Core(vault, settings, _programme(vault), clock)
    core.rng = rng
    backend = keys.keyring_for(settings, home)
    core.devices.key_of = lambda device: keys.read_key(backend, keys.device_key(device))
    return Inside(settings, vault, core)


def _programme(vault: Vault) -> Programme:
    """Return the programme of the study in force, else the one that ships."""
    with vault.begin() as db:
        try:
            name = outbox.study(db).programme
        except Usage:
            name = DEFAULT_PROGRAMME
    return read_programme(name)


def open_memory(home: Path, settings: Settings, clock: Clock) -> Vault:
    """Open the store with the pod's key; tell staff if it had to be set aside."""
    key = keys.read_key(keys.keyring_for(settings, home))
    if key is None:
        raise KeyTrouble(
            "This pod has no key yet.", "Provision it with `pod provision`."
        )
    told: list[str] = []
    vault = open_vault(home / STORE, key, clock.utc(), told.append)
    with vault.begin() as db:
        for code in told:
            give_notice(db, code, clock.utc())
            audit(db, Act(role="pod", what=code), clock.utc())
    return vault


def provision(home: Path, settings: Settings, clock: Clock, rng: Random) -> str:
    """Make a pod's key, store and signing key; return its public signing key.

    A store that has no signing key yet is finished: one that was cut off, or the new
    one after damage. Give that pod a new id, for its bundles are numbered anew.
    """
    backend = keys.keyring_for(settings, home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = keys.read_key(backend) or keys.make_key(backend, rng.randbytes)
    vault = _new_or_unfinished(home / STORE, key, clock)
    with vault.begin() as db:
        if recall(db, outbox.SEED) is not None:
            raise Usage("This pod is provisioned already.")
        signing = outbox.make_signing_key(db, rng.randbytes(32))
        outbox.identity(db)
        audit(db, Act(role="pod", what="provisioned"), clock.utc())
    write_settings(home, settings)
    vault.close()
    return signing.public


def _new_or_unfinished(store: Path, key: bytes, clock: Clock) -> Vault:
    """Return a new store, or one whose provisioning must be finished."""
    if store.exists():
        return open_vault(store, key, clock.utc(), lambda _code: None)
    return make_vault(store, key)


def known_staff(vault: Vault) -> bool:
    """Tell whether anybody could unlock this pod."""
    with vault.begin() as db:
        return staff.any_staff(db)


def cast_in(
    vault: Vault, newcomers: Sequence[Newcomer], clock: Clock, rng: Random
) -> list[str]:
    """Add invented staff and participants; return the participants' references."""
    today = clock.utc().date()
    with vault.begin() as db:
        for one in STAFF:
            staff.add_staff(db, one.number, one.role, one.code)
        return [people.add_person(db, who, today, rng) for who in newcomers]


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
