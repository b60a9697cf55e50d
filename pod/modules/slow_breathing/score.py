"""What slow breathing yields: how much was led, and what the heart did meanwhile.

`breaths` are counts, `minutes` minutes, `pace` breaths a minute, `swing` ms (the mean
over breaths of the longest less the shortest time between beats), `rhythm_score` has no
unit (the median over breaths), `corrected` is the share of beats put right, 0..1.
"""

from collections.abc import Sequence
from statistics import fmean, median

from pod.modules.slow_breathing.declared import MINUTE_MS, Row, per_minute
from pod.pulse.measures import MOST_MENDED
from pod.task import Score, Scores, missing, scored

NAMES = ("breaths", "minutes", "pace", "swing", "rhythm_score", "corrected")


def score(rows: Sequence[Row]) -> Scores:
    """Count the breaths led in time and the minutes, and tell what the heart did."""
    if not rows:
        return dict.fromkeys(NAMES, missing("no_rows"))
    pace = scored(fmean(per_minute(row) for row in rows))
    return {**_dose(rows), "pace": pace, **_heart(rows)}


def found(rows: Sequence[Row]) -> Scores:
    """Score a search: the pace that was found, and the heart while it was practised.

    Missing because: `no_rows`; `no_sensor`; `not_finished` before the practice; or
    `not_found` where too few paces counted.
    """
    if not rows:
        return dict.fromkeys(NAMES, missing("no_rows"))
    own = [row for row in rows if row.pace == "own"]
    if own:
        latest = max(own, key=lambda row: row.breath)
        return {**_dose(rows), "pace": scored(per_minute(latest)), **_heart(own)}
    return {**_dose(rows), "pace": missing(_why_not(rows)), **_heart(rows)}


def _why_not(rows: Sequence[Row]) -> str:
    """Say why no pace was found."""
    if all(row.beats is None for row in rows):
        return "no_sensor"
    tried_only = all(row.pace == "tried" for row in rows)
    return "not_finished" if tried_only else "not_found"


def _dose(rows: Sequence[Row]) -> dict[str, Score]:
    took_ms = sum(row.in_ms + row.out_ms for row in rows)
    return {
        "breaths": scored(sum(row.completed for row in rows)),
        "minutes": scored(took_ms / MINUTE_MS),
    }


def _heart(rows: Sequence[Row]) -> dict[str, Score]:
    """Tell the swing and the rhythm, or why neither can be told.

    Missing because: `no_sensor`; `too_short`, no breath or no 64 s could be read; or
    `too_many_artefacts`, more than one beat in twenty was put right.
    """
    felt = [row for row in rows if row.beats is not None]
    if not felt:
        why = missing("no_sensor")
        return {"swing": why, "rhythm_score": why, "corrected": why}
    beats = sum((row.beats or 0) for row in felt)
    share = sum((row.mended or 0) for row in felt) / beats if beats else 0.0
    corrected = scored(share) if beats else missing("too_short")
    if share > MOST_MENDED:
        why = missing("too_many_artefacts")
        return {"swing": why, "rhythm_score": why, "corrected": corrected}
    swings = [row.swing_ms for row in felt if row.swing_ms is not None]
    rhythms = [row.rhythm for row in felt if row.rhythm is not None]
    return {
        "swing": scored(fmean(swings)) if swings else missing("too_short"),
        "rhythm_score": scored(median(rhythms)) if rhythms else missing("too_short"),
        "corrected": corrected,
    }
