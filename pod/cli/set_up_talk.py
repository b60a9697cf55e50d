"""What the set-up asks for: a file's answers first, then whoever sits at the keyboard.

Codes are never in the file: they are typed, or come as lines of the standard input.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import click
import msgspec
from msgspec import Meta

from pod.cli.behind import asked_openly
from pod.desk.accounts import Number, StaffRole
from pod.errors import Malformed, Trouble, Usage
from pod.settings import Id, Language, Port
from pod.settings.files import read_toml
from pod.values import Value

T = TypeVar("T")
TRIES = 3
YES = ("y", "yes")


class GlassSaid(Value, frozen=True, kw_only=True):
    """The panel: dots, and how wide the picture is by a ruler, mm."""

    width_px: Annotated[int, Meta(ge=320, le=16384)]
    height_px: Annotated[int, Meta(ge=320, le=16384)]
    wide_mm: Annotated[float, Meta(ge=50, le=3000)]


class Named(Value, frozen=True, kw_only=True):
    """What the pod is called and where it stands."""

    pod: Id
    site: Annotated[str, Meta(min_length=1, max_length=60)]
    wing: Annotated[str, Meta(min_length=1, max_length=60)] = "A Wing"
    language: Language = "en"


class Signed(Value, frozen=True, kw_only=True):
    """Who signed the undertaking on privileges, and on which day (YYYY-MM-DD)."""

    signed_by: str
    on: str


class Colleague(Value, frozen=True, kw_only=True):
    """One more member of staff; whoever trained elsewhere is certified until a day."""

    number: Number
    role: StaffRole = "facilitator"
    certified_until: date | None = None


class Server(Value, frozen=True, kw_only=True):
    """A server for results: its place, its own public key, its address as a number.

    `cable`: on an image, this pod's own address there (192.0.2.7/24), or `dhcp`.
    """

    place: str
    host_key: str
    address: str
    cable: str = ""


class WingSaid(Value, frozen=True, kw_only=True):
    """A wing: its id, what its board calls this pod, and its folder.

    For a folder on a server: that one's own key, its address, and the cable's.
    """

    wing: str
    place: str
    folder: str
    host_key: str = ""
    address: str = ""
    cable: str = ""


class Answers(Value, frozen=True, kw_only=True):
    """A file of answers; what it leaves out is asked for.

    An empty list, or `false`, is an answer too: there is none, or not yet. What comes
    from `staff` on is by choice: without a terminal, what is left out is not wanted.
    """

    glass: GlassSaid | None = None
    name: Named | None = None
    supervisor: str = ""
    second: str = ""
    second_role: Literal["", "supervisor", "technician"] = ""
    devices: tuple[Port, ...] | None = None
    study: str | bool | None = None
    fingerprint: str = ""
    undertaking: Signed | bool | None = None
    envelopes: bool = False
    staff: tuple[Colleague, ...] = ()
    server: Server | None = None
    wing_folder: WingSaid | None = None
    second_place: str = ""


def read_answers(path: Path | None) -> Answers:
    """Read a file of answers; without one nothing is answered yet."""
    return Answers() if path is None else read_toml(path, Answers)


def ask(what: str, offered: str = "") -> str:
    """Ask for a line; an empty one takes what is offered."""
    return asked_openly(f"{what} [{offered}]" if offered else what).strip() or offered


def agreed(what: str) -> bool:
    """Ask whether something is so."""
    return asked_openly(f"{what} [y/N]").strip().lower() in YES


def is_somebody_there() -> bool:
    """Tell whether somebody sits at a terminal; else all comes from files and pipes."""
    return sys.stdin.isatty()


def said_of(trouble: Trouble | click.Abort) -> str:
    """Return a trouble in its sentences."""
    if isinstance(trouble, click.Abort):
        return "That was broken off."
    return f"{trouble.say} {trouble.do}".rstrip()


def until_right(try_it: Callable[[], T]) -> T:
    """Ask again where an answer cannot be used, three times at most."""
    for _ in range(TRIES - 1):
        try:
            return try_it()
        except (Malformed, Usage) as trouble:
            click.echo(said_of(trouble), err=True)
    return try_it()


def made(kind: type[T], raw: Mapping[str, object], what: str) -> T:
    """Return what was typed as a value, or say which part of it cannot be."""
    try:
        return msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Usage(f"{what}: {error}.") from error


def numbered(lines: Sequence[str]) -> str:
    """Return lines with a number each."""
    return "\n".join(f"  {place}. {line}" for place, line in enumerate(lines, 1))
