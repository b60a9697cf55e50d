"""Numbers as they are written in the window's figures."""

from pod.evaluation.statistics.estimate import Estimate
from pod.ui.evaluator.words import OutcomesWords


def effect_told(effect: Estimate, text: OutcomesWords) -> tuple[str, str]:
    """Return an effect and its interval as words."""
    value, low, high = map(two, (effect.value, effect.low, effect.high))
    return value, text.between.format(low=low, high=high)


def two(number: float) -> str:
    """Return a number to two decimals; what rounds to nought has no sign."""
    return f"{round(number, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")
