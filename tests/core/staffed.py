"""A pod with somebody of every role, and cards for two of them."""

from datetime import date
from functools import cache

from pod import desk
from pod.events import StaffKey
from pod.journeys.cast import STAFF
from pod.storage import codes
from pod.storage.staff import NewAccount, add_staff

FACILITATOR, SUPERVISOR = STAFF
TECHNICIAN_CODE, PEER_CODE, SECOND_PHRASE = "718293", "829374", "quiet hills at night"
CODES = {
    FACILITATOR.number: FACILITATOR.code,
    SUPERVISOR.number: SUPERVISOR.code,
    "3003": TECHNICIAN_CODE,
    "4004": PEER_CODE,
    "5005": SECOND_PHRASE,
}
NUMBERS = {
    "facilitator": FACILITATOR.number,
    "supervisor": SUPERVISOR.number,
    "technician": "3003",
    "peer": "4004",
}
CERTIFIED = date(2099, 1, 1)
CARD = "0412AB77"


def second(number):
    return desk.Second(number, CODES[number])


def signed_in(inside, number):
    """Return a command's visit to which somebody has signed in."""
    visit = inside.core.visit()
    reply = visit.answer(desk.StaffSignIn(number, CODES[number]))
    assert isinstance(reply, desk.StaffView), reply
    return visit


def as_supervisor(inside, request):
    """Ask for something as the supervisor does, over a visit of its own."""
    visit = signed_in(inside, SUPERVISOR.number)
    reply = visit.answer(request)
    visit.left()
    return reply


@cache
def hashed(number):
    """Hash a code once for all tests: it is slow by design."""
    return codes.hashed(CODES[number])


def everybody(inside):
    """Add a technician, a peer supporter and a second supervisor."""
    now = inside.core._behind.wall.now()
    with inside.memory.people.begin() as db:
        for number, role in (
            ("3003", "technician"),
            ("4004", "peer"),
            ("5005", "supervisor"),
        ):
            new = NewAccount(
                number=number,
                role=role,
                code_hash=hashed(number),
                code_kind="phrase" if role == "supervisor" else "pin",
                certified_until=CERTIFIED,
            )
            add_staff(db, new, now)


def hold(inside, card=CARD, secure=True):
    """Hold a card to the pod's reader."""
    return inside.core.take(StaffKey(at_ms=1.0, key=card, secure=secure))


def give_card(inside, number, card=CARD):
    visit = signed_in(inside, SUPERVISOR.number)
    hold(inside, card)
    assert visit.answer(desk.GiveCard(number)) == desk.Done()
    visit.left()


def enter(inside, number, code):
    """Sign in at the screen."""
    return inside.core.answer(desk.StaffSignIn(number, code))
