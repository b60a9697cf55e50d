"""Which study pack is in force; one that a newer one replaced does not come back."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from pod.errors import Malformed
from pod.storage.leaves import STUDY
from pod.storage.pod_memory import recall, remember
from pod.storage.tables import SettingRow
from pod.storage.vault import DoingsDb
from pod.study import StudyFacts, StudyPack, decode_study, facts_of

KEPT = "study-pack/"
"""Before a study's name: where the pod remembers its newest pack here, for good."""


def facts_in(db: DoingsDb) -> StudyFacts | None:
    """Return the facts of the study in force; None before there is one."""
    raw = recall(db, STUDY)
    return None if raw is None else facts_of(decode_study(raw))


def refuse_older(db: DoingsDb, pack: StudyPack) -> None:
    """Refuse, as Malformed, a pack older than one of its study that was here before.

    Another study may have been served meanwhile.
    """
    if pack.serial < _newest(db, pack.study):
        raise Malformed(
            f"A newer pack of the study {pack.study} was installed here before.",
            "Ask the evaluator for the newest pack.",
        )


def note_number(db: DoingsDb, pack: StudyPack) -> None:
    """Remember which pack of its study this is, for good."""
    remember(db, _name(pack.study), str(pack.serial).encode())


def is_in_force(db: DoingsDb, pack: StudyPack) -> bool:
    """Tell whether this very pack is served now."""
    raw = recall(db, STUDY)
    return raw is not None and decode_study(raw) == pack


def keep(db: DoingsDb, pack: StudyPack) -> None:
    """Keep a study's newest pack for good, also once another study is served."""
    remember(db, f"{KEPT}{pack.study}", msgspec.json.encode(pack))


def earlier(db: DoingsDb) -> Sequence[StudyPack]:
    """Return the newest pack of every study that was served here, but of that in force.

    In the order of their names. A study that is served again is no earlier one; one
    that another replaced before packs were kept is not known.
    """
    now = facts_in(db)
    query = select(SettingRow.value).where(SettingRow.name.startswith(KEPT))
    packs = map(decode_study, db.scalars(query.order_by(SettingRow.name)))
    return tuple(one for one in packs if now is None or one.study != now.study)


def _newest(db: DoingsDb, study: str) -> int:
    """Return the highest number of a pack of this study that was installed here."""
    return int(recall(db, _name(study)) or 0)


def _name(study: str) -> str:
    return f"study-serial/{study}"
