"""At the door: what anybody may see, who of the staff is there, is there room."""

import shutil
from datetime import datetime

import msgspec

from pod import desk
from pod.access import Who, wait_s
from pod.core.attended import barred
from pod.errors import Full
from pod.settings import Settings
from pod.storage import staff
from pod.storage.pod_memory import notices
from pod.storage.vault import Db, Vault

ROOM_FOR_A_SITTING = 50 * 1024 * 1024
"""Bytes that must be free before a sitting may start (one takes well under 1 MB)."""


def seen_locked(db: Db, settings: Settings) -> desk.PodView:
    """Return what anybody may see of this pod while it is locked."""
    return desk.PodView(
        language=settings.language,
        wing=settings.wing,
        help_minutes=settings.help_minutes,
        second_contact=settings.second_contact,
        demo=settings.demo,
        fault=_fault(db),
        notices=notices(db),
    )


def _fault(db: Db) -> str:
    """Return why nobody can use this pod now, if nobody can."""
    if not staff.any_staff(db):
        return "not_ready"
    return "tamper" if barred(db) else ""


def staff_at_the_door(
    vault: Vault, request: desk.StaffSignIn, now: datetime
) -> Who | desk.Refused:
    """Return who signs in, or how long to wait; never which part was wrong.

    The try is on the disk before the code is looked at: a power cut cannot undo it.
    """
    with vault.begin() as db:
        if (wait := staff.seconds_to_wait(db, now, wait_s)) > 0:
            return desk.Refused(wait)
        staff.count_try(db, now, wait_s)
    with vault.begin() as db:
        role = staff.role_of(db, request.number, request.code)
        if role is None:
            return desk.Refused(staff.seconds_to_wait(db, now, wait_s))
        return msgspec.convert({"role": role, "staff": request.number}, Who)


def check_room(vault: Vault) -> None:
    """Refuse to start a sitting that could not be kept."""
    if shutil.disk_usage(vault.path.parent).free < ROOM_FOR_A_SITTING:
        raise Full(
            "This pod has no room for a new sitting.",
            "Free some space on this pod; everything kept so far is safe.",
        )
