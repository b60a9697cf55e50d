"""Erasing among the members of one wing: who was erased at one is erased at the others.

Each says all whom it erased, and each pod does the same once nobody is at it: so it
reaches one that was off for weeks, and goes on by way of those that heard it.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from pod.core.laid_out import look_after
from pod.core.visit import Behind
from pod.errors import Storage, Trouble
from pod.storage import concerns, journeys, referred, retention
from pod.storage.audit import head
from pod.storage.both import Deed, Ending, erase
from pod.storage.codes_of import codes
from pod.storage.persons import Erased
from pod.storage.vault import DoingsDb
from pod.wing.erasures import MOST_ERASED, MOST_REFS, Erasure, Erasures
from pod.wing.intake import Taken
from pod.wing.letter import Stream

log = logging.getLogger(__name__)

MOST_KNOWN = 8192
"""So many are remembered as erased, before those who never were here are left out."""
TOO: Mapping[str, Ending] = {"erase": "erase_too", "purge": "purge_too"}


class SayErased:
    """Whom this pod or console erased; made anew only when something was written."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._known: tuple[int, int] | None = None
        self._said = Erasures()

    def at(self, db: DoingsDb, taken_in: int) -> Erasures:
        """Return who was erased here; `taken_in` counts what was taken in."""
        known = (head(db)[0], taken_in)
        if known != self._known:
            self._said = erasures(self._behind, db)
            self._known = known
        return self._said


def erasures(behind: Behind, db: DoingsDb) -> Erasures:
    """Return who was erased here and whom others may know, the newest last.

    Whoever came back with a later transfer is here. A console says whom its own staff
    erased; a pod says on what it heard, for whoever said it may be gone.
    """
    refs, here = _refs(db), journeys.everybody(db)
    found = []
    for one in behind.memory.persons.erased():
        mine = behind.console and not one.heard
        known_as = (one.person,) if mine else refs.get(one.person, ())
        ref = "" if behind.console else one.ref
        if (known_as or ref) and ref not in here and (mine or not behind.console):
            said = Erasure(ref=ref, known_as=known_as, how=one.how, at=one.at)
            found.append(said)
    return Erasures(tuple(found[-MOST_ERASED:]))


def _refs(db: DoingsDb) -> Mapping[str, tuple[str, ...]]:
    """Return how consoles refer to each person of this pod."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for there, here in sorted(referred.people(db).items()):
        found[here] = (*found[here], there)[:MOST_REFS]
    return found


class HearErased:
    """Erases here whom others of the wing erased; it waits while anybody is here."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind

    def hear(self, waiting: dict[Stream, Taken]) -> Sequence[Taken]:
        """Do what can be done; return the letters that are done with."""
        behind = self._behind
        if behind.console or behind.in_use():
            return ()
        done = [one for one in waiting.values() if self._is_done(one)]
        for one in done:
            del waiting[one.mark.stream]
        return done

    def _is_done(self, taken: Taken) -> bool:
        """Tell whether all of a letter is done, or never can be."""
        body = taken.letter.body
        try:
            return not isinstance(body, Erasures) or erased_too(self._behind, body)
        except Trouble as trouble:
            log.warning("an erasing waits: %s", type(trouble).__name__)
            return False
        except Exception:
            log.exception("our fault in an erasing")
            return True


def erased_too(behind: Behind, said: Erasures) -> bool:
    """Erase here who was erased elsewhere; tell whether nobody is left to be.

    Somebody who called waits until staff have gone to them. Call it outside any
    transaction: it writes to every store. Done again it changes nothing.
    """
    with behind.memory.doings.begin() as db:
        meant = dict(_meant(db, said))
        calling = {ref for ref in meant if concerns.nobody_has(db, ref)}
    over = _over(behind) if "purge_too" in meant.values() else ()
    now = {ref: how for ref, how in meant.items() if how == "erase_too" or ref in over}
    gone = [_is_gone(behind, ref, now[ref]) for ref in now.keys() - calling]
    _keep_out(behind, said)
    if gone:
        look_after(behind)
    return all(gone) and not now.keys() & calling


def _is_gone(behind: Behind, ref: str, ending: Ending) -> bool:
    """Erase somebody; tell whether it needs no more trying."""
    try:
        deed = Deed(role="pod", now=behind.clock.utc())
        erase(behind.memory, ref, deed, ending)
    except Storage as trouble:
        log.warning("an erasing waits: %s", type(trouble).__name__)
        return False
    except Trouble as trouble:
        log.warning("somebody was not erased: %s", type(trouble).__name__)
        return True
    log.warning("somebody was erased, as at another pod of the wing")
    return True


def _meant(db: DoingsDb, said: Erasures) -> Iterator[tuple[str, Ending]]:
    """Give who of this pod is meant, whom to erase last; nobody who came back since."""
    among_pods, refs = journeys.everybody(db), referred.people(db)
    here = frozenset(among_pods.values())
    for one in sorted(said.erased, key=lambda one: one.how, reverse=True):
        named = among_pods.get(one.ref, "")
        if named and one.ref in journeys.moved_since(db, one.at):
            named = ""
        theirs = {named, *(refs.get(there, "") for there in one.known_as)}
        yield from ((ref, TOO[one.how]) for ref in theirs & here)


def _over(behind: Behind) -> Collection[str]:
    """Return whose time is over here too, and of whom nothing is waited for."""
    memory, days = behind.memory, behind.settings.retention_days
    with memory.people.begin() as names:
        known = codes(names)
    with memory.doings.begin() as db:
        return retention.purgeable(db, behind.clock.utc(), days, known)


def _keep_out(behind: Behind, said: Erasures) -> None:
    """Let nobody who was erased elsewhere come with a record from before that.

    Nobody is known here by such a reference. Purging keeps nobody out: they may be in
    the middle of their course where it is not over.
    """
    persons = behind.memory.persons
    with behind.memory.doings.begin() as db:
        known = journeys.everybody(db).keys()
    before = {one.ref for one in persons.erased()}
    fresh = [
        Erased(person=one.ref, ref=one.ref, how=one.how, at=one.at, heard=True)
        for one in said.erased
        if one.how == "erase" and one.ref and one.ref not in known | before
    ][: max(0, MOST_KNOWN - len(before))]
    if fresh:
        persons.note_erased(*fresh)
        persons.destroy(*(one.ref for one in fresh))
