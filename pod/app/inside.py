"""The inside of a pod: settings, key, store and core, opened together."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

from pod.app.practice_pod import open_practice, sweep
from pod.clock import Clock
from pod.core import Core, updating
from pod.errors import KeyTrouble, Usage
from pod.journeys.cast import CERTIFIED_UNTIL, STAFF, Staff
from pod.modules.questionnaire import site_tasks
from pod.programme import Programme, read_programme, take_on_programmes
from pod.settings import Settings, read_settings, speak_of_site
from pod.storage import (
    both,
    codes,
    keys,
    memory,
    outbox,
    people,
    recovery,
    released,
    restoring,
    settling,
    staff,
)
from pod.storage.both import Deed, Newcomer
from pod.storage.bound import check_bound
from pod.storage.keys import Keyring
from pod.storage.memory import Memory, Ways
from pod.storage.pod_memory import LANGUAGE_GONE, give_notice, withdraw_notice
from pod.storage.reunited import new_bond, reunite
from pod.storage.shelf import places_of
from pod.storage.staff import NewAccount
from pod.task import check_files, take_on

log = logging.getLogger(__name__)

INSTRUMENTS = "instruments"
"""Where a site puts the questionnaires that it has permission for."""
PROGRAMMES = "programmes"
"""Where programmes lie that came to this site by stick."""
DEFAULT_PROGRAMME = "first"


@dataclass(frozen=True)
class Inside:
    """A pod that is open: everything behind the desk."""

    settings: Settings
    memory: Memory
    core: Core

    def close(self) -> None:
        """Hold on to how far the record has come, then close the stores."""
        self.core.practice.end()
        self.core.glass.hold_on()
        self.memory.close()


def open_inside(
    home: Path,
    clock: Clock,
    rng: Random,
    *,
    thorough: bool = True,
    sealed: Path | None = None,
) -> Inside:
    """Open a provisioned pod; its start is its recovery.

    Whatever is amiss with an activity's file is found now, before anybody sits down.
    Where not `thorough`, the stores are looked through while the pod runs already.
    `sealed` is the folder of sealed credentials, where an administrator opens it.
    """
    settings = read_settings(home)
    refused = _take_on_site(home, settings)
    held = open_memory(home, settings, clock, sealed, thorough=thorough)
    _tell_of_packs(held, refused, clock.utc())
    programme = _programme(held)
    core = Core(held, settings, programme, clock)
    core.rng = rng
    sweep(home)
    updating.begun(home)
    core.practice.opens = partial(open_practice, home, settings, programme, clock, rng)
    _give_keys(core, home, held, keys.keyring_for(settings, home, sealed))
    core.keeping.follow()
    if not thorough:
        core.keeping.look_later()
    return Inside(settings, held, core)


def _take_on_site(home: Path, settings: Settings) -> tuple[str, ...]:
    """Take on what a site added; return why any of its languages is not used."""
    refused = speak_of_site(home, settings)
    take_on(site_tasks(home / INSTRUMENTS))
    check_files()
    for sentence in take_on_programmes(home / PROGRAMMES):
        log.warning("%s", sentence)
    return refused


def _tell_of_packs(held: Memory, refused: Sequence[str], now: datetime) -> None:
    """Let staff know of a language pack that is not used; the pod goes on without."""
    for sentence in refused:
        log.warning("%s", sentence)
    with held.doings.begin() as db:
        if refused:
            give_notice(db, "language_refused", now)
        else:
            withdraw_notice(db, "language_refused")
        if gone := people.languages_gone(db):
            log.warning("chosen, and not there any more: %s", ", ".join(sorted(gone)))
            give_notice(db, LANGUAGE_GONE, now)
        else:
            withdraw_notice(db, LANGUAGE_GONE)


def _give_keys(core: Core, home: Path, held: Memory, backend: Keyring) -> None:
    """Let the core ask for devices' keys and for earlier ones; keep all of them."""
    _keep_sealed(home, held, backend)
    core.devices.key_of = lambda device: keys.read_key(backend, keys.device_key(device))
    core.opens_older(older_keys(backend))


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


def older_keys(backend: Keyring) -> restoring.Older:
    """Return the earlier keys of each store, by its form."""
    names = {"people": keys.PEOPLE, "doings": keys.DOINGS, "persons": keys.PERSONS}
    return {
        form: tuple(keys.older_keys(backend, name).values())
        for form, name in names.items()
    }


def open_memory(
    home: Path,
    settings: Settings,
    clock: Clock,
    sealed: Path | None = None,
    *,
    thorough: bool = True,
) -> Memory:
    """Open the stores with the pod's keys; tell staff what was amiss.

    A deed that was cut off between the two stores is done before anything else. The
    keys may lie in a folder of `sealed` credentials, for the administrator's commands.
    """
    stores = _stores(home, settings, keys.keyring_for(settings, home, sealed))
    places, told = stores.places, list[str]()
    ways = Ways(places, stores.older, thorough=thorough)
    released.before_opening(stores, clock.utc())
    held = memory.open_memory(home, stores.keys, clock.utc(), told.append, ways)
    try:
        check_bound(held, new_bond(settings.pod))
        restoring.finish(held, places, stores.older, settings.pod, clock.utc())
        older = settling.settle(held, settings.pod, clock.utc(), places.second)
        _made_whole(held, settings, clock.utc(), told=not older or bool(told))
        released.opened(stores)
    except BaseException:
        held.close()
        raise
    return held


def _stores(home: Path, settings: Settings, backend: Keyring) -> released.Stores:
    """Return where the stores and their copies lie, and what opens them."""
    found = memory.store_keys(backend, home, missing_key)
    places = places_of(home, settings.second_place, settings.pod)
    return released.Stores(home, found, places, older_keys(backend))


def _made_whole(held: Memory, settings: Settings, now: datetime, *, told: bool) -> None:
    """End what was cut off and let the stores fit together; tell of an older one."""
    both.finish_deeds(held, now)
    reunite(held, now, settings.language)
    if not told:
        with held.doings.begin() as db:
            give_notice(db, "rolled_back", now)


def missing_key(_name: str) -> bytes:
    """Say that there is no key."""
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
            staff.add_staff(db, _account(one), clock.utc())
    by = Deed(role="pod", now=clock.utc())
    return [both.add_person(held, who, by, rng) for who in newcomers]


def _account(one: Staff) -> NewAccount:
    """Return an invented account, its code hashed with the least work."""
    return NewAccount(
        number=one.number,
        role=one.role,
        code_hash=codes.hashed(one.code),
        code_kind=codes.check_code(one.role, one.number, one.code),
        certified_until=CERTIFIED_UNTIL,
    )
