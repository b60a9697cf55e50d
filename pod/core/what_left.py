"""What has left of somebody, as far as this pod can tell."""

from typing import NamedTuple

from pod.core.visit import Visit
from pod.storage import journeys, outbox
from pod.storage.codes_of import code_of
from pod.storage.forgetting import codes_in, linked_in
from pod.storage.vault import DoingsDb


class WhatLeft(NamedTuple):
    """How many bundles have left with something of somebody; None: nobody can tell.

    `linked`: their number left beside their code, sealed for the linkage authority.
    """

    bundles: int | None
    linked: bool


def left_of(visit: Visit, ref: str) -> WhatLeft:
    """Return what has left of somebody."""
    with visit.people() as names:
        code = code_of(names, ref)
    with visit.doings() as db:
        return left_under(db, code, ref)


def left_under(db: DoingsDb, study_code: str, ref: str) -> WhatLeft:
    """Return what has left under a code; nobody can tell of one that was forgotten.

    Of what left from another pod it is known that it did, not in how many bundles: so
    it counts as one.
    """
    if not study_code:
        return WhatLeft(None, linked=False)
    gone = [one.record for one in outbox.bundles(db) if one.written and one.record]
    here = sum(study_code in codes_in(record) for record in gone)
    elsewhere = journeys.told(db, ref).gone
    linked = any(study_code in linked_in(record) for record in gone)
    return WhatLeft(
        max(here, int(elsewhere.entered)), linked=linked or bool(elsewhere.linked)
    )
