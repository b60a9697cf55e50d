"""Which data, program and policy an analysis stands on."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import msgspec

from pod.evaluation.analysis import asking
from pod.evaluation.analysis.findings import Stamp
from pod.evaluation.catalogue import Catalogue
from pod.settings.release import release
from pod.study import StudyPack, policy_hash


def stamp_of(catalogue: Catalogue, pack: StudyPack, sites: Mapping[str, str]) -> Stamp:
    """Return the versions and hashes; the same catalogue has the same, in any order."""
    bundles = catalogue.ask(asking.BUNDLES)
    return Stamp(
        study=pack.study,
        title=pack.title,
        level=pack.level,
        agreement=pack.agreement,
        data=_hash(line[1] for line in bundles),
        sites=_hash(f"{pod}={site}" for pod, site in sorted(sites.items())),
        pack=sha256(msgspec.json.encode(pack, order="deterministic")).hexdigest(),
        policy=policy_hash(pack.policy),
        code=release(),
        bundles=len(bundles),
        threshold=pack.policy.suppress_below,
        round_to=pack.policy.round_to,
        k=pack.policy.k,
    )


def _hash(lines: Iterable[str]) -> str:
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
