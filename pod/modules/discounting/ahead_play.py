"""How looking ahead goes: pick a picture, see it, choose with it in view; again."""

from collections.abc import Sequence
from random import Random

import msgspec

from pod.ladder import Rung, after
from pod.modules.discounting.ahead import (
    CLEAREST,
    CUES,
    Cue,
    Params,
    PlainWords,
    Row,
)
from pod.modules.discounting.delays import LONGEST, days_of, said
from pod.modules.discounting.offers import (
    Chooser,
    Offer,
    card,
    choices,
    said_in,
    side_of,
    step_of,
)
from pod.people import Traits
from pod.script import Card, Choice, Question, Script, Step, ask, keep, leaf
from pod.values import Value

AT_ONCE = 3
"""How many pictures a page shows."""


class Round(Value, frozen=True):
    """One picture's choices: which round it is, and the amounts now, pounds."""

    number: int
    halves: tuple[int, ...]


class Seen(Value, frozen=True):
    """The picture in view, how clearly it is seen, and when its page was left, ms."""

    cue: Cue
    clear: int | None
    at_ms: float


def script(params: Params, words: PlainWords, rng: Random) -> Script[None]:
    """Explain, then go through the rounds; the person may stop between them."""
    yield from leaf(explain(words))
    rung, done = Rung(params.ladder.first), set[Cue]()
    for one in deal(params, rng):
        seen = yield from picture(words, [cue for cue in CUES if cue not in done])
        if seen is None:
            yield from keep(nothing(one, rung))
        else:
            done.add(seen.cue)
            rung = yield from choosing(one, seen, rung, params, words)
        on = another(words)
        if one.number < params.rounds and (yield from ask(on, "next")).choice == "stop":
            break
    end = card(words.done_title, (words.done,), words.next, icon="done")
    yield from ask(end, "next")


def deal(params: Params, rng: Random) -> list[Round]:
    """Return the rounds, each with every amount about as often, in any order."""
    rounds = []
    for number in range(1, params.rounds + 1):
        halves = [params.halves[i % len(params.halves)] for i in range(params.choices)]
        rng.shuffle(halves)
        rounds.append(Round(number, tuple(halves)))
    return rounds


def explain(words: PlainWords) -> tuple[Card, ...]:
    """Say what is coming, that no money is real, and that it follows the person."""
    back = Choice(id="back", words=words.back, icon="back")
    ahead = (words.ahead, words.minutes)
    follows = (words.changes_how, words.neither)
    return (
        card(words.ahead_title, ahead, words.next, icon="ahead"),
        card(words.hypothetical, (words.as_if, words.may_skip), words.next, back),
        card(words.changes, follows, words.start, back, icon="steps"),
    )


def another(words: PlainWords) -> Card:
    """Return the card between two rounds."""
    stop = Choice(id="stop", words=words.stop, icon="stop")
    return card(words.another_title, (words.another,), words.next, stop, icon="ahead")


def picture(words: PlainWords, cues: Sequence[Cue]) -> Script[Seen | None]:
    """Let somebody pick what lies ahead and say how clearly they see it; or skip."""
    at = 0
    while True:
        page = pick_page(words, cues, at)
        picked = (yield from ask(page, "skip")).choice
        if picked == "skip":
            return None
        if picked != "more":
            break
        at = (at + AT_ONCE) % len(cues)
    cue = next(cue for cue in cues if cue == picked)
    chose = yield from ask(clear_page(words, cue), "skip")
    clear = None if chose.choice == "skip" else int(chose.choice)
    return Seen(cue, clear, chose.at_ms)


def cue_choice(words: PlainWords, cue: Cue) -> Choice:
    """Return a picture with its words."""
    said_so: str = getattr(words, cue)
    return Choice(id=cue, words=said_so, icon=cue)


def pick_page(words: PlainWords, cues: Sequence[Cue], at: int) -> Question:
    """Return a page of pictures, the one of the cues from `at` on."""
    more = (Choice(id="more", words=words.more),) if len(cues) > AT_ONCE else ()
    skip = Choice(id="skip", words=words.skip, icon="skip")
    shown = tuple(cue_choice(words, cue) for cue in cues[at : at + AT_ONCE])
    return Question(prompt=words.pick, choices=shown, ways=(*more, skip))


def clear_page(words: PlainWords, cue: Cue) -> Question:
    """Return the page that asks how clearly a picture is seen."""
    steps = (words.clear_0, words.clear_1, words.clear_2)
    answers = tuple(
        Choice(id=str(value), words=step, level=value / CLEAREST)
        for value, step in enumerate(steps)
    )
    return Question(
        prompt=words.clear.format(cue=cue_choice(words, cue).words),
        choices=answers,
        ways=(Choice(id="skip", words=words.skip, icon="skip"),),
    )


def choosing(
    one: Round, seen: Seen, rung: Rung, params: Params, words: PlainWords
) -> Script[Rung]:
    """Ask a round's choices; each answer moves the delay of the next."""
    asked_ms = seen.at_ms
    for trial, half in enumerate(one.halves, 1):
        index = index_of(rung.level)
        step = step_of(words, trial, len(one.halves))
        page = choice_page(seen.cue, index, half, words, step)
        chose = yield from ask(page, "skip")
        row = Row(
            round=one.number,
            trial=trial,
            cue=seen.cue,
            clear=seen.clear,
            level=rung.level,
            index=index,
            sooner=half,
            later=2 * half,
            delay_days=days_of(index),
            choice=side_of(chose.choice),
            rt_ms=max(0.0, chose.at_ms - asked_ms),
            timed_by=chose.timed_by,
        )
        yield from keep(row)
        if row.choice:
            rung = after(rung, params.ladder, right=row.choice == "later")
        asked_ms = chose.at_ms
    return rung


def choice_page(
    cue: Cue, index: int, half: int, words: PlainWords, step: Step | None = None
) -> Question:
    """Return the page of one choice, with the picture in view on what comes later."""
    offer = offer_of(index, half)
    now, later = choices(offer, said(words, index), words)
    in_view = cue_choice(words, cue)
    return Question(
        stem=words.see.format(cue=in_view.words),
        prompt=words.prompt,
        choices=(now, msgspec.structs.replace(later, icon=in_view.icon)),
        ways=(Choice(id="skip", words=words.skip, icon="skip"),),
        step=step,
    )


def offer_of(index: int, half: int) -> Offer:
    """Return half of an amount now against all of it after a delay."""
    return Offer(sooner=half, later=2 * half, delay_days=days_of(index))


def index_of(level: float) -> int:
    """Return the index of the delay nearest to a level; halves go up."""
    return int(level + 0.5)


def nothing(one: Round, rung: Rung) -> Row:
    """Return what is kept of a round whose picture was skipped."""
    return Row(
        round=one.number,
        trial=1,
        cue=None,
        level=rung.level,
        index=None,
        sooner=None,
        later=None,
        delay_days=None,
        choice=None,
    )


def person(params: Params, words: PlainWords, traits: Traits) -> Chooser:
    """Return somebody to whom waiting costs as much as their traits say.

    Pictures do not change them: what a training would do to anybody is not known here.
    """
    offers = {
        said_in(choice_page("visit", index, half, words)): offer_of(index, half)
        for index in range(1, LONGEST + 1)
        for half in params.halves
    }
    return Chooser(traits, offers)
