"""What five choices yield: one rate, and whether it can be trusted.

`k` is per day, the geometric mean of 1 / D of the longest delay waited for and the
shortest not waited for; `ed50_days` = 1 / k is the delay, days, that halves an amount's
worth. Beyond the first or the last of the 31 delays the published extremes stand: 24
and .000109514. `k` is missing for `bound` where somebody waited for the longest delay
that might be shown: then it is below `k_bound`, and how far is not known; and for
`not_attending` where the attention item says so. `attending` is 1 or 0; `n` counts.
"""

from collections.abc import Mapping, Sequence
from math import log

from pod.modules.discounting.delays import LONGEST, days_of
from pod.modules.discounting.five import Bracket, Row, follow, one_sided
from pod.modules.discounting.offers import Side, mean_rate
from pod.task import Score, Scores, missing, scored
from pod.values import Value

NAMES = ("k", "ln_k", "ed50_days", "k_bound", "attending", "n")


class Path(Value, frozen=True, kw_only=True):
    """Where the last answer of each step led, and what the attention item said."""

    answers: tuple[Side, ...]
    bracket: Bracket
    longest: int
    attention: Score
    skipped: bool

    @property
    def bound(self) -> bool:
        """Whether every delay up to the longest that may be shown was waited for."""
        return self.bracket.low == self.longest < LONGEST


def score(rows: Sequence[Row]) -> Scores:
    """Score the last revision of each step, in whatever order the rows come."""
    if not rows:
        return dict.fromkeys(NAMES, missing("no_rows"))
    path = walked({row.step: row for row in sorted(rows, key=lambda r: r.revision)})
    k = rate(path)
    if k.value is None:
        ln_k = ed50_days = k
    else:
        ln_k, ed50_days = scored(log(k.value)), scored(1 / k.value)
    bound = scored(1 / days_of(path.longest)) if path.bound else missing("not_bound")
    return {
        "k": k,
        "ln_k": ln_k,
        "ed50_days": ed50_days,
        "k_bound": bound,
        "attending": path.attention,
        "n": scored(len(path.answers)),
    }


def walked(latest: Mapping[int, Row]) -> Path:
    """Follow the answers as far as each fits the ones before it.

    An answer from before somebody went back and chose otherwise does not fit.
    """
    answers: list[Side] = []
    longest = latest[1].longest_index if 1 in latest else LONGEST
    bracket, _ = follow((), longest)
    for step in sorted(latest):
        row = latest[step]
        fits = step == len(answers) + 1 and row.index == bracket.index
        if not fits or bracket.found or row.choice is None or row.attention:
            break
        answers.append(row.choice)
        bracket, _ = follow(answers, longest)
    following = latest.get(len(answers) + 1)
    return Path(
        answers=tuple(answers),
        bracket=bracket,
        longest=longest,
        attention=attending(following, bracket, answers),
        skipped=following is not None and following.choice is None,
    )


def attending(row: Row | None, bracket: Bracket, answers: Sequence[Side]) -> Score:
    """Return 1 if the attention item was answered on the other side, 0 if not."""
    if row is None or not row.attention or not bracket.found or not one_sided(answers):
        return missing("not_asked")
    if row.choice is None:
        return missing("skipped")
    return scored(float(row.choice != answers[0]))


def rate(path: Path) -> Score:
    """Return k per day, or why there is none."""
    if not path.bracket.found:
        return missing("skipped" if path.skipped else "unfinished")
    if path.attention.value == 0:
        return missing("not_attending")
    if path.bound:
        return missing("bound")
    between = (path.bracket.low, path.bracket.high)
    return scored(mean_rate(1 / days_of(i) for i in between if 1 <= i <= LONGEST))
