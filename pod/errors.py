"""What can go wrong in the world, in plain words.

Trouble                 say: one plain sentence; do: what staff can do; an exit code
|-- Usage               2   the command was given something it cannot use
|-- PartRefused         3   some of it was set aside
|-- Untrusted           4   a signature is missing, wrong, or from somebody unknown
|-- Sealed              5   no key here opens it
|-- Malformed           6   a file or row is not what it should be
|-- Private             7   too few people: nothing may leave
|-- Storage             8   the store cannot be used
|   |-- Full                no room left
|   |-- Damaged             the store was set aside
|   |-- KeyTrouble          no key, an unsafe key place, or the wrong key
|-- TryAgain            75  not now

Everything else is our bug: logged, the sitting closed safely, the screen locked.
"""


class Trouble(Exception):  # noqa: N818
    """The world's fault, never the person's; it does not end the kiosk."""

    exit_code = 1

    def __init__(self, say: str, do: str = "") -> None:
        super().__init__(say)
        self.say = say
        self.do = do


class Usage(Trouble):
    """The command was given something it cannot use."""

    exit_code = 2


class PartRefused(Trouble):
    """Some of it was set aside."""

    exit_code = 3


class Untrusted(Trouble):
    """A signature is missing, wrong, or from somebody unknown."""

    exit_code = 4


class Sealed(Trouble):
    """No key here opens it."""

    exit_code = 5


class Malformed(Trouble):
    """A file or row is not what it should be."""

    exit_code = 6


class Private(Trouble):
    """Too few people: nothing may leave."""

    exit_code = 7


class Storage(Trouble):
    """The store cannot be used."""

    exit_code = 8


class Full(Storage):
    """No room is left to keep another answer."""


class Damaged(Storage):
    """The store was damaged and has been set aside."""


class KeyTrouble(Storage):
    """There is no key, the key's place is unsafe, or the key is the wrong one."""


class TryAgain(Trouble):
    """Not now; the same request may work later."""

    exit_code = 75
