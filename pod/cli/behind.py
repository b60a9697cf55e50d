"""How a command speaks with the core: the one that runs, else one opened for it.

A command has no more power than a page: it signs in, and each of its requests is
checked by the core like any other.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom
from typing import TypeAlias, TypeVar

import click

from pod import desk, errors
from pod.app.alone import alone_in
from pod.app.inside import open_inside
from pod.app.office import Office
from pod.clock import SystemClock
from pod.desk import Reply, Request
from pod.errors import Trouble, TryAgain
from pod.settings import home
from pod.wire import Broken

Answers: TypeAlias = Callable[[Request], Reply]
R = TypeVar("R")

BY_CODE = {
    kind.__name__.lower(): kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, Trouble)
}


@contextmanager
def counter() -> Iterator[Answers]:
    """Speak with this pod's core, running or not; whoever signs in is signed out."""
    where = home()
    try:
        office = Office(where)
    except Broken:
        with _opened(where) as answers:
            yield answers
        return
    try:
        yield office.ask
    finally:
        office.close()


@contextmanager
def _opened(where: Path) -> Iterator[Answers]:
    """Open the pod for one command, alone."""
    with alone_in(where):
        inside = open_inside(where, SystemClock(), SystemRandom())
        try:
            yield inside.core.visit().answer
        finally:
            inside.memory.close()


def expect(reply: Reply, kind: type[R]) -> R:
    """Return a reply of this kind; what was refused is the trouble that it was."""
    if isinstance(reply, kind):
        return reply
    if isinstance(reply, desk.Sorry):
        raise BY_CODE.get(reply.code, Trouble)(reply.say, reply.do)
    if isinstance(reply, desk.Refused):
        wait = f" Try again in {reply.wait_s} s." if reply.wait_s else ""
        raise TryAgain(f"Not accepted.{wait}")
    raise Trouble("The pod's core answered something else.")


def sign_in(answers: Answers, number: str) -> desk.StaffView:
    """Sign a member of staff in, whose code is asked for and not shown."""
    code = click.prompt(f"Code of {number}", hide_input=True)
    return expect(answers(desk.StaffSignIn(number, code)), desk.StaffView)
