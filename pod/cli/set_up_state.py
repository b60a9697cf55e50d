"""How far a set-up has come: what it was told, never a code, and what it did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from pod.app.keys import Bench
from pod.cli.set_up_talk import Answers, GlassSaid, Named
from pod.clock import SystemClock
from pod.errors import Malformed
from pod.storage.whole import make_folder, write_whole
from pod.values import Value

NOTE = "set-up.json"
NONE, NOT_YET = "none", "not yet"


class Note(Value, frozen=True, kw_only=True):
    """What a set-up was told and has done so far, each step by its name."""

    glass: GlassSaid | None = None
    name: Named | None = None
    supervisor: str = ""
    second: str = ""
    second_role: str = "technician"
    done: Mapping[str, str] = {}
    reached: Mapping[str, str] = {}
    """Which address the core was let out to, by the step that named it."""


@dataclass
class SetUp:
    """A set-up under way: where, what is known already, and what was done."""

    home: Path
    answers: Answers
    credentials: Path | None
    note: Note

    @property
    def bench(self) -> Bench:
        """Return this pod, while it does not run."""
        return Bench(self.home, SystemClock(), self.credentials)

    def keep(self, **known: object) -> None:
        """Write down what is known now."""
        self.note = replace(self.note, **known)
        make_folder(self.home)
        write_whole(self.home / NOTE, msgspec.json.encode(self.note))

    def did(self, name: str, said: str) -> None:
        """Write down what a step did; one that was put off undoes nothing."""
        before = self.note.done.get(name, NOT_YET)
        self.keep(done={**self.note.done, name: before if said == NOT_YET else said})


Step: TypeAlias = Callable[[SetUp], str]
"""Does one thing, and says in a few words what it did."""


def read_note(home: Path) -> Note:
    """Return what an earlier start of the set-up wrote down."""
    try:
        return msgspec.json.decode((home / NOTE).read_bytes(), type=Note)
    except FileNotFoundError:
        return Note()
    except msgspec.DecodeError as error:
        raise Malformed(
            f"{NOTE} is not whole.", "Delete it: what was done is found again."
        ) from error
