"""The search for the pace at which somebody's heart swings most with their breath.

Stepped, after Lehrer et al. 2000 (Appl Psychophysiol Biofeedback 25:177-191) and
Shaffer & Meehan 2020 (Front Neurosci 14:570400): each pace is led for some minutes with
a rest after it. Then the pace that was found is practised.

The rule: the paces are ranked by the mean swing of a breath and by LF power, and the
best sum of the two ranks wins; where two are level, the one with the higher rhythm
score, the smoother. The first two breaths at a pace are for settling, and a pace counts
only where at most one beat in twenty had to be put right. Three paces must count.
"""

from collections.abc import Sequence
from itertools import groupby
from random import Random
from statistics import fmean, median

import msgspec

from pod.modules.slow_breathing.declared import (
    MINUTE_MS,
    Params,
    Row,
    SearchParams,
    SearchWords,
    per_minute,
)
from pod.modules.slow_breathing.play import (
    Stretch,
    breaths,
    card,
    explain,
    lead,
    stretch,
    worn,
)
from pod.pulse.measures import MOST_MENDED
from pod.script import Card, Choice, Script, Step, Still, ask, leaf, pause, show
from pod.values import Value

SETTLING = 2
LEAST_PACES = 3


class Tried(Value, frozen=True, kw_only=True):
    """What came of one pace; the units are those of a row."""

    per_minute: float
    swing_ms: float
    lf_ms2: float
    rhythm: float


def best(rows: Sequence[Row]) -> float | None:
    """Return the best of the paces tried, breaths a minute; None if too few counted."""
    tried = results(rows)
    if len(tried) < LEAST_PACES:
        return None

    def rank(one: Tried) -> tuple[int, float, float]:
        wider = sum(other.swing_ms > one.swing_ms for other in tried)
        stronger = sum(other.lf_ms2 > one.lf_ms2 for other in tried)
        return wider + stronger, -one.rhythm, one.per_minute

    return min(tried, key=rank).per_minute


def results(rows: Sequence[Row]) -> list[Tried]:
    """Return what came of each pace tried, in the order of the rows."""
    tried = [row for row in rows if row.pace == "tried"]
    paces = [list(at_one) for _, at_one in groupby(tried, key=per_minute)]
    found = [_result(at_one) for at_one in paces]
    return [one for one in found if one is not None]


def _result(rows: Sequence[Row]) -> Tried | None:
    """Return what came of one pace; None where its beats cannot tell."""
    beats = sum(row.beats or 0 for row in rows)
    mended = sum(row.mended or 0 for row in rows)
    swings = [row.swing_ms for row in rows[SETTLING:] if row.swing_ms is not None]
    powers = [row.lf_ms2 for row in rows if row.lf_ms2 is not None]
    rhythms = [row.rhythm for row in rows if row.rhythm is not None]
    if not (swings and powers and rhythms) or mended > MOST_MENDED * beats:
        return None
    return Tried(
        per_minute=per_minute(rows[0]),
        swing_ms=fmean(swings),
        lf_ms2=fmean(powers),
        rhythm=median(rhythms),
    )


def parted(params: Params, breath_ms: float) -> tuple[float, float]:
    """Return how much of a breath is in and how much out, as in the set pace, ms."""
    in_ms = float(round(breath_ms * params.in_ms / (params.in_ms + params.out_ms)))
    return in_ms, breath_ms - in_ms


def script(params: SearchParams, words: SearchWords, _rng: Random) -> Script[None]:
    """Explain, try the paces if a sensor is worn, practise the best; end calmly."""
    yield from leaf(explain(words, "", words.next))
    if not (yield from worn()):
        lines = (words.no_sensor, words.minutes)
        yield from ask(card(words.no_sensor_title, lines, words.start), "next")
        yield from lead(stretch(params), words, worn=False)
        yield from _end(words, words.done)
        return
    lines = (words.find, words.find_minutes)
    yield from ask(card(words.find_title, lines, words.start), "next")
    rows = yield from _try_all(params, words)
    if rows:
        yield from _practise(params, words, rows)
    else:
        yield from _end(words, words.done)


def _try_all(params: SearchParams, words: SearchWords) -> Script[list[Row]]:
    """Lead every pace in turn with a rest between; no rows if the person stopped."""
    rows: list[Row] = []
    for number, pace in enumerate(params.paces, start=1):
        in_ms, out_ms = parted(params, MINUTE_MS // pace)
        led = Stretch(
            pace="tried",
            in_ms=in_ms,
            out_ms=out_ms,
            breaths=breaths(in_ms + out_ms, params.pace_minutes),
            first=len(rows) + 1,
        )
        rows += yield from lead(led, words, worn=True)
        if number < len(params.paces):
            yield from _rest(params, words)
            done = Step(_part(words, number, params), number, len(params.paces))
            if (yield from ask(_between(words, done), "next")).choice == "stop":
                return []
    return rows


def _rest(params: SearchParams, words: SearchWords) -> Script[None]:
    """Let the breath go its own way for a moment."""
    still = Still(title=words.rest, icon="rest", for_ms=params.rest_ms)
    shown = yield from show(still)
    yield from pause(shown.at_ms + params.rest_ms)


def _part(words: SearchWords, number: int, params: SearchParams) -> str:
    return words.part_done.format(number=number, of=len(params.paces))


def _between(words: SearchWords, done: Step) -> Card:
    """Return the card between two paces; the person may stop here."""
    on = card(words.another, (), words.go_on)
    stop = Choice(id="stop", words=words.stop, icon="stop")
    return msgspec.structs.replace(on, step=done, choices=(*on.choices, stop))


def _practise(
    params: SearchParams, words: SearchWords, rows: Sequence[Row]
) -> Script[None]:
    """Lead the pace that was found, or the set one where none could be."""
    pace = best(rows)
    first = len(rows) + 1
    if pace is None:
        lines = (words.not_found, words.minutes)
        yield from ask(card(words.not_found_title, lines, words.go_on), "next")
        yield from lead(stretch(params, first), words, worn=True)
        yield from _end(words, words.done)
        return
    yield from ask(card(words.found_title, (words.found,), words.go_on), "next")
    in_ms, out_ms = parted(params, MINUTE_MS // pace)
    own = Stretch(
        pace="own",
        in_ms=in_ms,
        out_ms=out_ms,
        breaths=breaths(in_ms + out_ms, params.own_minutes),
        first=first,
    )
    yield from lead(own, words, worn=True)
    yield from _end(words, words.own_done)


def _end(words: SearchWords, line: str) -> Script[None]:
    yield from ask(card(words.done_title, (line,), words.next), "next")
