"""Which study pack is in force; one that a newer one replaced does not come back."""

from pod.errors import Malformed
from pod.storage.leaves import STUDY
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb
from pod.study import StudyFacts, StudyPack, decode_study, facts_of


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


def _newest(db: DoingsDb, study: str) -> int:
    """Return the highest number of a pack of this study that was installed here."""
    return int(recall(db, _name(study)) or 0)


def _name(study: str) -> str:
    return f"study-serial/{study}"
