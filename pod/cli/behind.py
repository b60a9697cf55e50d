"""How a command speaks with the core: the one that runs, else one opened for it.

A command has no more power than a page: it signs in, and each of its requests is
checked by the core like any other.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from random import SystemRandom
from typing import TypeAlias, TypeVar

import click
import msgspec

from pod import desk
from pod.app.alone import alone_in
from pod.app.inside import open_inside
from pod.app.office import Office
from pod.clock import SystemClock
from pod.desk import Reply, Request
from pod.errors import Trouble, TryAgain, Usage
from pod.settings import home
from pod.wire import Broken

Answers: TypeAlias = Callable[[Request], Reply]
R = TypeVar("R")
waiting: ContextVar[Callable[[], AbstractContextManager[None]]] = ContextVar(
    "waiting", default=nullcontext
)
"""What lies around each wait for an answer: a set-up ends one that is too long."""


@contextmanager
def counter(sealed: Path | None = None) -> Iterator[Answers]:
    """Speak with this pod's core, running or not; whoever signs in is signed out.

    `sealed` is where the keys of one that does not run lie, for an administrator.
    """
    where = home()
    try:
        office = Office(where)
    except Broken:
        with _opened(where, sealed) as answers:
            yield _in_text(answers)
        return
    try:
        yield _in_text(office.ask)
    finally:
        office.close()


def _in_text(answers: Answers) -> Answers:
    """Ask only what is text: words of a command may hold any bytes."""

    def ask(request: Request) -> Reply:
        try:
            msgspec.msgpack.encode(request)
        except UnicodeEncodeError:
            raise Usage("What was given cannot be read as text.") from None
        return answers(request)

    return ask


@contextmanager
def _opened(where: Path, sealed: Path | None) -> Iterator[Answers]:
    """Open the pod for one command, alone."""
    with alone_in(where):
        inside = open_inside(where, SystemClock(), SystemRandom(), sealed=sealed)
        visit = inside.core.visit()
        try:
            yield visit.answer
        finally:
            visit.left()
            inside.close()


def _kinds(kind: type[Trouble]) -> Iterator[type[Trouble]]:
    """Give every kind of trouble that any room knows: each has its exit code."""
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)


def expect(reply: Reply, kind: type[R]) -> R:
    """Return a reply of this kind; what was refused is the trouble that it was."""
    if isinstance(reply, kind):
        return reply
    if isinstance(reply, desk.Sorry):
        by_code = {kind.__name__.lower(): kind for kind in _kinds(Trouble)}
        raise by_code.get(reply.code, Trouble)(reply.say, reply.do)
    if isinstance(reply, desk.Refused):
        wait = f" Try again in {reply.wait_s} s." if reply.wait_s else ""
        see = " A supervisor opens this account again." if reply.locked else ""
        raise TryAgain(f"Not accepted.{wait}{see}")
    raise Trouble("The pod's core answered something else.")


def sign_in(answers: Answers, number: str = "") -> desk.StaffView:
    """Sign a member of staff in, whose code is asked for and not shown.

    No number: it is asked for. With a one-time code a new one is chosen first.
    """
    number = number or asked_openly("Your staff number")
    reply = answers(desk.StaffSignIn(number, asked(f"Code of {number}")))
    if isinstance(reply, desk.CodeNeeded):
        reply = answers(desk.NewCode(asked("Your new code", twice=True)))
    return expect(reply, desk.StaffView)


def second() -> desk.Second:
    """Ask a second member of staff, who is here too, for number and code."""
    number = asked_openly("Second person's staff number")
    return desk.Second(number, asked(f"Code of {number}"))


def asked(what: str, *, twice: bool = False) -> str:
    """Ask for a code, which is not shown; from a pipe, read a line.

    It is never a word of the command itself, where others on this machine see it.
    """
    with _as_text(what):
        typed = _typed(what, twice=twice) if sys.stdin.isatty() else _line()
        typed.encode()
    return typed


def asked_openly(what: str) -> str:
    """Ask for what may be shown, such as a staff number."""
    with _as_text(what):
        click.echo(f"{what}: ", nl=False, err=True)
        typed = _line()
        typed.encode()
    return typed


@contextmanager
def _as_text(what: str) -> Iterator[None]:
    """Say that what was given is no text; what it was is not said."""
    try:
        with waiting.get()():
            yield
    except UnicodeError:
        do = "Type letters and digits, or give them as UTF-8."
        raise Usage(f"{what}: that cannot be read as text.", do) from None


def _typed(what: str, *, twice: bool) -> str:
    typed: str = click.prompt(
        what, hide_input=True, confirmation_prompt=twice, err=True
    )
    return typed


def _line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise Usage(
            "A number or code is needed.",
            "Type it, or give it as a line of the standard input.",
        )
    return line.rstrip("\r\n")
