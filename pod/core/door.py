"""At the door: what anybody may see, who of the staff is there, is there room."""

import shutil
from datetime import datetime

import msgspec

from pod import desk
from pod.access import Who, wait_s
from pod.core.attended import barred
from pod.core.visit import Visit
from pod.errors import Full
from pod.storage import identities, people, staff
from pod.storage.memory import Memory
from pod.storage.pod_memory import notices
from pod.storage.vault import DoingsDb, PeopleDb

ROOM_FOR_A_SITTING = 50 * 1024 * 1024
"""Bytes that must be free before a sitting may start (one takes well under 1 MB)."""


def seen_locked(visit: Visit) -> desk.PodView:
    """Return what anybody may see of this pod while it is locked."""
    settings = visit.behind.settings
    with visit.people() as names, visit.doings() as db:
        return desk.PodView(
            language=settings.language,
            wing=settings.wing,
            help_minutes=settings.help_minutes,
            second_contact=settings.second_contact,
            demo=settings.demo,
            fault=_fault(names, db),
            notices=notices(db),
            unlocked=_unlocked(visit.who, names, db),
        )


def _fault(names: PeopleDb, db: DoingsDb) -> str:
    """Return why nobody can use this pod now, if nobody can."""
    if not staff.any_staff(names):
        return "not_ready"
    return "tamper" if barred(db) else ""


def _unlocked(who: Who, names: PeopleDb, db: DoingsDb) -> desk.Unlocked | None:
    """Return how somebody likes the screen who must tap their pictures to go on."""
    if who.role != "nobody" or not who.person:
        return None
    row = identities.identity(names, who.person)
    choose = row.pictures_hash is None
    return people.how_they_like_it(people.person(db, who.person), choose=choose)


def staff_at_the_door(
    memory: Memory, request: desk.StaffSignIn, now: datetime
) -> Who | desk.Refused:
    """Return who signs in, or how long to wait; never which part was wrong.

    The try is on the disk before the code is looked at: a power cut cannot undo it.
    """
    with memory.people.begin() as db:
        if (wait := staff.seconds_to_wait(db, now, wait_s)) > 0:
            return desk.Refused(wait)
        staff.count_try(db, now, wait_s)
    with memory.people.begin() as db:
        role = staff.role_of(db, request.number, request.code)
        if role is None:
            return desk.Refused(staff.seconds_to_wait(db, now, wait_s))
        return msgspec.convert({"role": role, "staff": request.number}, Who)


def check_room(memory: Memory) -> None:
    """Refuse to start a sitting that could not be kept."""
    if shutil.disk_usage(memory.doings.path.parent).free < ROOM_FOR_A_SITTING:
        raise Full(
            "This pod has no room for a new sitting.",
            "Free some space on this pod; everything kept so far is safe.",
        )
