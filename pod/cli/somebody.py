"""Whom a command is about, found by their prison number by whoever signs in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click
import msgspec

from pod.cli.behind import Answers, counter, expect, sign_in
from pod.desk import rights
from pod.desk.rights import FoundPerson, RightsAsked
from pod.errors import Usage

UNTIED = "No pod can tell any more what has left of theirs."
LINKED = (
    " Their prison number left too, sealed for the linkage authority: it can still "
    "tell, so ask it to delete that."
)
TAKEN_OUT = " The next bundle tells the evaluators to take those results out."
whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)


@contextmanager
def found(number: str, me: str) -> Iterator[tuple[Answers, str]]:
    """Sign in and find somebody by prison number."""
    with counter() as answers:
        sign_in(answers, me)
        yield answers, expect(answers(rights.FindPerson(number)), FoundPerson).person


def left(bundles: int | None, *, linked: bool) -> str:
    """Say plainly what had left."""
    if bundles is None:
        return UNTIED
    return f"{_how_many(bundles)}{LINKED if linked else ''}"


def left_and_told(bundles: int | None, *, linked: bool) -> str:
    """Say plainly what had left, and that the evaluators are told to take it out."""
    return f"{left(bundles, linked=linked)}{TAKEN_OUT if bundles else ''}"


def _how_many(bundles: int) -> str:
    if not bundles:
        return "No bundle with anything of theirs had left."
    what = "1 bundle" if bundles == 1 else f"{bundles} bundles"
    return (
        f"{what} with results of theirs, without name or number, had left before: "
        "those are with the evaluators and cannot be told apart there by name."
    )


def asked(raw: Mapping[str, object]) -> RightsAsked:
    """Return a request with these words in it; Usage where one is no such word."""
    try:
        asked: RightsAsked = msgspec.convert(raw, RightsAsked)
    except msgspec.ValidationError as error:
        raise Usage("A name or a cell is a few plain words.") from error
    return asked
