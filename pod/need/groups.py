"""Which groups may be shown beside one another, also to somebody who can subtract.

`pod.withhold` decides over one line of groups. Here several lines are shown of the same
people (by age, by sentence ...), with a total: a small group could be had by taking one
shown set of people from another. So none is shown that leaves less than the threshold
of its line, or that lies inside another shown one and lacks only a few of it.
"""

from collections.abc import Collection, Mapping
from itertools import permutations
from typing import TypeAlias

Key: TypeAlias = tuple[str, str]
People: TypeAlias = frozenset[str]
Groups: TypeAlias = Mapping[Key, People]
"""People by band and value, each person in one group of a band."""
EVERYBODY: Key = ("", "everybody")


def may_be_shown(groups: Groups, least: int) -> frozenset[Key]:
    """Return the groups that may be shown together, with everybody where that may be.

    No shown group, no difference of two where one holds the other, and no rest of a
    line is a set of 1 to `least` - 1 people; an empty group is never shown.
    """
    everybody = frozenset[str]().union(*groups.values())
    if len(everybody) < max(1, least):
        return frozenset()
    sets = {**groups, EVERYBODY: everybody}
    shown = {key for key, people in sets.items() if len(people) >= max(1, least)}
    while (told := _tells_too_much(sets, shown, least)) is not None:
        shown.discard(told)
    return frozenset(shown)


def _tells_too_much(sets: Groups, shown: Collection[Key], least: int) -> Key | None:
    """Return the group to withhold next, or None where nothing can be worked out."""
    for band in {key[0] for key in sets} - {EVERYBODY[0]}:
        line = [key for key in shown if key[0] == band]
        rest = sets[EVERYBODY].difference(*(sets[key] for key in line))
        if line and 0 < len(rest) < least:
            return _smallest(sets, line)
    for inner, outer in permutations(sorted(shown), 2):
        if sets[inner] < sets[outer] and len(sets[outer] - sets[inner]) < least:
            return inner
    return None


def _smallest(sets: Groups, keys: Collection[Key]) -> Key:
    return min(keys, key=lambda key: (len(sets[key]), key))
