"""What a member sends: numbered row by row, sealed, signed, swept once overtaken."""

from collections.abc import Collection
from datetime import datetime

from pod.errors import Untrusted
from pod.seal import SigningKey, Trusted, signer
from pod.wing.carrier import Carrier
from pod.wing.kinds import KINDS, Body, KindName, kind_of
from pod.wing.letter import Place, Stream, close, hash_of, parsed, write
from pod.wing.members import Wing

KEPT = 2
"""So many letters of a row lie in the folder: the last, and one being read perhaps."""
MOST_LOOKED_AT = 128
"""So many of its own are looked at, at a start."""
AT_ONCE = 1_000_000
"""So many numbers are set aside at a start: 23 days at a letter every 2 s."""


class Outbox:
    """Sends letters; no number is ever used twice.

    Numbers begin after `used`, and after those of its own that lie in the folder: a
    member whose memory was put back to an older copy does not begin among them. One is
    left out there, for what comes next follows from no letter that is known here.
    """

    def __init__(
        self, carrier: Carrier, wing: Wing, key: SigningKey, used: int = 0
    ) -> None:
        self._carrier, self._wing, self._key = carrier, wing, key
        self._used = used
        self._last: dict[Stream, Place] = {}
        self._lying: dict[Stream, list[str]] = {}
        self._looked = False

    @property
    def used(self) -> int:
        """The highest number that may have been used."""
        return max([self._used, *(place.number for place in self._last.values())])

    def send(self, body: Body, now: datetime, to: str = "") -> str | None:
        """Send a value to whoever reads its kind; return its name, None if nobody does.

        Storage where the folder cannot be used: whether it got there is not known, so
        the next one leaves a gap.
        """
        if not self._wing.readers(kind_of(body), to):
            return None
        self._look()
        stream = Stream(self._wing.me.id, kind_of(body), to)
        before = self._last.get(stream, Place(self._used + 1))
        place = Place(before.number + 1, before.previous)
        sealed = close(write(self._wing, body, place, now, to), self._wing, self._key)
        self._last[stream] = Place(place.number + 1)
        self._carrier.put(sealed)
        self._last[stream] = Place(place.number, hash_of(sealed.content))
        self._sweep(stream, sealed.name)
        return sealed.name

    def retire(self, wanted: Collection[tuple[KindName, str]]) -> None:
        """Take away what lies in slots that nothing is to be said in any more."""
        self._look()
        for stream, names in tuple(self._lying.items()):
            slots = KINDS[stream.kind].slots
            if slots and (stream.kind, stream.to) not in wanted:
                self._carrier.drop(names)
                del self._lying[stream]

    def _look(self) -> None:
        """Learn what of this member's lies in the folder, once."""
        if self._looked:
            return
        found = ((parsed(name), name) for name in self._carrier.listed(self._named_so))
        mine = [(one[1], name, one[0]) for one, name in found if one]
        newest = len(mine) - MOST_LOOKED_AT
        for place, (number, name, stream) in enumerate(sorted(mine)):
            truly = place >= newest and self._is_mine(name)
            if truly or (place < newest and KINDS[stream.kind].slots):
                self._lying.setdefault(stream, []).append(name)
            if truly:
                self._used = max(self._used, number)
        self._looked = True

    def _named_so(self, name: str) -> bool:
        """Tell whether a file is called as this member's own are."""
        found = parsed(name)
        if found is None or found[0].sender != self._wing.me.id:
            return False
        to, slots = found[0].to, KINDS[found[0].kind].slots
        return not to or slots or self._wing.member(to) is not None

    def _is_mine(self, name: str) -> bool:
        """Tell whether a file is what it is called: anybody can name one."""
        file = self._carrier.get(name)
        me = Trusted(self._wing.me.id, self._key.public)
        try:
            return file is not None and bool(
                signer(file.content, file.signature, (me,))
            )
        except Untrusted:
            return False

    def _sweep(self, stream: Stream, name: str) -> None:
        """Take away what this letter has overtaken; only ever this member's own."""
        lying = [*self._lying.get(stream, []), name]
        self._lying[stream] = lying[-KEPT:]
        if len(lying) > KEPT:
            self._carrier.drop(lying[:-KEPT])
