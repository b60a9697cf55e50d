"""How a lesson goes: step by step, with a way back, and nothing that must be answered.

A card that was chosen stands above what is asked about it; a step that has nothing to
ask about is left out. What the person kept the last time comes with the numbers, so the
whole lesson follows from them and from the answers.
"""

from collections.abc import Sequence
from itertools import count
from math import ceil
from random import Random
from typing import Literal, TypeAlias

from pod.modules.lesson import pages
from pod.modules.lesson.declared import Params, Row, Said
from pod.modules.lesson.kept import Kept, value_of
from pod.modules.lesson.pages import Offer
from pod.modules.lesson.steps import (
    KEPT_AGAIN,
    AnyStep,
    Breathe,
    Card,
    Offering,
    Rate,
    Sort,
    Still,
    Top,
    kind_of,
)
from pod.script import Breath, Chose, Page, Script, ask, keep, pause, show
from pod.values import TimedBy, Value

Came: TypeAlias = Literal["asked", "back", "practised", "left out"]
PART_MS = 30_000.0
"""A still page keeps a row at least this often, so that a pause costs little."""


class Turn(Value, frozen=True):
    """One page of a step: its only one, or a place in a sort or a top, from 1."""

    step: AnyStep
    place: int


class Answer(Value, frozen=True, kw_only=True):
    """What a page was answered; nothing at all where it was skipped."""

    choice: str | None = None
    value: int | None = None
    again: bool = False
    still_ms: float | None = None
    rt_ms: float | None = None
    timed_by: TimedBy | None = None


NO_ANSWER = Answer()


def script(params: Params, words: Said, _rng: Random, kind: type[Row]) -> Script[None]:
    """Go through the lesson; Back leads to the page before, if one was asked."""
    under_way, turns = UnderWay(params, words, kind), turns_of(params)
    at, trail = 0, list[int]()
    while at < len(turns):
        came = yield from under_way.turn(turns[at], back=bool(trail))
        if came == "back":
            at = trail.pop()
            continue
        if came == "asked":
            trail.append(at)
        elif came == "practised":
            trail.clear()
        at += 1


def turns_of(params: Params) -> Sequence[Turn]:
    """Return every page that the lesson could come to, in order."""

    def places(step: AnyStep) -> int:
        match step:
            case Sort():
                return len(params.sets[step.cards])
            case Top():
                return step.most
        return 1

    return [
        Turn(step, place)
        for step in params.steps
        for place in range(1, places(step) + 1)
    ]


class UnderWay:
    """One lesson under way: what it has kept, and the sitting time it is."""

    def __init__(self, params: Params, words: Said, kind: type[Row]) -> None:
        self._params, self._words, self._kind = params, words, kind
        self._kept = Kept(params, words)
        self._now_ms = 0.0

    def turn(self, turn: Turn, *, back: bool) -> Script[Came]:
        """Do one turn, or leave it out; tell what came of it."""
        if self._kept.leaves_out(turn.step):
            return (yield from self._leave_out(turn))
        match turn.step:
            case Card() as step:
                page = pages.card(step, self._words, back=back)
                chose = yield from self._ask(page, "next")
                return "back" if chose.choice == "back" else "asked"
            case Still() as step:
                return (yield from self._stay(turn, step))
            case Breathe() as step:
                return (yield from self._breathe(turn, step))
            case Rate() as step:
                return (yield from self._rate(turn, step, back=back))
            case step:
                return (yield from self._offer(turn, step, back=back))

    def _rate(self, turn: Turn, step: Rate, *, back: bool) -> Script[Came]:
        """Ask for a rating from 0 to 10 of what was given, if anything."""
        given = self._kept.card(step.given, step.place) if step.given else None
        if step.given and given is None:
            return (yield from self._leave_out(turn))
        page = pages.scale(step, self._words, given, back=back)
        began_ms = self._now_ms
        chose = yield from self._ask(page, "skip")
        if chose.choice == "back":
            return "back"
        value = None if chose.choice == "skip" else int(chose.choice)
        answer = self._answer(chose, began_ms, choice=given, value=value)
        return (yield from self._keep(turn, answer))

    def _offer(
        self, turn: Turn, step: Offering | Sort | Top, *, back: bool
    ) -> Script[Came]:
        """Offer picture cards; keep the one chosen, or that there was none."""
        if isinstance(step, KEPT_AGAIN) and self._kept.same(step):
            return (yield from self._keep_again(turn))
        offer = self._kept.offer(step, turn.place)
        if offer is None:
            return (yield from self._leave_out(turn))
        began_ms = self._now_ms
        chose = yield from self._choose(offer, back=back)
        if chose.choice == "back":
            return "back"
        choice = None if chose.choice == "skip" else chose.choice
        if not isinstance(step, Sort):
            answer = self._answer(chose, began_ms, choice=choice)
            return (yield from self._keep(turn, answer))
        piles = self._params.sets[step.piles]
        value = None if choice is None else value_of(piles, choice)
        answer = self._answer(chose, began_ms, choice=offer.given.id, value=value)
        return (yield from self._keep(turn, answer))

    def _choose(self, offer: Offer, *, back: bool) -> Script[Chose]:
        """Show the cards page by page, round and round, until something is chosen."""
        for number in count():
            page = pages.build(offer, self._words, number, back=back)
            chose = yield from self._ask(page, "skip")
            if chose.choice != "more":
                break
        return chose

    def _stay(self, turn: Turn, step: Still) -> Script[Came]:
        """Stay with a calm page; each part of it is kept, and shown anew."""
        picture = pages.calm(step, self._words)
        parts = ceil(picture.for_ms / PART_MS)
        for part in range(1, parts + 1):
            began_ms = (yield from show(picture)).at_ms
            still_ms = picture.for_ms / parts
            yield from self._pause(began_ms + still_ms)
            answer = Answer(still_ms=still_ms)
            yield from self._keep(Turn(turn.step, part), answer)
        return "practised"

    def _breathe(self, turn: Turn, step: Breathe) -> Script[Came]:
        """Lead breaths with the pacer; each is kept."""
        for number in range(1, step.breaths + 1):
            for way in ("in", "out"):
                half = pages.breath(step, self._words, way)
                yield from self._lead(half)
            answer = Answer(still_ms=step.in_ms + step.out_ms)
            yield from self._keep(Turn(turn.step, number), answer)
        return "practised"

    def _lead(self, half: Breath) -> Script[None]:
        began_ms = (yield from show(half)).at_ms
        yield from self._pause(began_ms + half.for_ms)

    def _leave_out(self, turn: Turn) -> Script[Came]:
        """Pass over a turn; an answer that no longer applies is taken back."""
        row = self._kept.rows.get((turn.step.id, turn.place))
        if row is not None and not row.skipped and row.still_ms is None:
            yield from self._keep(turn, NO_ANSWER)
        return "left out"

    def _keep_again(self, turn: Turn) -> Script[Came]:
        """Keep what was kept the last time, unless it is kept already."""
        was = self._kept.was(turn.step.id, turn.place)
        if was is None:
            return (yield from self._leave_out(turn))
        row = self._kept.rows.get((turn.step.id, turn.place))
        if row is None or (row.choice, row.value) != (was.choice, was.value):
            answer = Answer(choice=was.choice, value=was.value, again=True)
            yield from self._keep(turn, answer)
        return "left out"

    def _keep(self, turn: Turn, answer: Answer) -> Script[Came]:
        """Keep an answer as the latest of its page."""
        slot = turn.step.id, turn.place
        before = self._kept.rows.get(slot)
        row = self._kind(
            step=turn.step.id,
            kind=kind_of(turn.step),
            place=turn.place,
            choice=answer.choice,
            value=answer.value,
            revision=before.revision + 1 if before else 0,
            again=answer.again,
            still_ms=answer.still_ms,
            rt_ms=answer.rt_ms,
            timed_by=answer.timed_by,
            at_ms=self._now_ms,
        )
        self._kept.rows[slot] = row
        yield from keep(row)
        return "asked"

    def _answer(
        self,
        chose: Chose,
        began_ms: float,
        choice: str | None,
        value: int | None = None,
    ) -> Answer:
        rt_ms = max(0.0, chose.at_ms - began_ms)
        return Answer(choice=choice, value=value, rt_ms=rt_ms, timed_by=chose.timed_by)

    def _ask(self, page: Page, otherwise: str) -> Script[Chose]:
        chose = yield from ask(page, otherwise)
        self._now_ms = max(self._now_ms, chose.at_ms)
        return chose

    def _pause(self, until_ms: float) -> Script[None]:
        yield from pause(until_ms)
        self._now_ms = max(self._now_ms, until_ms)
