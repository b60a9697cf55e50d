"""Tells the staff's room what stands around every one of its pages."""

from pod.access import is_staff, may, parts_of
from pod.core.due import is_late
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.around import Around, LookRound, SeeStay, StayOn, Stays
from pod.storage import concerns
from pod.storage.audit import head


def _look_round(visit: Visit, _request: LookRound) -> Reply:
    """Count who waits; say how far both records have come, and when lock-up is."""
    settings, here = visit.behind.settings, visit.now.astimezone()
    ends = settings.lock_up.coming(here)
    with visit.people() as names, visit.doings() as db:
        stamp = head(names)[0] + head(db)[0] + visit.behind.wing.turn
        waiting = concerns.calling(db)
        late = may(visit.who, "ExportNow") and is_late(db, visit.behind.clock.utc())
    return Around(
        clock=f"{here:%H:%M}",
        wing=settings.wing,
        staff=visit.who.staff,
        parts=parts_of(visit.who),
        unlocks=may(visit.who, "Unlock") and not visit.behind.console,
        console=visit.behind.console,
        waiting=waiting,
        amiss=sum(not well for _, well in visit.behind.devices.known),
        lock_up_minutes=int((ends - here).total_seconds() // 60) if ends else None,
        stamp=stamp,
        late=late,
        exports=may(visit.who, "LookExports") and not visit.behind.console,
        months=may(visit.who, "SeeMonth"),
    )


def _stay(visit: Visit, _request: StayOn | SeeStay) -> Reply:
    """Say how long staff stay; that something was pressed is known already."""
    if not is_staff(visit.who):
        return Stays(0.0)
    return visit.staying.left(visit.behind.clock.now_ms())


ANSWERS: Answers = {LookRound: _look_round, StayOn: _stay, SeeStay: _stay}
