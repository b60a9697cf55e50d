"""How go/no-go goes: rules, practice, then blocks with a rest between them."""

from collections.abc import Sequence
from random import Random

from pod.modules.go_nogo.declared import Kind, Params, Row, Words, is_correct
from pod.script import (
    Blank,
    Card,
    Choice,
    Figure,
    Script,
    Shape,
    Shown,
    Step,
    Summary,
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

PRESSES: tuple[Button, ...] = ("left", "right", "choose", "next")
MANY = 0.1
"""The share of slips or misses from which the block's tip speaks of them."""


class Dealt(Value, frozen=True):
    """What one trial will be."""

    trial: int
    shown: Kind
    gap_ms: int


def deal(trials: int, params: Params, rng: Random) -> list[Dealt]:
    """Shuffle an exact share of squares among the circles; draw the gaps."""
    rare = round(trials * params.nogo_share)
    kinds: list[Kind] = ["square"] * rare
    kinds += ["circle"] * (trials - rare)
    rng.shuffle(kinds)
    least, most = sorted((params.gap_least_ms, params.gap_most_ms))
    gaps = [rng.randint(least, most) for _ in kinds]
    return [
        Dealt(trial, kind, gap_ms)
        for trial, (kind, gap_ms) in enumerate(zip(kinds, gaps, strict=True), 1)
    ]


def wait_for_figure(gap_ms: float) -> Script[int]:
    """Show the cross for the gap and return how many presses came too early."""
    ends_ms = (yield from show(Shape("cross"))).at_ms + gap_ms
    early = 0
    while (yield from press_by(ends_ms, *PRESSES)) is not None:
        early += 1
    return early


def answer(shown: Shown, params: Params) -> Script[tuple[Press | None, int]]:
    """Take the first press of the window, which always runs to its end.

    Returns the press, and how many presses from before the figure arrived in it.
    """
    closes_ms = shown.at_ms + params.window_ms
    goes_ms = min(shown.at_ms + params.stimulus_ms, closes_ms)
    press, early = yield from response(shown.at_ms, goes_ms, *PRESSES)
    yield from pause(goes_ms)
    yield from show(Blank())
    if press is None:
        press, late = yield from response(shown.at_ms, closes_ms, *PRESSES)
        early += late
    yield from pause(closes_ms)
    return press, early


def trial(dealt: Dealt, phase: Phase, block: int, params: Params) -> Script[Row]:
    """Wait for the figure, see it, press or hold back."""
    early = yield from wait_for_figure(dealt.gap_ms)
    shown = yield from show(Shape(dealt.shown))
    press, late = yield from answer(shown, params)
    return Row(
        phase=phase,
        block=block,
        trial=dealt.trial,
        shown=dealt.shown,
        correct=is_correct(shown=dealt.shown, button=press.button if press else None),
        early_presses=early + late,
        **traced(shown, press),
    )


def tell(row: Row, params: Params, words: Words) -> Script[None]:
    """Say what the rule was, neutrally and for the same time whatever happened."""
    said = words.said_press if row.shown == "circle" else words.said_wait
    shown = yield from show(Sentence(words.said_right if row.correct else said))
    yield from pause(shown.at_ms + params.feedback_ms)


def practice(tries: int, params: Params, words: Words, rng: Random) -> Script[bool]:
    """Play one try at practice with feedback; tell whether the rule has been learnt."""
    right = 0
    for dealt in deal(params.practice_trials, params, rng):
        row = yield from trial(dealt, "practice", tries, params)
        yield from tell(row, params, words)
        yield from keep(row)
        right += row.correct
    return right >= params.practice_goal * params.practice_trials


def learn(params: Params, words: Words, rng: Random) -> Script[None]:
    """Practise until the rule is learnt or the tries are used up; then offer help."""
    for tries in range(1, params.practice_tries + 1):
        if (yield from practice(tries, params, words, rng)):
            return
        if tries < params.practice_tries:
            yield from ask(rules(words, words.again_title, ()), "next")
    lines = (words.help, words.help_or)
    yield from ask(card(words.help_title, lines, words.go_on, "help"), "next")


def card(title: str, lines: tuple[str, ...], on: str, icon: str = "shapes") -> Card:
    """Return a card with one way, which is on."""
    way = Choice(id="next", words=on, icon="next", main=True)
    return Card(title=title, lines=lines, icon=icon, choices=(way,))


def rules(words: Words, title: str, before: tuple[Choice, ...]) -> Card:
    """Return the card with the two rules."""
    try_it = Choice(id="next", words=words.try_it, icon="next", main=True)
    return Card(
        title=title,
        lines=(words.mistakes,),
        figures=(
            Figure(Shape("circle"), words.circle),
            Figure(Shape("square"), words.square),
        ),
        choices=(*before, try_it),
    )


def explain(words: Words) -> Script[None]:
    """Say what is coming, one idea a card, with a way back."""
    back = Choice(id="back", words=words.back, icon="back")
    first = card(words.look_title, (words.look, words.minutes), words.next)
    yield from leaf((first, rules(words, words.timing, (back,))))


def summary(rows: Sequence[Row], blocks: int, words: Words) -> Summary:
    """Return a strength and a tip from the block just played: never a score."""
    circles = [row.correct for row in rows if row.shown == "circle"]
    squares = [row.correct for row in rows if row.shown == "square"]
    slips, misses = squares.count(False), circles.count(False)
    many_slips, many_misses = slips > MANY * len(squares), misses > MANY * len(circles)
    well = words.well_going if many_misses else words.well_circles
    tip = words.tip_look if many_slips else words.tip_same
    done = rows[-1].block
    return Summary(
        step=Step(words.part_done.format(number=done, of=blocks), done, blocks),
        well_title=words.well_title,
        well=well if many_slips else words.well_squares,
        tip_title=words.tip_title,
        tip=words.tip_circle if many_misses else tip,
        choices=(
            Choice(id="next", words=words.next, icon="next", main=True),
            Choice(id="stop", words=words.stop, icon="stop"),
        ),
    )


def script(params: Params, words: Words, rng: Random) -> Script[None]:
    """Explain, practise, then play the blocks; the person may stop between them."""
    yield from explain(words)
    yield from learn(params, words, rng)
    yield from ask(
        card(words.ready_title, (words.timing, words.mistakes), words.start), "next"
    )
    for block in range(1, params.blocks + 1):
        rows: list[Row] = []
        for dealt in deal(params.block_trials, params, rng):
            rows.append((yield from trial(dealt, "test", block, params)))
            yield from keep(rows[-1])
        page = summary(rows, params.blocks, words)
        if block < params.blocks and (yield from ask(page, "next")).choice == "stop":
            break
    yield from ask(card(words.done_title, (words.done,), words.next, "done"), "next")
