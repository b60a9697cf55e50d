"""A wing folder on a server: the same letters, the same promises, over SFTP."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pod.errors import Trouble
from pod.seal import SigningKey, sig_beside
from pod.sftp.files import PART, How
from pod.sftp.place import place_of
from pod.sftp.session import Session
from pod.wing.carrier import Wanted, bounded
from pod.wing.letter import BIGGEST, Sealed

LIMIT_S = 5.0
"""No step waits longer: what is said here must be known within seconds."""
_BIGGEST_SIG = 4096
_OVER = How(over=True)


class ServerFolder:
    """Carries letters through a folder of a server; one connection is kept."""

    def __init__(self, place: str, host_key: str, login: SigningKey) -> None:
        """Begin with what pod.toml says; where it is wrong, the first use is Usage."""
        self._place, self._host_key, self._login = place, host_key, login
        self._kept: Session | None = None
        self._undone: list[str] = []

    @property
    def _session(self) -> Session:
        if self._kept is None:
            place = place_of(self._place, self._host_key)
            self._kept = Session(place, self._login.private_text(), LIMIT_S)
        return self._kept

    def put(self, letter: Sealed) -> None:
        """Let a letter appear whole, its signature first.

        One that could not be written whole is taken away as soon as that can be: its
        number is not used again, so nobody would go on with it.
        """
        try:
            signature = letter.signature.encode("ascii")
            self._session.put(_sig(letter.name), signature, _OVER)
            self._session.put(letter.name, letter.content, _OVER)
        except Trouble:
            self._undone.append(letter.name)
            raise
        if undone := self._undone:
            self.drop(undone)
            self._undone = []

    def listed(self, wanted: Wanted) -> Mapping[str, str]:
        """Return what lies there and is wanted: size and second of change by name."""
        there = self._session.listed()
        names = bounded(there, wanted)
        return {name: f"{there[name]}.{there.get(_sig(name), '')}" for name in names}

    def get(self, name: str) -> Sealed | None:
        """Read one letter; a link or anything but a plain file reads as nothing."""
        content = self._session.get(name, BIGGEST)
        if content is None:
            return None
        signature = self._session.get(_sig(name), _BIGGEST_SIG) or b""
        return Sealed(name, content, signature.decode("ascii", "replace"))

    def drop(self, names: Sequence[str]) -> None:
        """Take letters away, the letter before its signature, and unfinished ones."""
        whole = [one for name in names for one in (name, _sig(name))]
        self._session.remove([path for one in whole for path in (one, f"{one}{PART}")])

    def close(self) -> None:
        """End the connection."""
        if self._kept is not None:
            self._kept.close()


def _sig(name: str) -> str:
    return sig_beside(Path(name)).name
