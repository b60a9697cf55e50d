"""What leaves at this pod, and what somebody was told of it when they chose."""

from pod.storage.doings_tables import ConsentRow
from pod.storage.pod_memory import recall
from pod.storage.vault import DoingsDb
from pod.study import Leaves, decode_study, leaves_of

STUDY = "study"
"""The name under which the pod remembers the study pack in force."""


def leaves(db: DoingsDb) -> Leaves:
    """Return what the study in force lets leave."""
    raw = recall(db, STUDY)
    return leaves_of(None if raw is None else decode_study(raw))


def was_told(row: ConsentRow) -> Leaves:
    """Return what somebody had been told when they gave this answer."""
    return Leaves(
        level="rows" if row.level == "rows" else "outcomes",
        k=row.alike,
        linked=row.linked,
    )
