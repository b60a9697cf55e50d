"""The two-person rule: what one person alone must not do, a second one agrees to."""

from collections.abc import Mapping

from pod import desk
from pod.access import Role
from pod.core.visit import Visit
from pod.core.way_in import prove
from pod.errors import TryAgain, Usage
from pod.storage import sealed_codes, staff
from pod.storage.sealed_codes import NOBODYS_NUMBER
from pod.storage.staff import ONE_TIME

EITHER: tuple[Role, ...] = ("facilitator", "supervisor")
SETS_CLOCK_WITH: Mapping[Role, tuple[Role, ...]] = {
    "technician": ("supervisor",),
    "supervisor": ("technician", "supervisor"),
}


def second_person(
    visit: Visit, second: desk.Second, roles: tuple[Role, ...] = EITHER
) -> str:
    """Return the staff number of a second person who agrees, else say why not.

    They prove who they are like anybody who signs in, with a number or the card that is
    here: tries are counted and written down, and after wrong ones there is a wait. A
    sealed code is no second person, whoever holds it, and it is not used up by that.
    """
    if sealed_codes.plain(second.code) is not None:
        raise Usage("A sealed code is no second person.")
    found = prove(visit, second.number, second.code, "second_refused")
    if isinstance(found, desk.Refused):
        wait = f" Try again in {found.wait_s} s." if found.wait_s else ""
        raise TryAgain(f"The second person was not accepted.{wait}")
    if found.number == visit.who.staff:
        raise Usage("A second person must agree. This is the same one.")
    if found.renewing or found.role not in roles:
        raise Usage("The second person's account does not cover this.")
    _check_apart(visit, found.number)
    with visit.people() as db:
        visit.write(db, "second_agreed", found.number)
    return found.number


def _check_apart(visit: Visit, number: str) -> None:
    """Refuse an account whose code the first person has given it within a day.

    Whoever comes with a sealed code may be anybody, so also whoever gave that code.
    """
    since, first = visit.behind.wall.now() - ONE_TIME, visit.who.staff
    with visit.people() as db:
        by = staff.gave_code(db, number, since)
    if by & {first, NOBODYS_NUMBER} or (by and first == NOBODYS_NUMBER):
        raise Usage(
            "You gave the second person their code within the last day.",
            "Ask somebody else, or try again tomorrow.",
        )
