"""What goes wrong with a stick, told apart: each has its sentence and next step."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from pod.bundle.carry import NO_ROOM, ReadBackError
from pod.bundle.medium import NotPlainError
from pod.desk.stick import SAID, StickIs
from pod.errors import PartRefused, Storage, Trouble

_NOT_WRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_OCCUPIED = frozenset({errno.ELOOP, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY})


class StickTrouble(Storage):
    """The stick is not fit for what was to be done; `safe`: it may be taken out."""

    def __init__(self, state: StickIs, *, safe: bool = True) -> None:
        super().__init__(*SAID[state])
        self.state, self.safe = state, safe


@contextmanager
def told() -> Iterator[None]:
    """Turn whatever fails at a stick inside the block into a StickTrouble."""
    try:
        yield
    except StickTrouble:
        raise
    except (OSError, Trouble) as failure:
        raise StickTrouble(state_of(failure)) from failure


def state_of(failure: Exception) -> StickIs:
    """Tell how a stick is that failed so; `pulled_out` where nothing else is known."""
    cause = failure if isinstance(failure, OSError) else failure.__cause__
    if isinstance(failure, PartRefused) or isinstance(cause, NotPlainError):
        return "in_the_way"
    if isinstance(cause, ReadBackError):
        return "faulty"
    return _by_number(cause.errno if isinstance(cause, OSError) else None)


def _by_number(number: int | None) -> StickIs:
    if number in NO_ROOM:
        return "full"
    if number in _NOT_WRITABLE:
        return "read_only"
    return "in_the_way" if number in _OCCUPIED else "pulled_out"
