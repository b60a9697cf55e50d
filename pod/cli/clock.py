"""pod clock: two people say what time it is; each is written down."""

import time
from datetime import UTC, datetime
from pathlib import Path

import click

from pod import desk
from pod.cli.behind import counter, expect, second, sign_in
from pod.clock import SystemClock
from pod.errors import Usage

STATUS = Path("/proc/self/status")
CAP_SYS_TIME = 1 << 25
"""capabilities(7): the right to set the clock."""
MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


@click.group()
def clock() -> None:
    """Set the pod's clock, or say that it is right: a technician and a supervisor."""


@clock.command("set")
@click.argument("moment", type=MOMENT)
@click.option("--as", "me", metavar="NUMBER", default="", help="Who asks.")
def set_(moment: datetime, me: str) -> None:
    """Set the machine's clock to MOMENT, such as 2026-01-05T09:30, local time."""
    at = moment.astimezone()
    _check_may_set()
    _agreed(me, at)
    time.clock_settime(time.CLOCK_REALTIME, at.timestamp())
    click.echo("The clock is set.")


@clock.command()
@click.option("--as", "me", metavar="NUMBER", default="", help="Who asks.")
def confirm(me: str) -> None:
    """Say that the machine's clock is right, after the pod told of a jump."""
    _agreed(me, SystemClock().utc())
    click.echo("The clock is believed.")


def _agreed(me: str, at: datetime) -> None:
    """Have two people sign for a moment."""
    other = second()
    with counter() as answers:
        sign_in(answers, me)
        expect(answers(desk.SetClock(at.astimezone(UTC), other)), desk.Done)


def may_set_clock(status: str) -> bool:
    """Tell from a process's status whether it may set the machine's clock."""
    told = dict(line.partition(":\t")[::2] for line in status.splitlines())
    return bool(int(told.get("CapEff", "0"), 16) & CAP_SYS_TIME)


def _check_may_set() -> None:
    """Refuse before anybody signs where this machine's clock is not ours to set."""
    if not may_set_clock(STATUS.read_text("utf-8")):
        raise Usage(
            "This command may not set the machine's clock.",
            "Set it as the machine's administrator, then run `pod clock confirm`.",
        )
