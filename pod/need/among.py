"""One score beside those of this site's people, in three plain words (pure).

"More than most" is said only where the whole interval lies beyond the middle of the
others: then at least half of them lie on the other side, and chance alone does not put
it there. No percentile, no rank.
"""

from collections.abc import Sequence
from statistics import fmean, median, stdev
from typing import Literal, TypeAlias

from pod.change.figures import Better
from pod.need.doubt import Range
from pod.values import Value

Word: TypeAlias = Literal["lower", "same", "higher", "unknown"]
"""Where a score lies among those here, as a score."""
Needs: TypeAlias = Literal["more", "same", "less", "unknown"]
"""What that means for need."""
Why: TypeAlias = Literal["", "few_people", "no_interval", "no_score", "all_alike"]
TWO = 2


class Place(Value, frozen=True, kw_only=True):
    """Where somebody's score lies among others, or why that is not said.

    `need`, `need_low` and `need_high` count the others' standard deviations from their
    mean, turned so that more is more need. `n` others were compared with.
    """

    word: Word = "unknown"
    needs: Needs = "unknown"
    why: Why = ""
    n: int | None = None
    need: float | None = None
    need_low: float | None = None
    need_high: float | None = None


def among(
    value: float | None,
    between: Range | None,
    others: Sequence[float],
    higher_is: Better,
    least: int,
) -> Place:
    """Return where a score lies among others; unknown with fewer than `least`."""
    if value is None:
        return Place(why="no_score")
    if len(others) < max(least, TWO):
        return Place(why="few_people")
    if between is None:
        return Place(why="no_interval", n=len(others))
    mean, sd = fmean(others), stdev(others)
    if sd <= 0:
        return Place(why="all_alike", n=len(others))
    turned = 1 if higher_is == "worse" else -1
    word = _word(between, median(others))
    low, high = sorted(turned * (end - mean) / sd for end in between)
    return Place(
        word=word,
        needs=_needs(word, higher_is),
        n=len(others),
        need=turned * (value - mean) / sd,
        need_low=low,
        need_high=high,
    )


def spread(scores: Sequence[float], least: int) -> float | None:
    """Return the standard deviation of a site's scores.

    None with too few people, and where they are all alike: that is no exactness.
    """
    known = stdev(scores) if len(scores) >= max(least, TWO) else 0.0
    return known or None


def _word(between: Range, middle: float) -> Word:
    low, high = between
    if low > middle:
        return "higher"
    return "lower" if high < middle else "same"


def _needs(word: Word, higher_is: Better) -> Needs:
    if word in ("same", "unknown"):
        return "same" if word == "same" else "unknown"
    return "more" if (word == "higher") == (higher_is == "worse") else "less"
