"""The two-person rule: what one person alone must not do, a second one agrees to."""

from collections.abc import Mapping

from pod import desk
from pod.access import Role
from pod.core.visit import Visit
from pod.core.way_in import prove
from pod.errors import TryAgain, Usage

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
    sealed code is no second person: one envelope opens all of them.
    """
    found = prove(visit, second.number, second.code, "second_refused")
    if isinstance(found, desk.Refused):
        wait = f" Try again in {found.wait_s} s." if found.wait_s else ""
        raise TryAgain(f"The second person was not accepted.{wait}")
    if found.number == visit.who.staff:
        raise Usage("A second person must agree. This is the same one.")
    if found.sealed or found.renewing or found.role not in roles:
        raise Usage("The second person's account does not cover this.")
    with visit.people() as db:
        visit.write(db, "second_agreed", found.number)
    return found.number
