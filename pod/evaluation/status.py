"""What has arrived from which pod, and what is missing."""

from collections.abc import Sequence
from itertools import pairwise

from pod.evaluation.catalogue import Catalogue
from pod.evaluation.ledger import Arrived, HeadThen, Quarantined
from pod.seal import Trusted, fingerprint
from pod.values import Value


class PodStatus(Value, frozen=True, kw_only=True):
    """One pod: its keys, what arrived, and where its series is broken.

    `gaps` are the numbers of bundles that never arrived; `breaks` are the numbers of
    bundles that do not follow on the one before, though that is here. `went_back` are
    those made when the pod's record of acts was behind what an earlier one said of it.
    `refused` counts rows that could not be used, `withdrawn` people who withdrew.
    """

    pod: str
    fingerprints: tuple[str, ...]
    bundles: int
    rows: int
    last: int
    gaps: tuple[int, ...]
    breaks: tuple[int, ...]
    went_back: tuple[int, ...] = ()
    refused: int = 0
    withdrawn: int = 0


class Status(Value, frozen=True, kw_only=True):
    """The whole study; `leaves` says at which level its pods let results leave."""

    study: str
    leaves: str = ""
    pods: tuple[PodStatus, ...]
    quarantined: tuple[Quarantined, ...]


def status_of(study: str, pods: Sequence[Trusted], catalogue: Catalogue) -> Status:
    """Return what is here of every pod that was ever trusted or heard of."""
    arrived, heads = catalogue.arrived(), catalogue.heads()
    withdrawn = catalogue.withdrawn()
    names = sorted({one.who for one in pods} | {line.pod for line in arrived})
    return Status(
        study=study,
        pods=tuple(
            _pod(
                name,
                [fingerprint(one.key) for one in pods if one.who == name],
                [line for line in arrived if line.pod == name],
                went_back([head for head in heads if head.pod == name]),
                withdrawn.get(name, 0),
            )
            for name in names
        ),
        quarantined=tuple(catalogue.quarantined()),
    )


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


def _pod(
    name: str,
    fingerprints: list[str],
    lines: Sequence[Arrived],
    back: tuple[int, ...],
    withdrawn: int,
) -> PodStatus:
    """Summarise one pod's bundles, which come in order of their numbers."""
    numbers = {line.sequence for line in lines}
    last = max(numbers, default=0)
    return PodStatus(
        pod=name,
        fingerprints=tuple(fingerprints),
        bundles=len(lines),
        went_back=back,
        refused=sum(line.refused for line in lines),
        withdrawn=withdrawn,
        rows=sum(line.accepted for line in lines),
        last=last,
        gaps=tuple(n for n in range(1, last) if n not in numbers),
        breaks=tuple(
            after.sequence
            for before, after in pairwise(lines)
            if after.sequence == before.sequence + 1 and after.previous != before.sha256
        ),
    )
