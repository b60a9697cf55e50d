"""The transport by link: a server's folder, trusted with nothing but sealed files."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pod.clock import Clock
from pod.export.pacing import Pacing
from pod.export.post import Progress, unheard
from pod.seal import SigningKey, sig_beside
from pod.settings import Delivery
from pod.sftp.files import How
from pod.sftp.place import place_of
from pod.sftp.session import Session

MOST_FETCHED = 100_000
"""No receipt or signature is longer; what is comes one byte too long."""


class Link:
    """Carries files to a server's folder and back, no faster than it may.

    A file appears there whole: it is written as `.part`, read back, compared, then
    named. What a broken connection left is gone on with. What was brought once is not
    brought again until it changes, or the pod starts anew.
    """

    def __init__(self, delivery: Delivery, login: SigningKey, clock: Clock) -> None:
        """Begin without a connection; Usage if this is no server's place."""
        place = place_of(delivery.place, delivery.host_key)
        self._session = Session(place, login.private_text())
        self._pacing = Pacing(clock, delivery)
        self._brought: dict[str, str] = {}

    def put(self, name: str, content: bytes, told: Progress = unheard) -> None:
        """Let a file appear whole, read back and compared; once more is no change.

        PartRefused where another file has this name: that one stays as it is.
        """
        self._pacing.check()
        self._session.put(name, content, How(pace=self._pacing, told=told))

    def fetch(
        self, suffixes: Sequence[str], wanted: Callable[[str], bool], most: int
    ) -> Iterator[tuple[str, bytes]]:
        """Give signed files whose name ends so, untrusted; leave all of it there.

        The signature is given first; a file without one is not given. So many at most
        are given in one go; what is left waits for the next.
        """
        self._pacing.check()
        there = self._session.listed()
        named = [one for one in sorted(there) if one.endswith(tuple(suffixes))]
        signed = [one for one in named if wanted(one) and _sig(one) in there]
        new = {one: f"{there[one]} {there[_sig(one)]}" for one in signed}
        again = self._brought.items()
        self._brought = {name: stamp for name, stamp in again if new.get(name) == stamp}
        fresh = [name for name in new if name not in self._brought]
        for name in fresh[: max(0, most)]:
            for one in (_sig(name), name):
                untrusted = self._session.get(one, MOST_FETCHED, self._pacing)
                yield one, untrusted or b""
            self._brought[name] = new[name]

    def close(self) -> None:
        """End the connection."""
        self._session.close()


def _sig(name: str) -> str:
    return sig_beside(Path(name)).name
