"""How a score is spread at the first and the last point, in wide enough bars."""

import numpy as np

from pod.evaluation.analysis.findings import Bar
from pod.evaluation.analysis.frame import Floats
from pod.evaluation.analysis.groups import Asked
from pod.study import Policy
from pod.withhold import rounded

LEAST_BARS, MOST_BARS = 2, 12
"""One bar of everybody has two outer ends, and neither may be told."""
NICE = (1.0, 2.0, 5.0, 10.0)


def bars_of(asked: Asked) -> tuple[Bar, ...]:
    """Return the bars of the people who have both numbers; () where there are too few.

    Neighbours are joined until each bar holds enough people at both points, and the
    outer bars are told as wide as one, so that nobody's extreme can be read off.
    """
    both, few = asked.scored.both(), max(asked.policy.suppress_below, 1)
    pair = [asked.scored.at(point)[both] for point in ("first", "last")]
    edges = _edges(np.concatenate(pair))
    counts = np.stack([np.histogram(held, edges)[0] for held in pair], axis=1)
    spans: list[tuple[int, int]] = []
    begun = 0
    for end in range(1, len(edges)):
        if counts[begun:end].sum(axis=0).min() >= few:
            spans.append((begun, end))
            begun = end
    if len(spans) < LEAST_BARS:
        return ()
    spans[-1] = (spans[-1][0], len(edges) - 1)
    return _told(spans, edges, counts, asked.policy)


def _told(
    spans: list[tuple[int, int]], edges: Floats, counts: Floats, policy: Policy
) -> tuple[Bar, ...]:
    width = float(edges[1] - edges[0])
    lows = [float(edges[begun]) for begun, _ in spans]
    highs = [float(edges[end]) for _, end in spans]
    lows[0], highs[-1] = highs[0] - width, lows[-1] + width
    several = [counts[begun:end].sum(axis=0) for begun, end in spans]
    return tuple(
        Bar(
            round(low, 4),
            round(high, 4),
            *(rounded(int(n), policy.round_to) for n in many),
        )
        for low, high, many in zip(lows, highs, several, strict=True)
    )


def _edges(values: Floats) -> Floats:
    """Return edges of round numbers around all values, twelve bars at most."""
    least, most = float(values.min()), float(values.max())
    rough = max(most - least, 1e-9) / MOST_BARS
    power = 10.0 ** np.floor(np.log10(rough))
    width = power * next(one for one in NICE if one * power >= rough)
    begin = np.floor(least / width) * width
    return np.asarray(begin + width * np.arange(MOST_BARS + 3))
