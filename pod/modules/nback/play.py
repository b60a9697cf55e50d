"""How n-back goes: rules in pictures, practice, then blocks, each of one n.

A block is kept at its end and not figure by figure: somebody who comes back after a
cut no longer has the last figures in mind, so the block under way is begun anew.
"""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from statistics import fmean

from pod.modules.nback.deal import Dealt, Load, counted, deal
from pod.modules.nback.declared import Params, Row, Words, is_correct
from pod.modules.nback.pages import advise, again, cue, explain, said, told
from pod.script import Script, Shape, ask, keep, pause, show
from pod.script import Words as Sentence
from pod.trial import Phase, Timing, one_figure, traced
from pod.trials import Timed, played
from pod.values import Button, Value

PRESSES: tuple[Button, ...] = ("left", "right", "choose", "next")


class Place(Value, frozen=True):
    """Which part a trial belongs to, and its n; `level` is n where it moves."""

    phase: Phase
    block: int
    back: int
    level: float | None = None


def trial(dealt: Dealt, place: Place, params: Params) -> Script[Row]:
    """See a figure; press if it is the same as n before, or do nothing."""
    timing = Timing(
        gap_ms=params.gap_ms,
        stimulus_ms=params.stimulus_ms,
        window_ms=params.window_ms,
    )
    seen = yield from one_figure(Shape(dealt.shown), timing, PRESSES)
    button = seen.press.button if seen.press else None
    return Row(
        phase=place.phase,
        block=place.block,
        trial=dealt.trial,
        level=place.level,
        back=place.back,
        shown=dealt.shown,
        role=dealt.role,
        correct=is_correct(role=dealt.role, button=button),
        early_presses=seen.early,
        **traced(seen.shown, seen.press),
    )


def announce(words: Words, back: int, params: Params) -> Script[None]:
    """Tell the rule of this n in pictures, and once more where the figures come."""
    yield from ask(told(words, back), "next")
    shown = yield from show(Sentence(cue(words, back)))
    yield from pause(shown.at_ms + params.cue_ms)


def answered(
    one: Callable[[Dealt], Script[Row]], words: Words, params: Params, dealt: Dealt
) -> Script[Row]:
    """Play a practice trial and say what it was."""
    row = yield from one(dealt)
    shown = yield from show(Sentence(said(words, row)))
    yield from pause(shown.at_ms + params.feedback_ms)
    return row


def whole(
    dealt: Sequence[Dealt], one: Callable[[Dealt], Script[Row]]
) -> Script[list[Row]]:
    """Play a stretch to its end, and only then keep its rows."""
    rows: list[Row] = []
    for figure in dealt:
        rows += [(yield from one(figure))]
    for row in rows:
        yield from keep(row)
    return rows


def understood(rows: Sequence[Row], goal: float) -> bool:
    """Tell whether the shares right of targets and of others reached the goal together.

    Their mean is half for somebody who does nothing, and for one who always presses.
    """
    targets = [row.correct for row in rows if row.role == "target"]
    others = [row.correct for row in counted(rows) if row.role != "target"]
    return fmean((fmean(targets), fmean(others))) >= goal


def practice(
    params: Params, words: Words, rng: Random, load: Load, tries: int
) -> Script[bool]:
    """Practise each n with feedback; tell whether every rule has been learnt.

    Where one n has not, the training goes on with the n below it.
    """
    all_learnt, practised = True, load.practised()
    for part, back in enumerate(practised, (tries - 1) * len(practised) + 1):
        yield from announce(words, back, params)
        one = partial(trial, place=Place("practice", part, back), params=params)
        dealt = deal(params.practice_trials, back, params, rng)
        rows = yield from whole(dealt, partial(answered, one, words, params))
        all_learnt &= understood(rows, params.practice_goal)
    if not all_learnt:
        load.ease()
    return all_learnt


def block(
    params: Params, words: Words, rng: Random, load: Load, number: int
) -> Script[list[Row]]:
    """Play one block of one n; in the training its errors give the n of the next."""
    back = load.of(number)
    level = float(back) if params.follow else None
    yield from announce(words, back, params)
    one = partial(trial, place=Place("test", number, back, level), params=params)
    rows = yield from whole(deal(params.block_trials, back, params, rng), one)
    load.after(rows)
    return rows


def script(params: Params, words: Words, rng: Random) -> Script[None]:
    """Explain, practise, then play the blocks; the person may stop between them."""
    follow, load = params.follow, Load(params)
    yield from played(
        Timed(
            words=words,
            icon="same",
            rules=explain(words, training=follow is not None),
            again=again(words),
            ready=(words.timing, words.mistakes),
            tries=params.practice_tries,
            blocks=follow.blocks if follow else len(params.order),
            practice=partial(practice, params, words, rng, load),
            block=partial(block, params, words, rng, load),
            advise=partial(advise, words),
        )
    )
