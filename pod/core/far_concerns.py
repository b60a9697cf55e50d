"""What needs a person at another pod: kept at the console like its own, and answered.

Both sides say how a concern stands, and each takes over what is further: waiting, taken
on, closed. So neither a letter that is lost nor one that comes late does any harm.
"""

from typing import get_args

from pod.core.visit import Behind
from pod.desk.help import How, WasDone
from pod.storage import concern_steps, concerns, drafts, far
from pod.storage.acts import What, named
from pod.storage.audit import Act, audit
from pod.storage.concern_steps import Hand
from pod.storage.concerns import NOTICE
from pod.storage.doings_tables import ConcernRow
from pod.storage.pod_memory import withdraw_notice
from pod.storage.vault import DoingsDb
from pod.wing.kinds import MOST_NEEDS, Acknowledged, Concerns, Need, Word

HOWS: dict[str | None, How] = {one: one for one in get_args(How)}
DONES: dict[str | None, WasDone] = {one: one for one in get_args(WasDone)}


def arrived(behind: Behind, db: DoingsDb, sender: str, body: Concerns) -> None:
    """Keep what is open at a pod; only what that pod names closed is closed here too.

    A call never goes quiet by itself: one that the pod does not speak of any more, for
    it was put back to an older backup perhaps, stays open until somebody sees to it.
    """
    needs, now = behind.wing.theirs(sender, body), behind.clock.utc()
    for ref in (far.open_at(db, sender) & set(body.closed)) - needs.keys():
        far.close(db, ref, now)
        drafts.drop_about(db, ref)
    for ref in sorted(far.keep(db, sender, needs, now)):
        _write(behind, db, _raised(needs[ref]), ref)
    for ref in far.open_at(db, sender) & needs.keys():
        _taken_there(behind, db, needs[ref])
    full = len(body.needs) >= MOST_NEEDS
    known = far.known_of(db, sender, needs, full=full)
    far.keep_said(db, sender, known)
    behind.wing.needing(sender, known.needs, known.lost)


def closed_here(behind: Behind, db: DoingsDb, concern: str) -> None:
    """Keep no name of whom a concern was about that staff here have closed."""
    far.forget_names(db, concerns=(concern,))
    know_again(behind, db)


def know_again(behind: Behind, db: DoingsDb) -> None:
    """Know of all pods what is written down of them."""
    for sender, known in far.said(db).items():
        behind.wing.needing(sender, known.needs, known.lost)


def answered(behind: Behind, db: DoingsDb, body: Acknowledged) -> bool:
    """Take over what the console did about this pod's own; tell whether it is news."""
    mine = [one for one in body.words if one.pod == behind.settings.pod]
    behind.wing.reached = frozenset(one.concern for one in mine)
    news = [_take_over(behind, db, one) for one in mine]
    if any(news):
        if not concerns.any_late(db):
            withdraw_notice(db, NOTICE)
        behind.devices.shine(db)
    return any(news)


def _taken_there(behind: Behind, db: DoingsDb, need: Need) -> None:
    """Know who has taken it on at the pod itself."""
    row = db.get(ConcernRow, need.concern)
    if row is None or row.acknowledged_at or not (need.by and need.at):
        return
    concern_steps.take_on(db, row.id, "going", Hand(need.by, need.at))
    _write(behind, db, "concern_acknowledged", row.id, need.by)


def _take_over(behind: Behind, db: DoingsDb, word: Word) -> bool:
    """Let one concern stand here as it stands at the console, if that is further."""
    row = db.get(ConcernRow, word.concern)
    if row is None or row.closed_at or not (word.by and word.at):
        return False
    hand, news = Hand(word.by, word.at), row.acknowledged_at is None
    if news:
        concern_steps.take_on(db, row.id, HOWS.get(word.how, "going"), hand)
        _write(behind, db, "concern_acknowledged", row.id, word.by)
    done = DONES.get(word.done)
    if done is not None:
        by, now = word.closed_by or word.by, behind.clock.utc()
        hand = Hand(by, min(word.closed_at or word.at, now))
        concern_steps.close(db, row.id, done, "", hand)
        drafts.drop_about(db, row.id)
        _write(behind, db, "concern_closed", row.id, by)
    return news or done is not None


def _raised(need: Need) -> What:
    """Return what the record calls it; a kind it does not know is a carried one."""
    try:
        return named(f"concern_{need.kind}")
    except ValueError:
        return "concern_carried"


def _write(
    behind: Behind, db: DoingsDb, what: What, about: str, staff: str = ""
) -> None:
    act = Act(role="pod", staff=staff, what=what, about=about)
    audit(db, act, behind.clock.utc())
