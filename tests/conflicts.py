"""Trials of the conflict activities, as rows, for the stories about them."""

from pod.modules.conflict import Row

PULLS = {"congruent": "left", "neutral": None, "incongruent": "right"}


def rows(*specs):
    """Test rows asked left, from (condition, rt or None), astray if marked with "!"."""
    made = []
    for number, (named, rt_ms) in enumerate(specs, 1):
        condition, astray = named.rstrip("!"), named.endswith("!")
        button = "right" if astray else "left"
        made.append(
            Row(
                trial=number,
                asked="left",
                pull=PULLS[condition],
                condition=condition,
                button=None if rt_ms is None else button,
                rt_ms=rt_ms,
                correct=rt_ms is not None and not astray,
            )
        )
    return made


def values(scores):
    return {name: score.value for name, score in scores.items()}


def each(condition, rts):
    return [(condition, rt_ms) for rt_ms in rts]


QUICK = [400.0 + 10 * n for n in range(11)]
SLOW = [500.0 + 10 * n for n in range(12)]
