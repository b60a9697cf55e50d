"""A set-up that staff have asked for at the pod: for two of them, and once.

The core lays a mark, and the machine's own service begins the set-up with the next
start of the pod. The mark alone opens nothing: two people sign in first. Where nobody
answers for ten minutes, then or later, the pod goes on by itself.
"""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType

import click

from pod.app.alone import alone_in
from pod.cli.behind import waiting
from pod.cli.idle import SET_UP_OPEN
from pod.cli.set_up_staff import two_sign_in
from pod.cli.set_up_state import Note, SetUp, read_note
from pod.cli.set_up_talk import said_of
from pod.cli.set_up_trying import until_done
from pod.core.again import AGAIN
from pod.errors import Malformed, Storage
from pod.settings import run_folder
from pod.storage.whole import make_folder, remove_whole
from pod.update.slots import STARTED

WAITS_S = 600.0


class NobodyCameError(SystemExit):
    """Nobody has answered for so long that the pod goes on: the set-up ends well."""


@contextmanager
def opened(one: SetUp) -> Iterator[None]:
    """Open the set-up: where it was asked for at the pod, once two have signed in.

    SystemExit where they do not come, or where nobody answers later: the pod begins.
    """
    with _said_open(one.home), _not_to_be_left():
        mark = one.home / AGAIN
        if not mark.exists():
            yield
            return
        with _not_for_ever():
            _for_two(one, mark)
            yield


@contextmanager
def _said_open(home: Path) -> Iterator[None]:
    """Let the machine's nightly maintenance know that somebody is at the set-up.

    It is a hold that ends with this process, however that ends. Where it cannot be had
    the set-up goes on: it may be all that this machine has.
    """
    with ExitStack() as held:
        with suppress(Storage, OSError):
            make_folder(run_folder(home))
            held.enter_context(alone_in(run_folder(home), SET_UP_OPEN))
        yield


@contextmanager
def _not_to_be_left() -> Iterator[None]:
    """On an image no key ends the set-up: the pod would begin before it is done."""
    keys = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP) if STARTED.exists() else ()
    before = {key: signal.signal(key, signal.SIG_IGN) for key in keys}
    try:
        yield
    finally:
        for key, did in before.items():
            signal.signal(key, did)


def note_of(home: Path) -> Note:
    """Return what an earlier start wrote down.

    Where it cannot be read the pod that asked for its set-up goes on without: nobody
    could mend that on an image. SystemExit then.
    """
    try:
        return read_note(home)
    except Malformed as trouble:
        if not (home / AGAIN).exists():
            raise
        remove_whole(home / AGAIN)
        click.echo(said_of(trouble), err=True)
        raise SystemExit(0) from None


def _for_two(one: SetUp, mark: Path) -> None:
    """Take the mark away once two have signed in, or have not come."""
    click.echo("The set-up, once more. Without the two of you the pod goes on.\n")
    try:
        until_done(one, "again", two_sign_in)
    except NobodyCameError:
        remove_whole(mark)
        raise
    remove_whole(mark)


@contextmanager
def _not_for_ever() -> Iterator[None]:
    """End the set-up where any of its questions is not answered for too long.

    What it does between two questions is never cut off.
    """
    before = signal.signal(signal.SIGALRM, _nobody)
    around = waiting.set(_for_a_while)
    try:
        yield
    finally:
        waiting.reset(around)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _for_a_while() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, WAITS_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _nobody(_number: int, _frame: FrameType | None) -> None:
    raise NobodyCameError(0)
