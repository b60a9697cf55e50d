"""At the door: what anybody may see, and whether there is room for a sitting."""

from pod import desk
from pod.core.device_notes import barred
from pod.core.undertaken import NOT_LIVE, is_live
from pod.core.visit import Visit
from pod.core.wing_told import heard_by
from pod.errors import Full, TryAgain
from pod.storage import concerns, identities, people, staff
from pod.storage.memory import Memory
from pod.storage.pod_memory import notices
from pod.storage.reserve import has_room
from pod.storage.vault import DoingsDb, PeopleDb


def seen_locked(visit: Visit) -> desk.PodView:
    """Return what anybody may see of this pod while it is locked."""
    settings = visit.behind.settings
    visit.behind.wall.look()
    with visit.people() as names, visit.doings() as db:
        return desk.PodView(
            language=settings.language,
            wing=settings.wing,
            help_minutes=settings.help_minutes,
            second_contact=settings.second_contact,
            demo=settings.demo,
            fault=visit.behind.fault or _fault(names, db, demo=settings.demo),
            notices=notices(db),
            unlocked=_unlocked(visit, names, db),
            waiting=concerns.any_open(db),
            heard=heard_by(db, visit.behind.settings, visit.behind.wing),
            in_use=visit.behind.in_use(),
        )


def _fault(names: PeopleDb, db: DoingsDb, *, demo: bool) -> str:
    """Return why nobody can use this pod now, if nobody can."""
    if not staff.any_staff(names):
        return "not_ready"
    if barred(db):
        return "tamper"
    return "" if is_live(db, demo=demo) else NOT_LIVE


def _unlocked(visit: Visit, names: PeopleDb, db: DoingsDb) -> desk.Unlocked | None:
    """Return how somebody likes the screen who must tap their pictures to go on."""
    who, instead = visit.who, visit.behind.settings.language
    if who.role != "nobody" or not who.person:
        return None
    choose = identities.identity(names, who.person).pictures_hash is None
    row = people.person(db, who.person)
    return people.how_they_like_it(row, instead, choose=choose)


def check_room(memory: Memory) -> None:
    """Refuse to start a sitting that could not be kept."""
    if not has_room(memory.doings.path.parent):
        raise Full(
            "This pod has no room for a new sitting.",
            "Free some space on this pod; everything kept so far is safe.",
        )


def check_nobody_there(visit: Visit) -> None:
    """Refuse what must not happen under the hands of whoever is at the pod."""
    if visit.behind.in_use():
        raise TryAgain("Somebody is at this pod now.", "Try again when it is locked.")


def check_looked_through(visit: Visit) -> None:
    """Let nobody in before all of the memory was looked at."""
    if visit.behind.fault:
        raise TryAgain("This pod is still checking its memory.", "It takes a moment.")
