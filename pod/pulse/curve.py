"""A smooth curve through points: the natural cubic spline."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise


def curve(xs: Sequence[float], ys: Sequence[float]) -> Callable[[float], float]:
    """Return the natural cubic spline through points whose `xs` rise.

    Before the first point and after the last it holds the value there, so that nothing
    is made up. One point is a level line.
    """
    bends = _bends(xs, ys)

    def at(x: float) -> float:
        if x <= xs[0]:
            return ys[0]
        if x >= xs[-1]:
            return ys[-1]
        right = bisect_right(xs, x)
        left, wide = right - 1, xs[right] - xs[right - 1]
        a, b = (xs[right] - x) / wide, (x - xs[left]) / wide
        bent = (a**3 - a) * bends[left] + (b**3 - b) * bends[right]
        return a * ys[left] + b * ys[right] + bent * wide**2 / 6

    return at


def _bends(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """Return the second derivative at each point, zero at both ends.

    A tridiagonal system, solved downwards and then upwards (Thomas).
    """
    wide = [b - a for a, b in pairwise(xs)]
    slope = [(b - a) / w for (a, b), w in zip(pairwise(ys), wide, strict=True)]
    share, part = [0.0], [0.0]
    for n in range(1, len(xs) - 1):
        whole = 2 * (wide[n - 1] + wide[n]) - wide[n - 1] * share[-1]
        turn = 6 * (slope[n] - slope[n - 1])
        part.append((turn - wide[n - 1] * part[-1]) / whole)
        share.append(wide[n] / whole)
    bends = [0.0] * len(xs)
    for n in range(len(xs) - 2, 0, -1):
        bends[n] = part[n] - share[n] * bends[n + 1]
    return bends
