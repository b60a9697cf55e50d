"""How every timed activity goes: rules, practice, blocks with a rest between them.

An activity brings its own figures, trials and sentences; the order of things, the way
practice ends and the offer of help are the same in all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Generic, TypeVar

import msgspec
from msgspec import Meta

from pod.ladder import Ladder, Rung, after, reached, trained
from pod.script import (
    Card,
    Choice,
    Figure,
    Script,
    Step,
    Summary,
    ask,
    keep,
    leaf,
    pause,
    show,
)
from pod.script import Words as Sentence
from pod.task import Scores, Task
from pod.trial import TrialRow, in_order
from pod.values import Value


class Laddered(Value, frozen=True, kw_only=True):
    """What the numbers of every activity with a ladder have in common.

    With a `ladder` it is the training: what moves follows the person, in its unit.
    """

    practice_tries: Annotated[int, Meta(ge=1, le=3)]
    practice_goal: Annotated[float, Meta(ge=0, le=1)]
    feedback_ms: Annotated[float, Meta(ge=500, le=3000)]
    ladder: Ladder | None = None


class TimedWords(Value, frozen=True, kw_only=True):
    """What every timed activity says; most of it stands in resources/words.toml."""

    title: str
    minutes: str
    timing: str
    mistakes: str
    changes: str
    again_title: str
    help_title: str
    help: str
    help_or: str
    ready_title: str
    said_right: str
    part_done: str
    well_title: str
    well_going: str
    tip_title: str
    tip_same: str
    done_title: str
    done: str
    back: str
    next: str
    try_it: str
    start: str
    go_on: str
    stop: str


D = TypeVar("D")
J = TypeVar("J", bound=TrialRow)
L = TypeVar("L", bound=Laddered)
W = TypeVar("W", bound=TimedWords)


def training(
    like: Task[L, W, J], *, minutes: int, moves: str = "the window in ms"
) -> Task[L, W, J]:
    """Return the practice that goes with an assessment: the same, but for a ladder."""
    return replace(
        like,
        name=f"{like.name}_training",
        score=practised,
        scoring=f"how practice went: {moves} at first and last, share right",
        minutes=minutes,
        form="training",
        recall=recall,
    )


def practised(rows: Sequence[TrialRow]) -> Scores:
    """Score the trials of a training that count, in whatever order the rows come."""
    tested = in_order([row for row in rows if row.phase == "test"])
    return trained(tested, "no_test_trials" if rows else "no_rows")


def recall(params: L, before: Sequence[TrialRow]) -> L:
    """Begin a training where these rows, kept the last time, ended; nothing else."""
    if params.ladder is None:
        return params
    ladder = reached(before, params.ladder)
    return msgspec.structs.replace(params, ladder=ladder)


@dataclass(frozen=True, kw_only=True)
class Timed(Generic[J]):
    """One timed activity: its cards, and how a try at practice and a block are played.

    `rules` are leafed through at first; `again` comes between two tries; `practice`
    plays the try of this number (from 1) and tells whether the rule was learnt; `block`
    plays the block of this number; `advise` finds a strength and a tip in its rows.
    """

    words: TimedWords
    icon: str
    rules: tuple[Card, ...]
    again: Card
    ready: tuple[str, ...]
    tries: int
    blocks: int
    practice: Callable[[int], Script[bool]]
    block: Callable[[int], Script[list[J]]]
    advise: Callable[[Sequence[J]], tuple[str, str]]


def played(timed: Timed[J]) -> Script[None]:
    """Explain, practise, play the blocks; the person may stop between them."""
    words = timed.words
    yield from leaf(timed.rules)
    yield from learn(timed)
    ready = card(words.ready_title, timed.ready, words.start, timed.icon)
    yield from ask(ready, "next")
    for number in range(1, timed.blocks + 1):
        rows = yield from timed.block(number)
        page = summary(timed, number, rows)
        if number < timed.blocks and (yield from ask(page, "next")).choice == "stop":
            break
    yield from ask(card(words.done_title, (words.done,), words.next, "done"), "next")


def learn(timed: Timed[J]) -> Script[None]:
    """Practise until the rule is learnt or the tries are used up; then offer help."""
    for number in range(1, timed.tries + 1):
        if (yield from timed.practice(number)):
            return
        if number < timed.tries:
            yield from ask(timed.again, "next")
    words = timed.words
    lines = (words.help, words.help_or)
    yield from ask(card(words.help_title, lines, words.go_on, "help"), "next")


def practise(
    dealt: Iterable[D],
    trial: Callable[[D], Script[J]],
    say: Callable[[J], str],
    feedback_ms: float,
) -> Script[list[J]]:
    """Play practice trials, each answered by a neutral sentence; return the rows."""
    rows: list[J] = []
    for one in dealt:
        row = yield from trial(one)
        shown = yield from show(Sentence(say(row)))
        yield from pause(shown.at_ms + feedback_ms)
        yield from keep(row)
        rows.append(row)
    return rows


class Levels:
    """How hard the trials of all blocks are: with a ladder they follow the person.

    Without one (the assessment) the level is None, and every trial is as its numbers
    say.
    """

    def __init__(self, ladder: Ladder | None) -> None:
        self._ladder = ladder
        self._rung = Rung(ladder.first) if ladder else None

    @property
    def now(self) -> float | None:
        """The level of the next trial."""
        return self._rung.level if self._rung else None

    def block(
        self, dealt: Iterable[D], trial: Callable[[D, float | None], Script[J]]
    ) -> Script[list[J]]:
        """Play trials that count, each kept before the next; return the rows."""
        rows: list[J] = []
        for one in dealt:
            rows.append((yield from trial(one, self.now)))
            yield from keep(rows[-1])
            if self._rung and self._ladder:
                right = rows[-1].correct
                self._rung = after(self._rung, self._ladder, right=right)
        return rows


def card(title: str, lines: tuple[str, ...], on: str, icon: str) -> Card:
    """Return a card with one way, which is on."""
    return Card(title=title, lines=lines, icon=icon, choices=(way_on(on),))


def rule(
    title: str, figures: tuple[Figure, ...], lines: tuple[str, ...], *ways: Choice
) -> Card:
    """Return a card that tells rules in figures."""
    return Card(title=title, lines=lines, figures=figures, choices=ways)


def moving(words: TimedWords) -> Card:
    """Return the card that says beforehand that a training follows the person."""
    return Card(
        title=words.changes,
        lines=(words.mistakes,),
        icon="steps",
        choices=(way_back(words.back), way_on(words.next)),
    )


def way_on(words: str) -> Choice:
    """Return the one filled way, which is on."""
    return Choice(id="next", words=words, icon="next", main=True)


def way_back(words: str) -> Choice:
    """Return the way to the card before."""
    return Choice(id="back", words=words, icon="back")


def summary(timed: Timed[J], number: int, rows: Sequence[J]) -> Summary:
    """Return a strength and a tip from the block just played: never a score."""
    words = timed.words
    well, tip = timed.advise(rows)
    done = words.part_done.format(number=number, of=timed.blocks)
    stop = Choice(id="stop", words=words.stop, icon="stop")
    return Summary(
        step=Step(done, number, timed.blocks),
        well_title=words.well_title,
        well=well,
        tip_title=words.tip_title,
        tip=tip,
        choices=(way_on(words.next), stop),
    )
