"""What an activity declares, and how every activity is found."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypedDict, TypeVar

import msgspec
from msgspec import Meta

from pod.errors import Malformed, Usage
from pod.people import Person, Traits
from pod.script import Script, Shown
from pod.settings import RESOURCES, read_raw
from pod.values import Button, Press, TimedBy, Value

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
    what the sitting plan shows. `path` is the file of its numbers and words; its words
    may be those of the file it is `like`, and of resources/words.toml, where its own
    says nothing. `recall` puts what the person's last finished time at this activity
    kept into its numbers, such as the level they had reached.
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
    recall: Callable[[P, Sequence[R]], P] | None = None
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
        said: dict[str, Any] = self._raw().get("text", {}).get(language, {})
        like = self._raw().get("like")
        files = [SHARED, *([self.path.with_name(f"{like}.toml")] if like else [])]
        wanted = set(self.words.__struct_fields__)
        shared: dict[str, Any] = {}
        for file in files:
            shared |= _read(file).get("text", {}).get(language, {})
        return {name: shared[name] for name in wanted & shared.keys()} | said


AnyTask: TypeAlias = Task[Any, Any, Any]
Phase: TypeAlias = Literal["practice", "test"]


class TrialRow(Value, frozen=True, kw_only=True):
    """What the row of any timed trial keeps, so that it can be traced to its press.

    Times are sitting milliseconds, except the device's own stamp. The columns after
    `rt_ms` say where a reaction time comes from; a row can be scored without them.
    `once_per` names the columns within which a column's value comes only once.
    """

    phase: Annotated[Phase, Meta(description="practice, or the trials that count")] = (
        "test"
    )
    block: Annotated[
        int, Meta(ge=1, description="block, or try at practice, from 1")
    ] = 1
    trial: Annotated[
        int,
        Meta(
            ge=1,
            description="place in the block, from 1",
            extra={"once_per": ("phase", "block")},
        ),
    ] = 1
    correct: Annotated[bool, Meta(description="the figure was answered by its rule")]
    button: Annotated[Button | None, Meta(description="first button in the window")]
    rt_ms: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(description="ms from the figure's onset to the press"),
    ]
    early_presses: Annotated[
        int, Meta(ge=0, description="presses before the figure, count")
    ] = 0
    level: Annotated[
        float | None,
        Meta(description="training only: what moves, in its unit (ms, or steps)"),
    ] = None
    onset_ms: Annotated[
        float | None, Meta(description="sitting ms at which the figure appeared")
    ] = None
    timed_by: Annotated[
        TimedBy | None,
        Meta(description="whose clock timed the press, or would have timed one"),
    ] = None
    device_ms: Annotated[
        float | None, Meta(description="the device's own raw stamp, device ms")
    ] = None
    arrival_ms: Annotated[
        float | None, Meta(description="sitting ms at which the press arrived")
    ] = None
    uncertainty_ms: Annotated[
        float | None, Meta(description="published bound of the clock map, ms")
    ] = None

    def __post_init__(self) -> None:
        """Refuse a press without its time, or a time without its press."""
        if (self.button is None) != (self.rt_ms is None):
            raise ValueError("button and rt_ms go together: both or neither")


class Traced(TypedDict):
    """The columns of a trial's row that come from its onset and its press."""

    button: Button | None
    rt_ms: float | None
    onset_ms: float
    timed_by: TimedBy
    device_ms: float | None
    arrival_ms: float | None
    uncertainty_ms: float | None


def traced(shown: Shown, press: Press | None) -> Traced:
    """Return what a row keeps of a figure's onset and the press that answered it."""
    return Traced(
        button=press.button if press else None,
        rt_ms=press.at_ms - shown.at_ms if press else None,
        onset_ms=shown.at_ms,
        timed_by=press.timed_by if press else shown.listening,
        device_ms=press.device_ms if press else None,
        arrival_ms=press.arrival_ms if press else None,
        uncertainty_ms=press.uncertainty_ms if press else None,
    )


@cache
def _read(path: Path) -> dict[str, Any]:
    """Read a resource once; resources do not change while the program runs."""
    return read_raw(path)


def _part(path: Path, part: str, kind: type[V], raw: object) -> V:
    """Return one part of a file as its type; Malformed names file, key and wish."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"{path.name}, [{part}]: {error}") from error


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
def tasks() -> dict[str, AnyTask]:
    """Return every activity by name."""
    return {task.name: task for task in every_task()}


def task_named(name: str) -> AnyTask:
    """Return the activity of this name, or say which there are."""
    try:
        return tasks()[name]
    except KeyError:
        known = ", ".join(sorted(tasks()))
        say = f"There is no activity called {name}. There are: {known}."
        raise Usage(say) from None
