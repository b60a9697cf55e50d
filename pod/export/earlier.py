"""Tells an earlier study's evaluators who took back what had left for it; no more.

Their study is not served here any longer, yet they hold rows of people who were here. A
bundle for them is made of codes alone: there is no way for anything else to get in.
"""

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from random import Random

import msgspec
from msgspec.structs import replace

from pod.bundle.released import Released, Withdrawal
from pod.bundle.research import FIXED, PARAMS, WITHDRAWALS
from pod.bundle.sheets import Sheet
from pod.bundle.tables import outcome_sheets
from pod.bundle.traveller import Gone
from pod.clock import Clock
from pod.desk.stick import ForStudy
from pod.export.elsewhere import with_elsewhere
from pod.export.holding import Holding
from pod.export.remembered import (
    ExportRecord,
    ExportStore,
    already,
    record_of,
    study_of,
)
from pod.export.research import entering
from pod.export.sealing_up import sealing
from pod.gate.known import Already, Enrolled
from pod.gate.report import (
    REPORT,
    Disclosure,
    Weighed,
    as_json,
    disclosure,
    disclosure_of_rows,
)
from pod.storage import outbox, packs
from pod.storage.vault import DoingsDb
from pod.study import StudyPack, allowed_bands


def telling_earlier(
    store: ExportStore, rng: Random, clock: Clock
) -> Generator[None, None, None]:
    """Remember a bundle of withdrawals for each earlier study that lacks any.

    In short steps. Who agrees no longer to what the study in force lets leave, and said
    so of nothing else, has not withdrawn.
    """
    for pack in store.earlier():
        left, everybody = store.left_for(pack.study), store.enrolled()
        gone = {one.study_code for one in everybody if one.withdrawn}
        if codes := sorted((gone & left.people) - left.withdrawn):
            report = _report(pack, left, everybody)
            held = withdrawals_alone(pack, codes, report)
            yield from sealing(store, pack, held, rng, clock)


def withdrawals_alone(
    pack: StudyPack, codes: Sequence[str], report: Disclosure
) -> Holding:
    """Return what tells that these codes agree no more, at the level of their study."""
    rows = tuple(Withdrawal(study_code=code) for code in codes)
    extra = {REPORT: as_json(report)}
    if pack.level == "outcomes":
        told = Released(withdrawals=rows)
        sheets: Sequence[Sheet] = outcome_sheets(told, allowed_bands(pack.policy))
    else:
        sheets = [
            Sheet(path, *kind, rows if path == WITHDRAWALS else ())
            for path, kind in FIXED.items()
        ]
        extra[PARAMS] = msgspec.json.encode({})
    return Holding(sheets=sheets, withdrawn=tuple(codes), extra=extra)


def left_for(
    records: Iterable[ExportRecord], study: str, elsewhere: Mapping[str, Gone]
) -> Already:
    """Return who and what has left for an earlier study, from here or another pod.

    Whoever left from here is told from here, whatever another pod said: it may have
    served another study by then. Told twice, a withdrawal is one.
    """
    own = already(records, study)
    left = with_elsewhere(own, elsewhere)
    return replace(left, withdrawn=left.withdrawn - (own.people - own.withdrawn))


def for_earlier(
    records: Iterable[ExportRecord], studies: Collection[str]
) -> tuple[ForStudy, ...]:
    """Return how many of these bundles are for which of these studies, by name."""
    of = [study_of(one) for one in records]
    return tuple(
        ForStudy(study=study, count=of.count(study))
        for study in sorted(studies)
        if study in of
    )


def waits_for_earlier(db: DoingsDb) -> tuple[ForStudy, ...]:
    """Return how many bundles for earlier studies are written nowhere yet."""
    waiting = [one for one in outbox.bundles(db) if one.record and not one.written]
    return for_earlier(
        map(record_of, waiting), [one.study for one in packs.earlier(db)]
    )


def _report(
    pack: StudyPack, left: Already, everybody: Iterable[Enrolled]
) -> Disclosure:
    """Say how anonymous a bundle is that says nothing of anybody who goes on."""
    if pack.level == "outcomes":
        nobody = Weighed(groups=(), fresh={}, already=left)
        return disclosure(Released(), nobody, pack.policy)
    there = left.people - left.withdrawn
    stay = [one for one in everybody if one.study_code in there and not one.withdrawn]
    known = entering(stay, pack.policy, Already())
    return disclosure_of_rows(known, 0, pack.agreement, pack.policy.k)
