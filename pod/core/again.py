"""Opens the set-up once more on a machine that has no other way into it.

A mark in the pod's home, which only the core can lay, and the pod's parts begun anew as
soon as nobody is there: the machine's own service finds the mark before any of them.
"""

from pod import desk
from pod.core.updating import BEGIN_ANEW
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.updating import SetUpAgain
from pod.errors import Usage
from pod.settings import run_folder

AGAIN = "set-up-again"


def _again(visit: Visit, _request: SetUpAgain) -> Reply:
    """Lay the mark; whoever sits down then signs in, with a second person."""
    machine = visit.behind.machine
    if not machine.started.exists():
        raise Usage("This machine's set-up is its administrator's: `pod set-up`.")
    (machine.home / AGAIN).touch(mode=0o600)
    with visit.doings() as db:
        visit.write(db, "set_up_asked")
    mark = run_folder(machine.home) / BEGIN_ANEW
    mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.touch()
    return desk.Done()


ANSWERS: Answers = {SetUpAgain: _again}
