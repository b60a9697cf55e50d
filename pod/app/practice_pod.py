"""A practice pod: stores of its own, keys that nobody keeps, people nobody has met.

It lies in a folder for this pod alone among its sockets, which at a site is memory and
no disk, and is sealed with keys that are nowhere but here: where wiping was cut off,
what is left opens to nobody, and goes at the next start.
"""

import secrets
import shutil
from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from random import Random

from msgspec.structs import replace

from pod import desk
from pod.access import Role, Who
from pod.app.demo_day import book_a_day
from pod.clock import Clock
from pod.core import Core
from pod.core.practice import PracticePod
from pod.desk.practice import Practising
from pod.journeys.cast import PICTURES, participants
from pod.programme import Programme
from pod.settings import Settings, run_folder
from pod.storage import both, codes, concerns, identities, staff
from pod.storage.both import Deed, Newcomer
from pod.storage.memory import Keys, Memory, make_memory
from pod.storage.staff import NewAccount
from pod.storage.undertaking import keep_undertaking, nobodys
from pod.storage.whole import make_folder

FOLDER, POD = "core/practice", "practice"
KEY_BYTES, PEOPLE = 32, 4
ROLE: Role = "facilitator"
"""Whoever practises does what a facilitator does, and no more."""
STAFF = (("1001", "246810"), ("1002", "135792"))
"""Two, for one hands over to the other."""
CERTIFIED_UNTIL = date(2099, 12, 31)


def sweep(home: Path) -> None:
    """Leave nothing of a practice pod that was cut off."""
    shutil.rmtree(run_folder(home) / FOLDER, ignore_errors=True)


def open_practice(
    home: Path, settings: Settings, programme: Programme, clock: Clock, rng: Random
) -> PracticePod:
    """Make a pod of invented people beside the one at home in `home`."""
    sweep(home)
    folder = run_folder(home) / FOLDER
    make_folder(folder)
    try:
        held = make_memory(folder, _keys())
    except BaseException:
        sweep(home)
        raise
    wipe = partial(_wipe, home, held)
    try:
        core = Core(held, _settings(settings), programme, clock)
        core.rng = rng
        _fill(core, held, clock, rng)
    except BaseException:
        wipe()
        raise
    return PracticePod(core.glass, Practising(STAFF, PICTURES), wipe)


def _keys() -> Keys:
    """Draw keys that are kept nowhere."""
    people, doings, persons = (secrets.token_bytes(KEY_BYTES) for _ in range(3))
    return Keys(people=people, doings=doings, persons=persons)


def _settings(real: Settings) -> Settings:
    """Return the pod's settings without anything that leads out of it.

    What is not named here is not taken over: no printer, no wing, no other disk.
    """
    return Settings(
        pod=POD,
        site=real.site,
        wing=real.wing,
        language=real.language,
        panel=real.panel,
        help_minutes=real.help_minutes,
        second_contact=real.second_contact,
        lock_up=real.lock_up,
        demo=True,
    )


def _wipe(home: Path, held: Memory) -> None:
    """Let go of the stores, and leave nothing of them."""
    try:
        held.close()
    finally:
        sweep(home)


def _fill(core: Core, held: Memory, clock: Clock, rng: Random) -> None:
    """Let there be staff and people: one has been here before, one needs somebody."""
    deed = Deed(role="pod", now=clock.utc())
    with held.people.begin() as db:
        for number, code in STAFF:
            staff.add_staff(db, _account(number, code), clock.utc())
    refs = [both.add_person(held, one, deed, rng) for one in _invented()]
    with held.people.begin() as db:
        for ref in refs:
            identities.set_pictures(identities.identity(db, ref), _pictures())
    with held.doings.begin() as db:
        keep_undertaking(db, nobodys(clock.utc()))
        concerns.raise_concern(db, "upset", refs[-1], clock.utc(), rng)
        book_a_day(db, refs, POD, clock.utc().astimezone(), rng)
    core.glass.who = Who(role="participant", person=refs[1])
    core.answer(desk.ConsentGiven(take_part=True, evaluation=False, contact=False))
    core.glass.who = Who(role=ROLE, staff=STAFF[0][0])


def _invented() -> Sequence[Newcomer]:
    """Return people whose cells are on no wing."""
    return [replace(one, cell=f"P{one.cell}") for one in participants(PEOPLE)]


@cache
def _code(code: str) -> str:
    """Hash an invented code, once: it is no secret, and hashing is slow by design."""
    return codes.hashed(code)


@cache
def _pictures() -> str:
    """Hash everybody's pictures, once for the same reasons."""
    return identities.hashed_pictures(PICTURES)


def _account(number: str, code: str) -> NewAccount:
    """Return an invented account, its code hashed with the least work."""
    return NewAccount(
        number=number,
        role=ROLE,
        code_hash=_code(code),
        code_kind=codes.check_code(ROLE, number, code),
        certified_until=CERTIFIED_UNTIL,
    )
