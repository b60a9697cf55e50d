"""How the stop-signal activity goes: rules, practice, blocks with rests between."""

from random import Random

from pod.modules.stop_signal.deal import Dealt, deal, next_ssd
from pod.modules.stop_signal.declared import Params, Row, Words, is_correct
from pod.modules.stop_signal.pages import card, rules, said, summary
from pod.script import (
    Blank,
    Script,
    Shape,
    Shown,
    ask,
    keep,
    leaf,
    pause,
    press_by,
    response,
    show,
)
from pod.script import Words as Sentence
from pod.task import Phase, traced
from pod.values import Button, Press, Value

SIDES: tuple[Button, ...] = ("left", "right")


class Place(Value, frozen=True):
    """Where a trial stands, and the delay that its frame would have."""

    phase: Phase
    block: int
    trial: int
    ssd_ms: float


def fixate(params: Params) -> Script[int]:
    """Show nothing, then the cross; return how many presses came before the arrow."""
    early = 0
    for picture, for_ms in (
        (Blank(), params.blank_ms),
        (Shape("cross"), params.fixation_ms),
    ):
        until_ms = (yield from show(picture)).at_ms + for_ms
        while (yield from press_by(until_ms, *SIDES)) is not None:
            early += 1
    return early


class Seen(Value, frozen=True, kw_only=True):
    """What came of a trial."""

    early: int
    shown: Shown
    ssd_shown_ms: float | None
    press: Press | None


def race(dealt: Dealt, place: Place, params: Params) -> Script[Seen]:
    """Race the frame: a press may come before it is due, and then it never comes.

    The trial lasts to the response limit whatever happens, so that no answer changes
    the pace.
    """
    (side, stop), ssd_shown_ms = dealt, None
    early = yield from fixate(params)
    shown = yield from show(Shape(side))
    closes_ms = shown.at_ms + params.max_rt_ms
    turns_ms = shown.at_ms + place.ssd_ms if stop else closes_ms
    press, late = yield from response(shown.at_ms, turns_ms, *SIDES)
    early += late
    if stop and press is None:
        ssd_shown_ms = (yield from show(Shape(side, stop=True))).at_ms - shown.at_ms
        press, late = yield from response(shown.at_ms, closes_ms, *SIDES)
        early += late
    yield from show(Blank())
    yield from pause(closes_ms)
    return Seen(early=early, shown=shown, ssd_shown_ms=ssd_shown_ms, press=press)


def written(dealt: Dealt, place: Place, seen: Seen) -> Row:
    """Return the trial as the row that is kept."""
    (side, stop), press = dealt, seen.press
    return Row(
        phase=place.phase,
        block=place.block,
        trial=place.trial,
        side=side,
        stop=stop,
        ssd_ms=place.ssd_ms if stop else None,
        ssd_shown_ms=seen.ssd_shown_ms,
        correct=is_correct(
            button=press.button if press else None, side=side, stop=stop
        ),
        early_presses=seen.early,
        **traced(seen.shown, press),
    )


def practice(tries: int, params: Params, words: Words, rng: Random) -> Script[bool]:
    """Play one try at practice with feedback; tell whether the arrows are followed."""
    ssd_ms, arrows = params.first_ssd_ms, list[bool]()
    for number, dealt in enumerate(deal(params.practice_trials, params, rng), 1):
        place = Place("practice", tries, number, ssd_ms)
        row = written(dealt, place, (yield from race(dealt, place, params)))
        shown = yield from show(Sentence(said(row, words)))
        yield from pause(shown.at_ms + params.feedback_ms)
        yield from keep(row)
        ssd_ms = next_ssd(ssd_ms, row, params)
        arrows += [] if row.stop else [row.correct]
    return sum(arrows) >= params.practice_goal * len(arrows)


def learn(params: Params, words: Words, rng: Random) -> Script[None]:
    """Practise until the arrows are followed or the tries are used up; offer help."""
    for tries in range(1, params.practice_tries + 1):
        if (yield from practice(tries, params, words, rng)):
            return
        if tries < params.practice_tries:
            again = card(
                words.again_title, (words.timing, words.mistakes), words.try_it
            )
            yield from ask(again, "next")
    lines = (words.help, words.help_or)
    yield from ask(card(words.help_title, lines, words.go_on, "help"), "next")


def script(params: Params, words: Words, rng: Random) -> Script[None]:
    """Explain, practise, then track the delay at which half the stops succeed."""
    yield from leaf(rules(words))
    yield from learn(params, words, rng)
    lines = (words.mistakes, words.no_wait)
    yield from ask(card(words.ready_title, lines, words.start), "next")
    ssd_ms = params.first_ssd_ms
    for block in range(1, params.blocks + 1):
        rows: list[Row] = []
        for number, dealt in enumerate(deal(params.block_trials, params, rng), 1):
            place = Place("test", block, number, ssd_ms)
            rows.append(written(dealt, place, (yield from race(dealt, place, params))))
            yield from keep(rows[-1])
            ssd_ms = next_ssd(ssd_ms, rows[-1], params)
        page = summary(rows, params.blocks, words)
        if block < params.blocks and (yield from ask(page, "next")).choice == "stop":
            break
    yield from ask(card(words.done_title, (words.done,), words.next, "done"), "next")
