"""What an activity declares, and how every activity is found."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from pod.errors import Malformed, Usage
from pod.people import Person, Traits
from pod.script import Script
from pod.settings import LANGUAGES, RESOURCES, languages, read_raw, said_in
from pod.settings.files import converted
from pod.values import Value

P = TypeVar("P", bound=Value)
X = TypeVar("X", bound=Value)
R = TypeVar("R", bound=Value)
V = TypeVar("V", bound=Value)

SHARED = RESOURCES / "words.toml"


class Score(Value, frozen=True):
    """A number, or None and a short code that says why there is none."""

    value: float | None
    why: str = ""


Scores: TypeAlias = dict[str, Score]


def scored(value: float) -> Score:
    """Return a score that could be computed."""
    return Score(value)


def missing(why: str) -> Score:
    """Return a score that could not be computed, and the reason's code."""
    return Score(None, why)


Form: TypeAlias = Literal["assessment", "training", "measure", "lesson"]
"""A fixed protocol that measures, its adaptive practice, questions, or a lesson."""
Said: TypeAlias = Annotated[str, Meta(min_length=1)]


class About(Value, frozen=True, kw_only=True):
    """What an activity is for, and what is and is not known of it: for its readers.

    `bcts` are codes of the BCT Taxonomy v1 (Michie et al. 2013). `change` says what may
    be said of one person's change: a published rule, or why there is none.
    """

    purpose: Said
    evidence: Said
    limits: Said
    dose: Said
    change: Said
    sources: Annotated[tuple[Said, ...], Meta(min_length=1)]
    bcts: tuple[Annotated[str, Meta(pattern=r"^\d{1,2}\.\d{1,2}$")], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Task(Generic[P, X, R]):
    """An activity in one breath: what it needs, what it does, what it yields.

    `scoring` names the published scoring variant in words; `icon` and `minutes` are
    what the sitting plan shows. `timed`: presses are timed, best by a button box;
    `pulse`: the heart is listened to, where a sensor is worn. `path` is the file of its
    numbers and words; its words may be those of the file it is `like`, and of
    resources/words.toml, where its own says nothing. `recall` puts what the person's
    last finished time at this activity kept into its numbers, such as the level they
    had reached; with `recalls`, the last finished time at that other activity. `risk`
    returns the id of the fixed rule by which this row must be passed on to staff, or
    None; `substitute` names the activity to give where nobody could act on such a row.
    """

    name: str
    version: int
    params: type[P]
    words: type[X]
    row: type[R]
    script: Callable[[P, X, Random], Script[None]]
    score: Callable[[Sequence[R]], Scores]
    person: Callable[[P, X, Traits], Person]
    scoring: str
    icon: str
    minutes: int
    form: Form
    timed: bool = False
    pulse: bool = False
    recall: Callable[[P, Sequence[R]], P] | None = None
    recalls: str = ""
    risk: Callable[[R], str | None] | None = None
    substitute: str = ""
    at: Path | None = None

    @property
    def path(self) -> Path:
        """The file that holds its numbers and words."""
        return self.at or RESOURCES / "modules" / f"{self.name}.toml"

    def read_params(self) -> P:
        """Read the activity's numbers; anything missing or extra is an error."""
        return _part(self.path, "params", self.params, self._raw().get("params", {}))

    def read_words(self, language: str) -> X:
        """Read the activity's words in one language; a missing one is an error."""
        return _part(self.path, f"text.{language}", self.words, self._said(language))

    def read_about(self) -> About:
        """Read what the activity is for, and what is known of it."""
        return _part(self.path, "about", About, self._raw().get("about", {}))

    def languages(self) -> Sequence[str]:
        """Return the languages that the activity's file speaks."""
        return tuple(self._raw().get("text", {}))

    def title(self, language: str) -> str:
        """Return the short name shown on the sitting plan."""
        return str(self._said(language)["title"])

    def remembering(self, params: P, before: Sequence[R]) -> P:
        """Return its numbers with what was kept the last time, if it recalls any."""
        return self.recall(params, before) if self.recall and before else params

    def given(self, params: bytes, before: Sequence[bytes]) -> P:
        """Return its numbers as they were given to run with, and what it recalls."""
        rows = [self.decode_row(row) for row in before]
        return self.remembering(msgspec.json.decode(params, type=self.params), rows)

    def decode_row(self, untrusted: bytes) -> R:
        """Decode a row as JSON; decoding is validation."""
        try:
            return msgspec.json.decode(untrusted, type=self.row)
        except msgspec.MsgspecError as error:
            raise Malformed(f"This is not a row of {self.name}: {error}") from error

    def _raw(self) -> dict[str, Any]:
        return _read(self.path)

    def _said(self, language: str) -> dict[str, Any]:
        """Return its words over those it shares, as far as it has such words."""
        said = _in(language, self.path, self._raw())
        like = self._raw().get("like")
        files = [SHARED, *([self.path.with_name(f"{like}.toml")] if like else [])]
        wanted = set(self.words.__struct_fields__)
        shared: dict[str, Any] = {}
        for file in files:
            shared |= _in(language, file, _read(file))
        return {name: shared[name] for name in wanted & shared.keys()} | said


AnyTask: TypeAlias = Task[Any, Any, Any]


def _in(language: str, path: Path, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a file's words in a language; those of a pack stand in its own folder."""
    return {**raw.get("text", {}).get(language, {}), **said_in(language, path)}


@cache
def _read(path: Path) -> dict[str, Any]:
    """Read a resource once; resources do not change while the program runs."""
    return read_raw(path)


def _part(path: Path, part: str, kind: type[V], raw: object) -> V:
    """Return one part of a file as its type; Malformed names file, key and wish."""
    return converted(raw, kind, f"{path.name}, [{part}]")


def params_hash(params: Value) -> str:
    """Name the numbers an activity ran with: 16 hex digits of SHA-256 over JSON."""
    return hashlib.sha256(msgspec.json.encode(params)).hexdigest()[:16]


def every_task() -> Iterator[AnyTask]:
    """Find each file in pod/modules; to add an activity is to add a file.

    A file declares `TASK`, or `TASKS` where it makes one per data file.
    """
    package = import_module("pod.modules")
    for found in sorted(iter_modules(package.__path__), key=lambda module: module.name):
        module = import_module(f"pod.modules.{found.name}")
        yield from getattr(module, "TASKS", None) or (module.TASK,)


@cache
def _shipped() -> dict[str, AnyTask]:
    return {task.name: task for task in every_task()}


_site_own: dict[str, AnyTask] = {}


def take_on(own: Iterable[AnyTask]) -> tuple[AnyTask, ...]:
    """Let a site's own activities be found too, in place of those taken on before.

    So whoever opens another home takes on that home's, or none. Returns those taken on
    before. Raises Malformed where one has the name of a shipped activity, or another's.
    """
    found: dict[str, AnyTask] = {}
    for task in own:
        if task.name in _shipped() or task.name in found:
            raise Malformed(f"There is an activity called {task.name} already.")
        found[task.name] = task
    before = tuple(_site_own.values())
    _site_own.clear()
    _site_own.update(found)
    return before


def tasks() -> dict[str, AnyTask]:
    """Return every activity by name: those shipped, then the site's own."""
    return _shipped() | _site_own


def check_files() -> None:
    """Read every activity's numbers, words and About; Malformed names what is amiss."""
    for name, task in tasks().items():
        for language in languages():
            ours = name in _shipped() and language in LANGUAGES
            (_once if ours else _read_whole)(task, language)


def _read_whole(task: AnyTask, language: str) -> tuple[Value, ...]:
    return task.read_params(), task.read_about(), task.read_words(language)


_once = cache(_read_whole)  # what is ours does not change while the program runs


def task_named(name: str) -> AnyTask:
    """Return the activity of this name, or say which there are."""
    try:
        return tasks()[name]
    except KeyError:
        known = ", ".join(sorted(tasks()))
        say = f"There is no activity called {name}. There are: {known}."
        raise Usage(say) from None
