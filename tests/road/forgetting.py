"""A screen's process of its own, which is asked what it holds of whoever was there.

Run as a program, with a story, a pod's home, a person's reference and a folder; it says
what it held at the end and before it, as JSON. There is nothing in it but the pod: so
all that is alive can be looked through, and nothing of other stories is.
"""

import gc
import json
import sys
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QCoreApplication, QEvent

from pod import desk
from pod.app.hands_on import at_the_window
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.desk import rights
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.people import Traits
from pod.settings import Likes
from pod.storage import identities
from pod.values import seeded
from tests.beginning import BEGINS

BACKWARDS = "ailibonez"
"""The name is never written forwards here: the program itself would be found."""
INITIAL = BACKWARDS[-1].upper()
"""Few of the strings that are held have it: no other is looked through."""
HERS = (
    desk.Begun,
    desk.ConsentGiven,
    desk.KeepRow,
    desk.PersonTile,
    desk.PersonView,
    desk.PicturesChosen,
    desk.PicturesTapped,
    desk.SettingsChosen,
    desk.Unlocked,
    rights.AboutPerson,
)
LOOKED_AT = {str, dict, Likes, *HERS}


def the_name():
    return BACKWARDS[::-1].title()


def held():
    """Yield all that is alive here; what only hangs on it too, which gc lists not."""
    gc.unfreeze()
    gc.collect()
    seen, left = set(), gc.get_objects()
    while left:
        within = gc.get_referents(*left)
        yield from (one for one in left if type(one) in LOOKED_AT)
        left = [one for one in within if not gc.is_tracked(one) and id(one) not in seen]
        seen.update(map(id, left))


def of_hers(one):
    """Return what of a person a thing is, if it is anything of theirs."""
    match one:
        case str() if INITIAL in one and the_name() in one:
            return "the name"
        case Likes(theme="yellow"):
            return "their likes"
        case dict() if isinstance(dict.get(one, "take_part"), bool):
            return "their choices"
        case _ if isinstance(one, HERS):
            return type(one).__name__


def kinds_held():
    """Return what of a person is held, by kind."""
    return sorted({of_hers(one) for one in held()} - {None})


def locks(there):
    """Stop for today, and let every page that was left go."""
    there.hands.tap("pause")
    there.hands.tap("stop")
    there.hands.wait_for("locked")
    there.kiosk.stage.voice.said.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def a_sitting(there):
    """Be there for the first time, look at what is kept, and stop in an activity."""
    hands, stage = there.hands, there.kiosk.stage
    story.first_time(hands)
    hands.wait_for("plan")
    stage.like(structs.replace(stage.likes, theme="yellow"))
    hands.tap("pause")
    hands.tap("mine")
    hands.tap("see")
    hands.wait_for("card")
    hands.tap("next")
    before = kinds_held()
    hands.tap("pause")
    hands.tap("start")
    hands.be(Traits(seed=7))
    hands.let_go("card")
    hands.be(None)
    locks(there)
    return before


def an_early_end(there):
    """Choose pictures, be told, and say no."""
    hands = there.hands
    hands.wait_for("pictures")
    for picture in (*story.PICTURES, *story.PICTURES):
        hands.tap(picture)
    story.is_told(hands)
    hands.tap("take_part:no")
    before = kinds_held()
    locks(there)
    return before


def main(name, home, person, folder):
    """Play a story at the window for a person under a name that is nowhere else."""
    clock = VirtualClock(BEGINS)
    inside = open_inside(Path(home), clock, seeded(2))
    with inside.memory.people.begin() as db:
        hers = identities.Name(number="A9999ZZ", first_name=the_name(), cell="Z9-99")
        identities.rename(db, person, hers)
    with at_the_window(inside, clock, Path(folder)) as there:
        story.unlock(there.hands, STAFF[0], person)
        before = STORIES[name](there)
        sys.stdout.write(json.dumps([before, kinds_held()]))
    inside.memory.close()


STORIES = {"a sitting": a_sitting, "an early end": an_early_end}
if __name__ == "__main__":
    main(*sys.argv[1:])
