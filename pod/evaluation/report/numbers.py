"""How numbers are written: the same everywhere, and never a bare None."""

from pod.evaluation.statistics.estimate import Estimate

WITHHELD, NONE = "withheld", "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
SMALLEST_P = 0.001


def count(n: int | None) -> str:
    """Write a count of people; None was withheld."""
    return WITHHELD if n is None else f"{n:,}"


def number(value: float | None, places: int = 2) -> str:
    """Write a number with a true minus sign; a dash where there is none."""
    if value is None:
        return NONE
    written = f"{value:.{places}f}"
    bare = written.lstrip("-")
    return f"{MINUS}{bare}" if written != bare and float(bare) else bare


def between(low: float | None, high: float | None, places: int = 2) -> str:
    """Write an interval."""
    return f"{number(low, places)} to {number(high, places)}"


def estimated(one: Estimate | None, places: int = 2) -> str:
    """Write an estimate with its 95 % interval."""
    if one is None:
        return NONE
    return f"{number(one.value, places)} ({between(one.low, one.high, places)})"


def p_value(p: float | None) -> str:
    """Write a p value as journals do."""
    if p is None:
        return NONE
    return f"< {SMALLEST_P}" if p < SMALLEST_P else f"{p:.3f}"


def plain(word: str) -> str:
    """Write a code of the data as words."""
    return word.replace("_", " ")


def short(hash_: str) -> str:
    """Write the beginning of a hash, in groups that can be read aloud."""
    head = hash_[:12].upper()
    return " ".join(head[at : at + 4] for at in range(0, 12, 4))
