"""Opens the set-up once more on a machine that has no other way into it.

A mark in the pod's home, which only the core can lay, and the pod's parts begun anew as
soon as nobody is there: the machine's own service finds the mark before any of them.
"""

from pod import desk
from pod.core.two import second_person
from pod.core.updating import BEGIN_ANEW
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.updating import SetUpAgain, SetUpByTwo, TwoThere
from pod.errors import Usage
from pod.settings import run_folder
from pod.storage import staff
from pod.storage.sealed_codes import NOBODYS_NUMBER

AGAIN = "set-up-again"


def _again(visit: Visit, _request: SetUpAgain) -> Reply:
    """Lay the mark; whoever sits down then signs in, with a second person.

    What cannot be written down is not begun.
    """
    machine = visit.behind.machine
    if not machine.started.exists():
        raise Usage("This machine's set-up is its administrator's: `pod set-up`.")
    with visit.doings() as db:
        visit.write(db, "set_up_asked")
    (machine.home / AGAIN).touch(mode=0o600)
    mark = run_folder(machine.home) / BEGIN_ANEW
    mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.touch()
    return desk.Done()


def _by_two(visit: Visit, request: SetUpByTwo) -> Reply:
    """Have a second person agree; both are somebody with an account of their own."""
    if visit.who.staff == NOBODYS_NUMBER:
        raise Usage("A sealed code does not open the set-up.")
    number = second_person(visit, request.second, ("technician", "supervisor"))
    with visit.people() as db:
        technician = staff.account(db, number).role == "technician"
    return TwoThere(
        first=visit.who.staff,
        second=number,
        second_role="technician" if technician else "supervisor",
    )


ANSWERS: Answers = {SetUpAgain: _again, SetUpByTwo: _by_two}
