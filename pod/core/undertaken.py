"""Whether this pod may go live: the governor has signed what it says of privileges."""

from pod import desk
from pod.access import Role
from pod.core.two import second_person
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.undertaking import RecordUndertaking, WithdrawUndertaking
from pod.errors import Trouble, Usage
from pod.storage.undertaking import (
    WITHDRAWN,
    Undertaking,
    keep_undertaking,
    stands,
    undertaking,
    withdraw,
)
from pod.storage.vault import DoingsDb

NOT_LIVE, MISSING, ENDED = "not_live", "noundertaking", "undertaking_ended"
"""What anybody may read on the locked page, and what staff read about it."""
DO = "A supervisor writes it down once it is signed: `pod undertaking`."
AGREES: tuple[Role, ...] = ("facilitator", "supervisor", "technician")


class NoUndertaking(Trouble):
    """The governor's undertaking on privileges is not recorded, or stands no longer."""


def _record(visit: Visit, request: RecordUndertaking) -> Reply:
    """Write down that it was signed; a day to come is a slip."""
    if request.signed_on > visit.behind.wall.now().date():
        raise Usage(
            "That day has not come yet.", "Give the day on which it was signed."
        )
    signed = Undertaking(request.signed_by, request.signed_on, visit.now)
    with visit.doings() as db:
        keep_undertaking(db, signed)
        visit.write(db, "undertaking_recorded", request.signed_on.isoformat())
    return desk.Done()


def _withdraw(visit: Visit, request: WithdrawUndertaking) -> Reply:
    """Let it stand no longer, once two people agree; nobody's sitting is cut short.

    The record of names comes first: by it no older store brings the undertaking back.
    """
    with visit.doings() as db:
        if not _stands(visit, db):
            raise Usage("No undertaking stands on this pod.")
    second_person(visit, request.second, AGREES)
    with visit.people() as names:
        visit.write(names, WITHDRAWN)
    with visit.doings() as db:
        withdraw(db, visit.now)
        visit.write(db, WITHDRAWN)
    return desk.Done()


def is_live(db: DoingsDb, *, demo: bool) -> bool:
    """Tell whether people may be let in as far as the undertaking goes."""
    return stands(undertaking(db), demo=demo)


def why_not_live(visit: Visit, db: DoingsDb) -> tuple[str, ...]:
    """Say to staff why nobody can be let in, where no undertaking stands."""
    if visit.behind.console or _stands(visit, db):
        return ()
    signed = undertaking(db)
    return (ENDED,) if signed and signed.withdrawn_at else (MISSING,)


def check_live(visit: Visit, db: DoingsDb) -> None:
    """Let nobody in before the undertaking is recorded, nor once it is withdrawn."""
    if not _stands(visit, db):
        raise NoUndertaking("No undertaking on privileges stands on this pod.", DO)


def _stands(visit: Visit, db: DoingsDb) -> bool:
    return is_live(db, demo=visit.behind.settings.demo)


ANSWERS: Answers = {RecordUndertaking: _record, WithdrawUndertaking: _withdraw}
