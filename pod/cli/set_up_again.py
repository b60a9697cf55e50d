"""A set-up that staff have asked for at the pod: for two of them, and once.

The core lays a mark, and the machine's own service begins the set-up with the next
start of the pod. The mark alone opens nothing: two people sign in first. Where nobody
does, the pod goes on by itself.
"""

import signal
from types import FrameType

import click

from pod.cli.set_up_staff import two_sign_in
from pod.cli.set_up_state import SetUp
from pod.cli.set_up_trying import until_done
from pod.core.again import AGAIN

WAITS_S = 600


class NobodyCameError(Exception):
    """The two have not signed in for so long that the pod goes on."""


def begun_again(one: SetUp) -> None:
    """Let two people sign in, where the set-up was asked for at the pod.

    SystemExit where they do not come: the pod begins then.
    """
    mark = one.home / AGAIN
    if not mark.exists():
        return
    mark.unlink()
    click.echo("The set-up, once more. Without the two of you the pod goes on.\n")
    before = signal.signal(signal.SIGALRM, _nobody)
    signal.alarm(WAITS_S)
    try:
        until_done(one, "again", two_sign_in)
    except NobodyCameError:
        raise SystemExit(0) from None
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _nobody(_number: int, _frame: FrameType | None) -> None:
    raise NobodyCameError
