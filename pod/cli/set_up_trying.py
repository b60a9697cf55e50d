"""What becomes of a refusal in the set-up: it is said, and the same is asked again.

At a terminal, where somebody can answer. Where all comes from a file and a pipe the
set-up ends with it, and goes on there the next time.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

import click
from msgspec.structs import replace

from pod.cli.set_up_state import SetUp
from pod.cli.set_up_talk import Answers, ask, is_somebody_there, said_of
from pod.errors import Trouble

T = TypeVar("T")
REFUSED = (Trouble, click.Abort)
"""What a step may end with; the latter where a key broke a question off."""
ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "supervisor": ("supervisor", "second", "second_role"),
    "study": ("study", "fingerprint"),
    "wing": ("wing_folder",),
    "recovery": ("envelopes",),
    "disk": ("envelopes",),
}
"""Which of a file's answers a step takes, where they are not called as it is."""


def until_done(one: SetUp, name: str, doing: Callable[[SetUp], T]) -> T:
    """Do it until it is done; what a file said and was refused is asked for then."""
    while True:
        try:
            return doing(one)
        except REFUSED as trouble:
            if not is_somebody_there():
                raise
            click.echo(f"\n{said_of(trouble)}\n", err=True)
        with suppress(*REFUSED):
            ask("Enter asks again")
        not_from_the_file(one, name)


def not_from_the_file(one: SetUp, name: str) -> None:
    """Have a step ask, as if the file had not answered it."""
    empty, names = Answers(), ANSWERED_BY.get(name, (name,))
    left = {each: getattr(empty, each) for each in names if hasattr(empty, each)}
    one.answers = replace(one.answers, **left)
