"""Writes receipts: only they tell a pod that its bundle arrived."""

from collections.abc import Collection, Sequence
from pathlib import Path

from pod.bundle.pack import software
from pod.bundle.receipt import Receipt, RowRefused, write_receipt
from pod.errors import Storage
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.seal import SigningKey

RECEIPTS = "receipts"
"""The study's own folder of receipts: what lies there counts as written."""
MOST_TOLD = 500
"""Where more rows than this were refused, the receipt only counts them."""


def write_receipts(
    folder: Path,
    study: str,
    catalogue: Catalogue,
    key: SigningKey,
    only: Collection[str] | None = None,
) -> Sequence[Path]:
    """Write a signed receipt for every bundle that is here; return their paths.

    `only` names some by study, pod and number, as their files are named.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            write_receipt(folder, receipt, key)
            for receipt in receipts(study, catalogue, only)
        ]
    except OSError as error:
        raise Storage(f"The receipts cannot be written: {error.strerror}") from error


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


def receipts(
    study: str, catalogue: Catalogue, only: Collection[str] | None = None
) -> Sequence[Receipt]:
    """Return a receipt for every bundle that is here, by pod and sequence."""
    rows = catalogue.refused_rows()
    return [
        Receipt(
            study=study,
            pod=line.pod,
            sequence=line.sequence,
            bundle=line.bundle,
            sha256=line.sha256,
            accepted=line.accepted,
            refused=line.refused,
            software=software(),
            rows=_told(rows.get(line.bundle, ())),
        )
        for line in catalogue.arrived()
        if only is None or f"{study}-{line.pod}-{line.sequence:06d}" in only
    ]


def _told(refused: Sequence[RowRefused]) -> tuple[RowRefused, ...]:
    """Name each refused row, or none where the receipt would be too long to be read."""
    return tuple(refused) if len(refused) <= MOST_TOLD else ()
