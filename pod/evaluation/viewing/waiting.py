"""Which receipts are waiting to be written, and writing them for a stick."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.evaluation.receipts import write_receipts

RECEIPTS = "receipts"
"""The study's own folder of receipts: where `pod evaluate receipt` puts them, too."""


def waiting_in(
    folder: StudyFolder, here: Iterable[tuple[str, int]]
) -> Mapping[str, int]:
    """Return how many bundles that are here have no receipt yet, by pod.

    `here` names bundles by pod and number. A bundle has its receipt once that lies in
    the study's own folder of receipts.
    """
    written = {one.stem for one in (folder.path / RECEIPTS).glob("*.podreceipt")}
    study = folder.pack.study
    return Counter(
        pod for pod, number in here if f"{study}-{pod}-{number:06d}" not in written
    )


def write_for(
    folder: StudyFolder, catalogue: Catalogue, out: Path | None
) -> Sequence[Path]:
    """Write a signed receipt for every bundle that is here; return where they lie.

    They go to `out`, such as a stick, and after that to the study's own folder, so that
    none counts as written which did not reach the stick. Storage where it is full.
    """
    own = folder.path / RECEIPTS
    places = [own] if out is None or out == own else [out, own]
    written = [
        write_receipts(place, folder.pack.study, catalogue, folder.signing_key)
        for place in places
    ]
    return written[0]
