"""Whether this pod may go live: the governor has signed what it says of privileges."""

from pod import desk
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.undertaking import RecordUndertaking
from pod.errors import Trouble, Usage
from pod.storage.undertaking import Undertaking, keep_undertaking, undertaking
from pod.storage.vault import DoingsDb

NOT_LIVE, MISSING = "not_live", "noundertaking"
"""What anybody may read on the locked page, and what staff read about it."""
DO = "A supervisor writes it down once it is signed: `pod undertaking`."


class NoUndertaking(Trouble):
    """The governor's undertaking on privileges is not recorded on this pod."""


def _record(visit: Visit, request: RecordUndertaking) -> Reply:
    """Write down that it was signed; a day to come is a slip."""
    if request.signed_on > visit.behind.wall.now().date():
        raise Usage(
            "That day has not come yet.", "Give the day on which it was signed."
        )
    with visit.doings() as db:
        keep_undertaking(db, Undertaking(request.signed_by, request.signed_on))
        visit.write(db, "undertaking_recorded", request.signed_on.isoformat())
    return desk.Done()


def is_live(db: DoingsDb) -> bool:
    """Tell whether people may be let in as far as the undertaking goes."""
    return undertaking(db) is not None


def check_live(db: DoingsDb) -> None:
    """Let nobody in before the undertaking is recorded."""
    if not is_live(db):
        raise NoUndertaking("The undertaking on privileges is not recorded.", DO)


ANSWERS: Answers = {RecordUndertaking: _record}
