"""Tells that the wing folder is away or back again, and who of the wing was heard."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pod.core.linked import Linked
from pod.core.visit import Behind
from pod.desk.wing import MemberHeard
from pod.settings import Settings
from pod.storage import wing as kept
from pod.storage.pod_memory import give_notice, noticed_since, withdraw_notice
from pod.storage.vault import DoingsDb

AWAY, BACK = "wing_away", "wing_back"
LASTS = timedelta(seconds=20)
"""What is away no longer than this, a network that stutters, is told of to nobody."""
BACK_FOR = timedelta(minutes=10)


class FolderTold:
    """Knows since when the wing folder is away, and says so once."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._since: datetime | None = None
        self._known = False
        self._told: Mapping[str, datetime] | None = None

    def note(self, *, away: bool) -> None:
        """Know how the folder stands now."""
        self._known = True
        if not away:
            self._since = None
        elif self._since is None:
            self._since = self._behind.clock.utc()

    def tell(self, db: DoingsDb) -> None:
        """Give or take back what staff are told of it; nothing before it is known."""
        now = self._behind.clock.utc()
        if self._told is None:
            told = noticed_since(db)
            self._told = {one: told[one] for one in (AWAY, BACK) if one in told}
        before = self._told
        if self._since is not None and now - self._since >= LASTS:
            self._write(db, {AWAY: self._since})
        elif self._known and self._since is None and AWAY in before:
            self._write(db, {BACK: now})
        elif BACK in before and now - before[BACK] >= BACK_FOR:
            self._write(db, {})

    def _write(self, db: DoingsDb, told: Mapping[str, datetime]) -> None:
        """Let just this be told, if it is not; what stands then is read anew."""
        if told == self._told:
            return
        self._told = None
        for code in (AWAY, BACK):
            withdraw_notice(db, code)
            if code in told:
                db.flush()
                give_notice(db, code, told[code])

    def nothing(self, db: DoingsDb) -> None:
        """Take everything back: there is no folder any more."""
        self._write(db, {})
        self._since, self._known = None, False


def heard_by(
    db: DoingsDb, settings: Settings, linked: Linked
) -> tuple[MemberHeard, ...]:
    """Return when each of the others was heard last, now or as it was written down."""
    wing = kept.wing(db, settings)
    last = {**kept.last(db), **linked.last}
    unread = {one.sender for one in linked.unread}
    return tuple(
        MemberHeard(
            id=one.id,
            what=one.what,
            place=one.place,
            heard_at=last.get(one.id),
            clock=linked.clocks.get(one.id, ""),
            unread=one.id in unread,
        )
        for one in (wing.others if wing else ())
    )
