"""The modules of the staff's training: pages, questions and a checklist, in TOML."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated

from msgspec import Meta

from pod.settings import RESOURCES, read_toml
from pod.values import Value

FOLDER = RESOURCES / "training"
CHECKLIST = "checklist"


class Page(Value, frozen=True):
    """A title, and what is said under it."""

    title: str
    lines: Annotated[tuple[str, ...], Meta(min_length=1, max_length=4)]


class Question(Value, frozen=True):
    """A question with three answers, the first of which is right, and why it is.

    Pages deal the answers in another order; whoever picks another one is told why.
    """

    asks: str
    answers: Annotated[tuple[str, ...], Meta(min_length=3, max_length=3)]
    because: str


class Words(Value, frozen=True):
    """A module in one language."""

    name: str
    pages: Annotated[tuple[Page, ...], Meta(min_length=3)]
    questions: Annotated[tuple[Question, ...], Meta(min_length=2)]


class Module(Value, frozen=True, kw_only=True):
    """One module: its version goes up when what is taught changes; `since` when.

    `minutes` is how long it takes to read and answer.
    """

    name: str
    version: Annotated[int, Meta(ge=1)]
    since: date
    minutes: Annotated[int, Meta(ge=1, le=15)]
    text: Mapping[str, Words]


class Watched(Value, frozen=True, kw_only=True):
    """What somebody is watched doing before they do it alone, by language."""

    version: Annotated[int, Meta(ge=1)]
    since: date
    text: Mapping[str, tuple[str, ...]]


@cache
def modules() -> tuple[Module, ...]:
    """Return every module, in the order of its file's name."""
    files = sorted(FOLDER.glob("[0-9]*.toml"))
    return tuple(read_toml(one, Module) for one in files)


@cache
def checklist() -> Watched:
    """Return what somebody is watched doing."""
    return read_toml(FOLDER / f"{CHECKLIST}.toml", Watched)
