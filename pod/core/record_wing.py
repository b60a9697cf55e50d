"""Records among the pods of one wing: said once nobody is at the pod, merged the same.

What somebody did is said when their visit is over, for then it is whole; and nothing of
anybody changes here while somebody is at this pod.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence

from pod.core.arriving import taken
from pod.core.travelling import prepared, sharers
from pod.core.visit import Behind
from pod.errors import Storage, Trouble, TryAgain
from pod.storage import journeys, outbox
from pod.storage.audit import Act, audit, head
from pod.storage.both import Deed
from pod.storage.travel_tables import TravelRow
from pod.storage.vault import DoingsDb
from pod.wing.intake import Taken
from pod.wing.kinds import Body
from pod.wing.letter import Stream
from pod.wing.members import Wing
from pod.wing.records import SLOT, RecordPart, parted, slots, together
from pod.wing.saying import Row

log = logging.getLogger(__name__)


class SayRecords:
    """What a pod says of whoever agreed that the others of its prison know them.

    It is made anew only where something of somebody has changed, one at a time.
    """

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._said: dict[str, Mapping[Row, Body]] = {}
        self._stamps: dict[str, str] = {}
        self._wanted: dict[str, str] = {}
        self._upto = -1
        self._pods: tuple[str, ...] = ()

    @property
    def said(self) -> Mapping[Row, Body]:
        """All that is to be said now."""
        return {row: part for rows in self._said.values() for row, part in rows.items()}

    def clear(self) -> None:
        """Say nothing; whoever belongs to the wing next hears it anew."""
        for kept in (self._said, self._stamps, self._wanted):
            kept.clear()
        self._upto = -1

    def renew(self, wing: Wing) -> None:
        """Make anew what has changed of one person, once nobody is at the pod.

        Call it outside any transaction: it uses both stores. Whatever fails here holds
        up nothing else that the wing must hear.
        """
        if self._behind.console or self._behind.in_use():
            return
        try:
            self._renew(wing)
        except Trouble as trouble:
            log.warning("a record was not made: %s", type(trouble).__name__)
        except Exception:
            log.exception("our fault in a record")

    def _renew(self, wing: Wing) -> None:
        pods = tuple(one.id for one in wing.others if one.what == "pod")
        if pods != self._pods:
            self.clear()
            self._pods = pods
        if pods and not self._wanted:
            self._look()
        if self._wanted:
            self._make(*self._wanted.popitem())

    def _look(self) -> None:
        """See whose record has changed, if anything was written since the last look."""
        with self._behind.memory.doings.begin() as db:
            upto = head(db)[0]
        if upto == self._upto:
            return
        self._upto = upto
        now = sharers(self._behind)
        for ref in self._stamps.keys() - now.keys():
            del self._said[ref], self._stamps[ref]
        known = self._stamps.items()
        self._wanted = dict(sorted(now.items() - known, reverse=True))

    def _make(self, ref: str, stamp: str) -> None:
        behind = self._behind
        ready = prepared(behind, ref, self._pods)
        sealed = ready.sealed
        parts = parted(sealed.name, sealed.content, sealed.signature)
        with behind.memory.doings.begin() as db:
            line = TravelRow(
                record=sealed.id,
                way="out",
                kind="shared",
                pod=" ".join(self._pods),
                person=ready.record.person.ref,
                at=ready.record.made_at,
            )
            journeys.note_travel(db, line)
            audit(db, Act(role="pod", what="record_made", about=ref), line.at)
            rows = _rows(db, ready.record.person.ref, len(parts))
        self._upto += 1
        self._stamps[ref] = stamp
        self._said[ref] = dict(zip(rows, parts, strict=True))


def _rows(db: DoingsDb, person: str, of: int) -> list[Row]:
    """Return the rows in which somebody's parts are said."""
    key = outbox.identity(db).encode("ascii")
    return [("record", slot) for slot in slots(person, key, of)]


class HearRecords:
    """Merges what other pods said of somebody; what is not whole yet waits."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind

    def hear(self, waiting: dict[Stream, Taken]) -> Sequence[Taken]:
        """Take one whole record in; return the letters that are done with.

        Those are to be marked as heard. While somebody is at this pod all of them wait.
        """
        behind = self._behind
        if behind.console or behind.in_use():
            return ()
        for letters, content in _whole(waiting):
            if self._is_done(letters[0], content):
                self._let_go(waiting, letters)
                return letters
        return ()

    def _is_done(self, first: Taken, content: bytes) -> bool:
        """Tell whether a record needs no more trying: it is in, or never will be."""
        behind, part = self._behind, first.letter.body
        if not isinstance(part, RecordPart):
            return True
        try:
            deed = Deed(role="pod", now=behind.clock.utc())
            taken(behind, deed, content, part.signature)
        except (TryAgain, Storage) as trouble:
            log.warning("a record waits: %s", type(trouble).__name__)
            return False
        except Trouble as trouble:
            log.warning("a record was not taken in: %s", type(trouble).__name__)
        except Exception:
            log.exception("our fault in a record")
        return True

    @staticmethod
    def _let_go(waiting: dict[Stream, Taken], letters: Sequence[Taken]) -> None:
        """Let nothing wait of that person: parts of an older record are behind."""
        whose = _shelf(letters[0].mark.stream)
        for stream in [one for one in waiting if _shelf(one) == whose]:
            del waiting[stream]


def _shelf(stream: Stream) -> tuple[str, str]:
    """Return whose slots these are: the sender's, and the person's name among them."""
    return stream.sender, stream.to[:SLOT]


def _whole(waiting: Mapping[Stream, Taken]) -> Iterator[tuple[list[Taken], bytes]]:
    """Give every record of which all parts wait, with its letters."""
    found: dict[tuple[str, str, str], list[Taken]] = {}
    for stream, one in waiting.items():
        if isinstance(one.letter.body, RecordPart):
            key = (*_shelf(stream), one.letter.body.whole)
            found.setdefault(key, []).append(one)
    for letters in found.values():
        parts = [one.letter.body for one in letters]
        content = together(one for one in parts if isinstance(one, RecordPart))
        if content is not None:
            yield letters, content
