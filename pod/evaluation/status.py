"""What has arrived from which pod, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from math import ceil
from typing import TypeVar

import msgspec
from cronsim import CronSim

from pod.evaluation.catalogue import Catalogue
from pod.evaluation.ledger import Arrived, HeadThen, Quarantined
from pod.evaluation.revoked import Revoked
from pod.seal import PublicKey, Trusted, fingerprint
from pod.values import Value

P = TypeVar("P", Arrived, HeadThen)

UNSCHEDULED_DAYS = 28


class PodStatus(Value, frozen=True, kw_only=True):
    """One pod: its keys, what arrived, and where its series is broken.

    `gaps` are the numbers of bundles that never arrived; `breaks` are the numbers of
    bundles that do not follow on the one before, though that is here. `went_back` are
    those made when the pod's record of acts was behind what an earlier one said of it.
    `rows` counts what is here of it now, `refused` rows that could not be used,
    `withdrawn` people who withdrew. `silent_days` is since when nothing came of it,
    where that is too long for the study's schedule. `revoked` are keys withdrawn.
    """

    pod: str
    site: str = ""
    fingerprints: tuple[str, ...]
    revoked: tuple[str, ...] = ()
    bundles: int
    rows: int
    last: int
    gaps: tuple[int, ...]
    breaks: tuple[int, ...]
    went_back: tuple[int, ...] = ()
    refused: int = 0
    withdrawn: int = 0
    silent_days: int | None = None

    @property
    def clock_trouble(self) -> bool:
        """Tell whether its series or its record does not follow on what came before."""
        return bool(self.breaks or self.went_back)


@dataclass(frozen=True)
class Known:
    """What the study folder knows beside the catalogue."""

    sites: Mapping[str, str] = field(default_factory=dict)
    revoked: Sequence[Revoked] = ()
    schedule: str = ""


NOTHING_KNOWN = Known()


class Status(Value, frozen=True, kw_only=True):
    """The whole study; `leaves` says at which level its pods let results leave."""

    study: str
    leaves: str = ""
    pods: tuple[PodStatus, ...]
    quarantined: tuple[Quarantined, ...]


def status_of(
    study: str,
    pods: Sequence[Trusted],
    catalogue: Catalogue,
    known: Known = NOTHING_KNOWN,
) -> Status:
    """Return what is here of every pod that was ever trusted or heard of."""
    arrived, heads = catalogue.arrived(), catalogue.heads()
    rows, latest = catalogue.rows_here(), catalogue.latest()
    withdrawn, silent = catalogue.withdrawn(), _silent(latest, known.schedule)
    names = sorted({one.who for one in pods} | {line.pod for line in arrived})
    lines, record = _by_pod(arrived), _by_pod(heads)
    told = []
    for name in names:
        pod = _pod(name, lines.get(name, ()))
        told.append(
            msgspec.structs.replace(
                pod,
                site=known.sites.get(name, name),
                fingerprints=_prints(one.key for one in pods if one.who == name),
                revoked=_prints(one.key for one in known.revoked if one.pod == name),
                went_back=went_back(record.get(name, ())),
                withdrawn=withdrawn.get(name, 0),
                rows=rows.get(name, 0),
                silent_days=silent.get(name),
            )
        )
    aside = tuple(catalogue.quarantined())
    return Status(study=study, pods=tuple(told), quarantined=aside)


def silent_after(schedule: str) -> int:
    """Return after how many days without a bundle a pod of this schedule is silent.

    That is twice the longest time between two bundles that are due, and four weeks
    where there is no schedule.
    """
    if not schedule:
        return UNSCHEDULED_DAYS
    due = list(islice(CronSim(schedule, datetime(2026, 1, 1, tzinfo=UTC)), 60))
    longest = max(later - one for one, later in pairwise(due))
    return max(1, ceil(2 * longest / timedelta(days=1)))


def _silent(latest: Mapping[str, datetime], schedule: str) -> Mapping[str, int]:
    """Return since how many days each silent pod is, against the newest of all."""
    newest = max(latest.values(), default=datetime.min.replace(tzinfo=UTC))
    days = {pod: (newest - at).days for pod, at in latest.items()}
    after = silent_after(schedule)
    return {pod: since for pod, since in days.items() if since > after}


def _by_pod(told: Iterable[P]) -> Mapping[str, Sequence[P]]:
    """Return the lines of each pod, in their order."""
    found: dict[str, list[P]] = {}
    for one in told:
        found.setdefault(one.pod, []).append(one)
    return found


def _prints(keys: Iterable[PublicKey]) -> tuple[str, ...]:
    return tuple(fingerprint(key) for key in keys)


def went_back(heads: Sequence[HeadThen]) -> tuple[int, ...]:
    """Return the bundles of a pod whose record had fewer lines than one before.

    As many lines with another hash is another record, too.
    """
    furthest: dict[str, HeadThen] = {}
    back = set()
    for head in heads:
        before = furthest.get(head.store, head)
        if head.count < before.count or (
            head.count == before.count and head.hash != before.hash
        ):
            back.add(head.sequence)
        else:
            furthest[head.store] = head
    return tuple(sorted(back))


def _pod(name: str, lines: Sequence[Arrived]) -> PodStatus:
    """Summarise one pod's bundles, which come in order of their numbers."""
    numbers = {line.sequence for line in lines}
    last = max(numbers, default=0)
    return PodStatus(
        pod=name,
        fingerprints=(),
        bundles=len(lines),
        rows=0,
        refused=sum(line.refused for line in lines),
        last=last,
        gaps=tuple(n for n in range(1, last) if n not in numbers),
        breaks=tuple(
            after.sequence
            for before, after in pairwise(lines)
            if after.sequence == before.sequence + 1 and after.previous != before.sha256
        ),
    )
