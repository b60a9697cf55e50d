"""What staff may ask for: who is next, what needs them, what is amiss with the pod."""

from collections.abc import Mapping
from datetime import datetime

from pod import desk
from pod.access import NotAllowed, Who, may
from pod.core.certified import check_certified, days_left
from pod.core.device_notes import barred
from pod.core.diary import next_here
from pod.core.door import check_looked_through, check_room
from pod.core.due import is_late
from pod.core.needs_person import take_on
from pod.core.undertaken import check_live, why_not_live
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.storage import concerns, duty, identities, people, retention
from pod.storage.pod_memory import notices, withdraw_notice
from pod.storage.reunited import restored
from pod.storage.staff import listed
from pod.storage.vault import DoingsDb

EXPORT_LATE = "export_late"
OVER = ("screen_left", "strange_keys", "explain", "gave_up")
"""Notices of what is over: whoever unlocks has read them."""


def staff_view(visit: Visit, since: desk.SinceThen | None = None) -> desk.StaffView:
    """Return what staff see, as far as their role lets them."""
    who, devices = visit.who, visit.behind.devices
    unlocks, now = may(who, "Unlock"), visit.behind.wall.now()
    with visit.people() as names, visit.doings() as db:
        tiles = identities.tiles(names) if unlocks else ()
        certified = days_left(names, who.staff, now) if unlocks else None
        known = listed(names, now) if may(who, "ListStaff") else ()
        cells = {tile.person: tile.cell for tile in tiles}
        shut = barred(db)
        return desk.StaffView(
            people=tiles,
            concerns=_open(visit, db, cells) if unlocks else (),
            open=concerns.taken_on(db) if unlocks else 0,
            notices=_noticed(visit, db, now),
            troubles=(*devices.troubles, *restored(db)),
            on_duty=duty.is_on_duty(db, who.staff, visit.now),
            attended=not unlocks or duty.anybody(db, visit.now),
            barred=shut,
            may_clear=shut and may(who, "Checked"),
            unlocks=unlocks,
            certified=certified,
            since=since,
            unused=tuple(one.number for one in known if one.unused),
            locked=tuple(one.number for one in known if one.locked),
            past=retention.told(db) if may(who, "Purge") else 0,
            next=next_here(visit, db, identities.names(names)) if unlocks else None,
        )


def _noticed(visit: Visit, db: DoingsDb, now: datetime) -> tuple[str, ...]:
    """Return what staff must know, beside what its device tells."""
    told = visit.behind.devices.not_told(notices(db))
    return (*told, *why_not_live(visit, db), *_late(visit, db, now))


def _late(visit: Visit, db: DoingsDb, now: datetime) -> tuple[str, ...]:
    """Tell whoever can write bundles out that one has waited too long for it."""
    late = may(visit.who, "ExportNow") and is_late(db, now)
    return (EXPORT_LATE,) if late else ()


def _open(
    visit: Visit, db: DoingsDb, cells: Mapping[str, str]
) -> tuple[desk.ConcernTile, ...]:
    """Return what waits for somebody, and whom to tell of what waits too long."""
    return concerns.open_concerns(db, cells, visit.behind.settings.second_contact)


def _look(visit: Visit, _request: desk.Look) -> Reply:
    return staff_view(visit)


def _on_duty(visit: Visit, request: desk.OnDuty) -> Reply:
    with visit.doings() as db:
        duty.set_duty(db, visit.who.staff, visit.now, on=request.on)
        visit.write(db, "on_duty" if request.on else "off_duty")
    return staff_view(visit)


def _unlock(visit: Visit, request: desk.Unlock) -> Reply:
    return _open_for(visit, request.person, forget_pictures=False)


def _reset_pictures(visit: Visit, request: desk.ResetPictures) -> Reply:
    return _open_for(visit, request.person, forget_pictures=True)


def _open_for(visit: Visit, ref: str, *, forget_pictures: bool) -> Reply:
    """Open the pod for one person; what it is called stays in the other store."""
    check_looked_through(visit)
    check_room(visit.behind.memory)
    check_certified(visit)
    with visit.doings() as db:
        if barred(db):
            raise NotAllowed("This pod must be looked at first.")
        check_live(visit, db)
        liking = people.person(db, ref)
        with visit.people() as names:
            row = identities.identity(names, ref)
            if forget_pictures:
                identities.set_pictures(row, None)
                visit.write(names, "pictures_reset", ref)
            choose = row.pictures_hash is None
        for over in OVER:
            withdraw_notice(db, over)
        visit.write(db, "unlocked", ref)
        reply = people.how_they_like_it(
            liking, visit.behind.settings.language, choose=choose
        )
    visit.who, visit.wrong_pictures = Who(person=ref), 0
    return reply


def _acknowledge(visit: Visit, request: desk.Acknowledge) -> Reply:
    take_on(visit, request.concern, "going")
    return staff_view(visit)


def _checked(visit: Visit, _request: desk.Checked) -> Reply:
    with visit.doings() as db:
        visit.write(db, "tamper_checked")
        visit.behind.devices.clear(db)
    return staff_view(visit)


ANSWERS: Answers = {
    desk.Look: _look,
    desk.OnDuty: _on_duty,
    desk.Unlock: _unlock,
    desk.ResetPictures: _reset_pictures,
    desk.Acknowledge: _acknowledge,
    desk.Checked: _checked,
}
