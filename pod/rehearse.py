"""Plays a script to its end in no time, with somebody imaginary."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Generic, TypeVar

from pod.people import Person, Traits, beats_of
from pod.script import (
    Ask,
    Beats,
    Chose,
    Heart,
    Keep,
    Page,
    Request,
    Script,
    Show,
    Shown,
    Wait,
)
from pod.task import AnyTask
from pod.telling import Entry, Telling
from pod.values import Press, Value, seeded

T = TypeVar("T")

THINKING_MS = 1500.0
"""How long somebody imaginary looks at a page."""
FIRST_SEED, SLIPS = 3, 0.4
LESSON_PEOPLE = 12
"""What people choose in a lesson decides which of its pages they are shown."""


class Rehearsal(Generic[T]):
    """What came of it: the script's result, its rows, its journal and its pages."""

    def __init__(self) -> None:
        self.result: T | None = None
        self.rows: list[Value] = []
        self.entries: list[Entry] = []
        self.pages: list[Page] = []
        self.took_ms = 0.0

    def keep(self, row: Value, entry: Entry) -> None:
        """Keep a row with its page of the journal."""
        self.rows.append(row)
        self.entries.append(entry)


def rehearse(
    script: Script[T], person: Person, resumed: tuple[Telling[T], float] | None = None
) -> Rehearsal[T]:
    """Return what the script returns and all it kept.

    What the person sees replaces whatever they were about to do. With `resumed` (the
    telling and sitting time that a journal's replay returned) the rehearsal goes on
    from there and returns only what came after.
    """
    telling, now_ms = resumed or (Telling(script), 0.0)
    playing = _Playing[T](telling, person, now_ms)
    while telling.asked is not None:
        playing.answer(telling.asked)
    playing.play.result, playing.play.took_ms = telling.result, playing.now_ms
    return playing.play


class _Playing(Generic[T]):
    """Somebody at a script: what they are about to press, and how late it is."""

    def __init__(self, telling: Telling[T], person: Person, now_ms: float) -> None:
        self.play, self.now_ms = Rehearsal[T](), now_ms
        self._telling, self._person = telling, person
        self._coming: Press | None = None

    def answer(self, asked: Request) -> None:
        """Answer one request of the script as it would be answered at a pod."""
        telling, person = self._telling, self._person
        match asked:
            case Show(picture):
                self._coming = person.sees(picture, self.now_ms)
                telling.answer(Shown(self.now_ms))
            case Wait() as wait:
                telling.answer(self._wait(wait))
            case Ask(page, otherwise):
                self.play.pages.append(page)
                self.now_ms += THINKING_MS
                choice = person.chooses(page, self.now_ms) or otherwise
                telling.answer(Chose(choice, self.now_ms))
            case Heart(since_ms):
                telling.answer(Beats(beats_of(person, since_ms, self.now_ms)))
            case Keep(row):
                self.play.keep(row, telling.entry(self.now_ms))
                telling.answer(None)

    def _wait(self, wait: Wait) -> Press | None:
        """Let time pass; a press that was made, or came too late, is over."""
        coming = self._coming
        press, self.now_ms = _waited(wait, coming, self.now_ms)
        if coming is not None and coming.at_ms <= self.now_ms:
            self._coming = None
        return press


def _waited(
    wait: Wait, coming: Press | None, now_ms: float
) -> tuple[Press | None, float]:
    """Let time pass up to the press that is coming, if it is listened for."""
    if coming and coming.button in wait.buttons and coming.at_ms < wait.until_ms:
        return coming, max(now_ms, coming.at_ms)
    return None, max(now_ms, wait.until_ms)


def longest_silence_ms(entries: Sequence[Entry], began_ms: float = 0.0) -> float:
    """Return the longest time between two kept rows, in sitting milliseconds."""
    times = [began_ms, *(entry.at_ms for entry in entries)]
    return max((b - a for a, b in pairwise(times)), default=0.0)


@cache
def pages_of(task: AnyTask, language: str) -> Sequence[Page]:
    """Return the different pages that people doing the activity meet, in their order.

    Somebody does it twice, as far as it looks back at the time before; in a lesson
    several do.
    """
    words, met = task.read_words(language), list[Page]()
    people = LESSON_PEOPLE if task.form == "lesson" else 1
    for seed in range(FIRST_SEED, FIRST_SEED + people):
        rows: Sequence[Value] = []
        for _ in range(2 if task.recall else 1):
            params = task.remembering(task.read_params(), rows)
            person = task.person(params, words, Traits(seed=seed, slip_rate=SLIPS))
            played = rehearse(task.script(params, words, seeded(FIRST_SEED)), person)
            met, rows = [*met, *played.pages], played.rows
    return list(dict.fromkeys(met))
