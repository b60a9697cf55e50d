"""One release after another, and what has left after each."""

from pod.gate import release as gate
from pod.gate.known import Already, activity_key
from tests.export.makers import points_of

NOBODY = Already()


def let_through(everybody, rows, policy, already, **changed):
    """Return what the gate lets through: all reached the points of these rows."""
    rows = list(rows)
    return gate.chosen(everybody, rows, points_of(rows, **changed), policy, already)


def needed(everybody, rows, policy, already):
    """Return how many more people the gate waits for."""
    rows = list(rows)
    return gate.still_needed(everybody, rows, points_of(rows), policy, already)


def after(out, already):
    """Return what has left once this has, as an export remembers it."""
    rows = out.released
    return Already(
        people=already.people | {one.study_code for one in rows.participants},
        activities=already.activities | {activity_key(row) for row in rows.measures},
        groups=(*already.groups, *map(frozenset, out.groups)),
        withdrawn=already.withdrawn | {one.study_code for one in rows.withdrawals},
    )
