"""What has left of people from other pods: it is not told a second time from here."""

from collections.abc import Mapping

from msgspec.structs import replace

from pod.bundle.research import code_for
from pod.bundle.traveller import Gone
from pod.gate.known import Already
from pod.storage import journeys, outbox
from pod.storage.forgetting import codes_in, gone_codes
from pod.storage.vault import DoingsDb


def gone_elsewhere(db: DoingsDb, codes: Mapping[str, str]) -> Mapping[str, Gone]:
    """Return by study code what had left of people when they came, or came back.

    Of whoever was erased since, no more than that: evaluators are still to be told.
    """
    came = {
        codes[row.ref]: told.gone
        for row, told in journeys.travellers(db)
        if row.ref in codes and told.gone != Gone()
    }
    return {code: Gone(entered=True) for code in _erased(db)} | came


def _erased(db: DoingsDb) -> frozenset[str]:
    """Return the codes of whoever was erased of whom all that left did so elsewhere."""
    gone = gone_codes(db)
    if not gone:
        return gone
    return gone.difference(
        *(codes_in(one.record) for one in outbox.bundles(db) if one.record)
    )


def with_elsewhere(own: Already, gone: Mapping[str, Gone]) -> Already:
    """Return who and what has left, from here or from another pod.

    Whoever holds all bundles of all pods sees whose rows stand in those of two. So a
    person who left from another one is a group of their own here: no finer row of
    theirs is told among people who never were there.
    """
    keys = {code: _keys(code, one) for code, one in gone.items()}
    moved = {
        code
        for code, one in gone.items()
        if (one.entered and code not in own.people) or not keys[code] <= own.activities
    }
    rows = (code_for(code, id_) for code, one in gone.items() for id_ in one.sittings)
    return replace(
        own,
        people=own.people.union(code for code, one in gone.items() if one.entered),
        activities=own.activities.union(*keys.values()),
        sittings=own.sittings.union(rows),
        withdrawn=own.withdrawn.union(
            code for code, one in gone.items() if one.withdrawn
        ),
        groups=(*own.groups, *(frozenset({code}) for code in sorted(moved))),
    )


def _keys(code: str, gone: Gone) -> frozenset[str]:
    """Return the keys under which activities of somebody left."""
    return frozenset(f"{code}/{one}" for one in gone.activities)
