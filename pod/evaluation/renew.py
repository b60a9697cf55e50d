"""Makes a study's pack anew: for other readers, or on another schedule."""

from pathlib import Path

from msgspec.structs import replace

from pod.errors import Usage
from pod.evaluation.folder import StudyFolder
from pod.evaluation.plan import check_apart, check_recipient
from pod.seal import Recipient
from pod.study import StudyPack, check_schedule, write_study
from pod.values import Value


class Change(Value, frozen=True, kw_only=True):
    """Whom later bundles are sealed for besides, whom not any more, and when."""

    add: tuple[Recipient, ...] = ()
    drop: tuple[Recipient, ...] = ()
    schedule: str | None = None


def renew(study: StudyFolder, change: Change, serial: int) -> tuple[StudyPack, Path]:
    """Write the pack anew, with a higher number, under the study's own signature.

    What was sealed before stays as it is: keep the keys that open it.
    """
    before = study.pack
    for key in change.add:
        check_recipient(key)
    if unknown := set(change.drop) - set(before.recipients):
        raise Usage(f"The pack is not sealed for {min(unknown)}.")
    stay = [key for key in before.recipients if key not in change.drop]
    readers = tuple(dict.fromkeys((*stay, *change.add)))
    if not readers:
        raise Usage("Somebody has to be able to open the bundles: add a key first.")
    check_apart(before.linkage, readers)
    schedule = before.schedule if change.schedule is None else change.schedule
    check_schedule(schedule)
    pack = replace(
        before,
        recipients=readers,
        schedule=schedule,
        serial=max(serial, before.serial + 1),
    )
    return pack, write_study(study.path, pack, study.signing_key)
