"""How slow breathing goes: what is coming, breath after breath, a calm end."""

from collections.abc import Sequence
from random import Random

import msgspec

from pod.modules.slow_breathing.declared import (
    MINUTE_MS,
    Pace,
    Params,
    Row,
    Words,
)
from pod.modules.slow_breathing.felt import Pulse
from pod.script import (
    Breath,
    Card,
    Choice,
    Script,
    ask,
    heart,
    keep,
    leaf,
    pause,
    show,
)
from pod.values import Value

ON_TIME_MS = 250.0
"""How late the disc may turn before the pacer has not kept time."""


class Stretch(Value, frozen=True, kw_only=True):
    """Some breaths at one pace; `first` is the number of the first."""

    pace: Pace
    in_ms: float
    out_ms: float
    breaths: int
    first: int = 1


def stretch(params: Params, first: int = 1) -> Stretch:
    """Return the set pace, or the person's own, for the set minutes."""
    return Stretch(
        pace="own" if params.own_pace else "fixed",
        in_ms=params.in_ms,
        out_ms=params.out_ms,
        breaths=breaths(params.in_ms + params.out_ms, params.minutes),
        first=first,
    )


def breaths(breath_ms: float, minutes: float) -> int:
    """Return how many whole breaths the minutes hold, at least one."""
    return max(1, int(minutes * MINUTE_MS / breath_ms + 1e-9))


def lead(led: Stretch, words: Words, *, worn: bool) -> Script[list[Row]]:
    """Lead breaths one by one, each kept with what was felt of it."""
    pulse, rows = Pulse(worn=worn), list[Row]()
    for number in range(led.breaths):
        rows.append((yield from _breath(led, words, pulse, number)))
        yield from keep(rows[-1])
    return rows


def _breath(led: Stretch, words: Words, pulse: Pulse, number: int) -> Script[Row]:
    """Lead one breath in and out; `number` of the stretch's have gone before it."""
    left_ms = (led.breaths - number) * (led.in_ms + led.out_ms)
    breathe_in = Breath(
        way="in",
        for_ms=led.in_ms,
        then_ms=led.out_ms,
        words=words.breathe_in,
        title=words.heading,
        lines=(left(words, left_ms), words.stop_any_time),
        curves=(words.heart_curve, words.breath_curve) if pulse.worn else None,
    )
    began_ms = yield from half(breathe_in)
    turned_ms = yield from half(turned(breathe_in, words))
    felt = yield from pulse.breath(began_ms, turned_ms + led.out_ms)
    return Row(
        breath=led.first + number,
        in_ms=led.in_ms,
        out_ms=led.out_ms,
        completed=abs(turned_ms - began_ms - led.in_ms) <= ON_TIME_MS,
        onset_ms=began_ms,
        pace=led.pace,
        **msgspec.structs.asdict(felt),
    )


def half(breath: Breath) -> Script[float]:
    """Grow or shrink the disc; return when it began."""
    began_ms = (yield from show(breath)).at_ms
    yield from pause(began_ms + breath.for_ms)
    return began_ms


def turned(breath: Breath, words: Words) -> Breath:
    """Return the half of a breath that comes after breathing in."""
    return msgspec.structs.replace(
        breath,
        way="out",
        for_ms=breath.then_ms,
        then_ms=breath.for_ms,
        words=words.breathe_out,
    )


def left(words: Words, left_ms: float) -> str:
    """Say about how long there is to go."""
    minutes = round(left_ms / MINUTE_MS)
    if minutes > 1:
        return words.more_minutes.format(minutes=minutes)
    return words.one_minute if minutes else words.nearly_done


def worn() -> Script[bool]:
    """Tell whether a pulse sensor is worn."""
    return (yield from heart(0.0)) is not None


def card(title: str, lines: tuple[str, ...], on: str, *before: Choice) -> Card:
    """Return a card whose main way is on."""
    way = Choice(id="next", words=on, icon="next", main=True)
    return Card(title=title, lines=lines, icon="breathe", choices=(*before, way))


def explain(words: Words, minutes: str, on: str) -> Sequence[Card]:
    """Say what is coming, one idea a card, with a way back."""
    back = Choice(id="back", words=words.back, icon="back")
    lines = (words.follow, minutes) if minutes else (words.follow,)
    first = card(words.title, (words.sit,), words.next)
    return first, card(words.follow_title, lines, on, back)


def script(params: Params, words: Words, _rng: Random) -> Script[None]:
    """Explain, lead the breaths one by one, end calmly."""
    yield from leaf(explain(words, words.minutes, words.start))
    sensor = yield from worn()
    yield from lead(stretch(params), words, worn=sensor)
    yield from ask(card(words.done_title, (words.done,), words.next), "next")
