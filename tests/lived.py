"""A pod on which somebody has had a sitting, made once and copied for each test."""

import shutil

from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.desk import Lock, Second, StaffSignIn
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import STAFF, participants, traits
from pod.settings import Settings
from pod.values import seeded
from tests.beginning import BEGINS

OFFICER, SUPERVISOR = STAFF
SECOND = Second(OFFICER.number, OFFICER.code)
NAMES = ("Daniel", "Aaron", "Callum", "A1001BC", "A1-01")


def lay(home):
    """Make a pod with three people; the first two have had their first sitting."""
    clock, rng = VirtualClock(BEGINS), seeded(1)
    provision(home, Settings(pod="pod01", site="Test", demo=True), clock, rng)
    inside = open_inside(home, clock, rng)
    people = cast_in(inside.memory, participants(3), clock, rng)
    for person in people[:2]:
        sitting_by_script(inside.core.answer, OFFICER, person, traits(rng, 0))
    inside.core.answer(Lock())
    inside.close()
    return people


def copy(laid, to):
    """Copy a pod that nobody runs."""
    shutil.copytree(laid, to)
    return to


def supervisor(inside):
    """Sign a supervisor in at the counter, as a command does; return how to ask."""
    visit = inside.core.visit()
    visit.answer(StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
    return visit.answer


def lines(vault, what):
    """Return what lines of this kind in a store's record are about."""
    with vault.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT about FROM audit WHERE what = ?", (what,)
        )
        return [row[0] for row in found]
