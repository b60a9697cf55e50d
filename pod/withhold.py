"""Small numbers: which groups of a table may be published.

A group under the threshold is withheld: its mean, interval and n. A total beside it
would give it away by subtraction, so there is a total only where no group is withheld.
That is stricter than masking a second group, and never costs a group that can be shown.
"""

from collections.abc import Mapping

from pod.values import Value


class Shown(Value, frozen=True, kw_only=True):
    """What of a line of groups may be published."""

    groups: frozenset[str]
    total: bool


def shown(sizes: Mapping[str, int], threshold: int) -> Shown:
    """Return the groups that may be published, and whether their total may.

    `sizes` are people per group, each person in one group; an empty group is withheld
    like a small one, because nought is a small number too.
    """
    groups = frozenset(name for name, n in sizes.items() if n >= max(1, threshold))
    return Shown(groups=groups, total=len(groups) == len(sizes) and len(sizes) > 1)


def rounded(n: int, base: int) -> int:
    """Return n to the nearest multiple of `base`, halves upwards."""
    return (2 * n + base) // (2 * base) * base
