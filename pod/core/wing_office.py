"""Answers staff about their wing: its board, who belongs to it, joining and leaving."""

from pod import desk
from pod.access import Role
from pod.core.two import second_person
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.wing import (
    Board,
    Hidden,
    JoinWing,
    LeaveWing,
    ListWing,
    MemberLine,
    SeeBoard,
    WingCard,
    WingCardTold,
    WingTold,
)
from pod.errors import Usage
from pod.storage import concerns, far, outbox
from pod.storage import wing as kept
from pod.storage.vault import DoingsDb
from pod.wing.members import (
    Card,
    Member,
    Wing,
    check_card,
    content_of,
    fingerprint,
    joined,
    left,
    signed_card,
)

AGREES: tuple[Role, ...] = ("facilitator", "supervisor", "technician")


def _see(visit: Visit, _request: SeeBoard) -> Reply:
    """Show every pod that is heard; one that is not linked shows itself."""
    behind = visit.behind
    linked, settings = behind.wing, behind.settings
    with visit.doings() as db:
        if not settings.link.console:
            linked.own = linked.stands(db)
        me, waiting = kept.me(db, settings), concerns.calling(db)
    return Board(
        wing=settings.wing,
        clock=f"{visit.now.astimezone():%H:%M}",
        tiles=linked.board(me, visit.now),
        waiting=waiting,
        away=linked.away,
    )


def _hidden(visit: Visit, request: Hidden) -> Reply:
    visit.hidden_at = visit.now if request.on else None
    return desk.Done()


def _card(visit: Visit, _request: WingCard) -> Reply:
    with visit.doings() as db:
        card = _own_card(visit, db)
        signature = signed_card(card, outbox.signing_key(db))
    return WingCardTold(content_of(card), signature, fingerprint(card))


def _join(visit: Visit, request: JoinWing) -> Reply:
    """Trust another member, once two of the staff have compared its fingerprint."""
    card = check_card(request.card, request.signature)
    with visit.doings() as db:
        joined(_wing(visit, db), card)
    second_person(visit, request.second, AGREES)
    with visit.doings() as db:
        kept.keep_wing(db, joined(_wing(visit, db), card))
        visit.write(db, "wing_joined", card.member.id)
    visit.behind.wing.renew()
    return _told(visit)


def _leave(visit: Visit, request: LeaveWing) -> Reply:
    """Believe a member no longer; who leaves by their own id believes nobody."""
    with visit.doings() as db:
        wing = _wing(visit, db)
        alone = Wing(wing=wing.wing, me=wing.me)
        mine = request.member == wing.me.id
        known = alone if mine else left(wing, request.member)
        kept.keep_wing(db, known)
        far.keep_only(db, {one.id for one in known.others})
        visit.write(db, "wing_left", request.member)
    visit.behind.wing.renew()
    return _told(visit)


def _list(visit: Visit, _request: ListWing) -> Reply:
    return _told(visit)


def _told(visit: Visit) -> WingTold:
    behind = visit.behind
    with visit.doings() as db:
        wing = _wing(visit, db)
    return WingTold(
        wing=wing.wing,
        folder=behind.settings.link.folder,
        members=tuple(_line(wing, one) for one in (wing.me, *wing.others)),
        away=behind.wing.away,
        why=behind.wing.why,
    )


def _line(wing: Wing, member: Member) -> MemberLine:
    return MemberLine(
        id=member.id,
        what=member.what,
        place=member.place,
        fingerprint=fingerprint(Card(wing=wing.wing, member=member)),
    )


def _own_card(visit: Visit, db: DoingsDb) -> Card:
    wing = _wing(visit, db)
    return Card(wing=wing.wing, member=wing.me)


def _wing(visit: Visit, db: DoingsDb) -> Wing:
    """Return the wing as this member knows it."""
    wing = kept.wing(db, visit.behind.settings)
    if wing is None:
        raise Usage(
            "This pod belongs to no wing.",
            "Set `wing` and `folder` of [link] in its pod.toml, and restart it.",
        )
    return wing


ANSWERS: Answers = {
    SeeBoard: _see,
    Hidden: _hidden,
    WingCard: _card,
    JoinWing: _join,
    LeaveWing: _leave,
    ListWing: _list,
}
