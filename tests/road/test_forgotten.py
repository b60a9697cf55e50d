"""Once the pod has locked, the screen's process holds nothing of whoever was there."""

import gc

import pytest
from msgspec import structs
from PySide6.QtCore import QCoreApplication, QEvent

from pod import desk
from pod.desk import rights
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.people import Traits
from pod.settings import Likes
from pod.storage import identities

BACKWARDS = "ailibonez"
INITIAL = BACKWARDS[-1].upper()
"""Few of the million strings that are held have it: no other is looked through."""
"""The name is never written forwards here: the test itself would be found."""
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


@pytest.fixture
def zenobilia(inside, daniel):
    """The first person, under a name that is nowhere else."""
    with inside.memory.people.begin() as db:
        name = identities.Name(number="A9999ZZ", first_name=the_name(), cell="Z9-99")
        identities.rename(db, daniel, name)
    return daniel


def held():
    """Yield all that is alive here; what only hangs on it too, which gc lists not.

    What stood before the first test counts as well: it may have been given something.
    """
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


@pytest.fixture
def kinds_held():
    """Return what of a person is held, by kind, that no earlier test left behind."""
    earlier = [one for one in held() if of_hers(one)]
    ids = {id(one) for one in earlier}

    def kinds_held():
        return {of_hers(one) for one in held() if id(one) not in ids} - {None}

    yield kinds_held
    gc.freeze()
    """The tests after this one look for litter among their own again."""


def locks(there):
    """Stop for today, and let every page that was left go."""
    there.hands.tap("pause")
    there.hands.tap("stop")
    there.hands.wait_for("locked")
    there.kiosk.stage.voice.said.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_a_person_said_chose_and_liked_goes_with_them(
    kinds_held, at_the_pod, zenobilia
):
    hands, stage = at_the_pod.hands, at_the_pod.kiosk.stage
    story.unlock(hands, STAFF[0], zenobilia)
    story.first_time(hands)
    hands.wait_for("plan")
    stage.like(structs.replace(stage.likes, theme="yellow"))
    hands.tap("pause")
    hands.tap("mine")
    hands.tap("see")
    hands.wait_for("card")
    hands.tap("next")
    assert {"the name", "their likes", "their choices"} <= kinds_held()
    hands.tap("pause")
    hands.tap("start")
    hands.be(Traits(seed=7))
    hands.let_go("card")
    hands.be(None)
    locks(at_the_pod)
    assert kinds_held() == set()


@pytest.mark.proof
def test_so_does_what_somebody_chose_who_left_before_the_end(
    kinds_held, at_the_pod, zenobilia
):
    hands = at_the_pod.hands
    story.unlock(hands, STAFF[0], zenobilia)
    hands.wait_for("pictures")
    for picture in (*story.PICTURES, *story.PICTURES):
        hands.tap(picture)
    story.is_told(hands)
    hands.tap("take_part:no")
    assert "their choices" in kinds_held()
    locks(at_the_pod)
    assert kinds_held() == set()
