"""Less money now, or more later: how such an offer is shown, and somebody who chooses.

A later amount loses worth with the delay as V = A / (1 + k D), with D in days and k per
day (Mazur 1987). "Now" always stands first.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from statistics import fmean
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.people import Traits, draw
from pod.script import Card, Choice, Page, Picture, Question, Script, Step, ask
from pod.values import Press, Value

Side: TypeAlias = Literal["now", "later"]
NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]
NOISE = 0.15
"""How far somebody imaginary is from choosing by their rate alone: the scale of a
logistic (softmax) choice in ln k. Ranks of the questionnaire lie .9 apart in it."""


class Offer(Value, frozen=True, kw_only=True):
    """An amount now against an amount after a delay; whole pounds, days."""

    sooner: Annotated[int, Meta(ge=0)]
    later: Annotated[int, Meta(ge=1)]
    delay_days: Annotated[float, Meta(gt=0)]


class MoneyWords(Value, frozen=True, kw_only=True):
    """What every activity about money now or later says."""

    title: str
    hypothetical: str
    as_if: str
    minutes: str
    rule_title: str
    neither: str
    may_skip: str
    prompt: str
    now: str
    later: str
    step: str
    done_title: str
    done: str
    back: str
    next: str
    start: str
    skip: str


def even_rate(sooner: int, later: int, delay_days: float) -> float:
    """Return the k per day at which both amounts are worth the same."""
    return (later - sooner) / (sooner * delay_days)


def mean_rate(rates: Iterable[float]) -> float:
    """Return the geometric mean of some rates: the mean on the scale of ln k."""
    return exp(fmean(map(log, rates)))


def choices(offer: Offer, delay: str, words: MoneyWords) -> tuple[Choice, Choice]:
    """Return the two answers to an offer whose delay is said as `delay`."""
    now = words.now.format(sooner=offer.sooner)
    later = words.later.format(later=offer.later, delay=delay)
    return Choice(id="now", words=now), Choice(id="later", words=later)


def question(
    offered: tuple[Choice, Choice], words: MoneyWords, step: Step | None, *, back: bool
) -> Question:
    """Return the page of one offer, which may be skipped; `back` leads to the last."""
    behind = (Choice(id="back", words=words.back, icon="back"),) if back else ()
    skip = Choice(id="skip", words=words.skip, icon="skip")
    return Question(
        prompt=words.prompt, choices=offered, ways=(*behind, skip), step=step
    )


def step_of(words: MoneyWords, number: int, of: int) -> Step:
    """Return the dots: choice `number` of `of`."""
    return Step(words.step.format(number=number, of=of), number, of)


def side_of(choice: str) -> Side | None:
    """Return the side that was chosen; None when it was neither."""
    if choice == "now":
        return "now"
    return "later" if choice == "later" else None


def opening(words: MoneyWords) -> Script[float]:
    """Say first that no money is real; return when the last card was left, ms."""
    first = card(words.hypothetical, (words.as_if, words.minutes), words.next)
    second = card(words.rule_title, (words.neither, words.may_skip), words.start)
    yield from ask(first, "next")
    return (yield from ask(second, "next")).at_ms


def card(
    title: str, lines: tuple[str, ...], on: str, *before: Choice, icon: str = "money"
) -> Card:
    """Return a card whose main way is on."""
    way = Choice(id="next", words=on, icon="next", main=True)
    return Card(title=title, lines=lines, icon=icon, choices=(*before, way))


def ending(words: MoneyWords) -> Card:
    """Return the last card; the way back to the choices is still open."""
    back = Choice(id="back", words=words.back, icon="back")
    return card(words.done_title, (words.done,), words.next, back, icon="done")


def said_in(page: Question) -> tuple[str, ...]:
    """Return the words of a page's answers: they tell its offer from the others."""
    return tuple(choice.words for choice in page.choices)


def likes_later(offer: Offer, k_per_day: float) -> float:
    """Return the chance that the later amount is chosen: softmax over ln k.

    One in two where their rate is the one at which both amounts are worth the same.
    """
    if offer.sooner == 0:
        return 1.0
    even = even_rate(offer.sooner, offer.later, offer.delay_days)
    return 1 / (1 + (k_per_day / even) ** (1 / NOISE)) if even > 0 else 0.0


class Chooser:
    """Somebody to whom a later amount is worth less; `offers` are keyed by words."""

    def __init__(self, traits: Traits, offers: Mapping[tuple[str, ...], Offer]) -> None:
        self._traits, self._offers = traits, offers

    def sees(self, _picture: Picture, _now_ms: float) -> Press | None:
        """There is nothing to press."""
        return None

    def chooses(self, page: Page, now_ms: float) -> str | None:
        """Choose by worth, nearly always; skip now and then; take any other answer."""
        if not isinstance(page, Question):
            return "next"
        chances = draw(self._traits.seed, now_ms, "discounting")
        if chances.random() < self._traits.omission_rate:
            return "skip"
        offer = self._offers.get(said_in(page))
        if offer is None:
            return one_of(page.choices, chances.random())
        later = chances.random() < likes_later(offer, self._traits.k_per_day)
        return "later" if later else "now"


def one_of(answers: Sequence[Choice], chance: float) -> str:
    """Return the answer that a chance 0..1 falls on."""
    return answers[int(chance * len(answers))].id
