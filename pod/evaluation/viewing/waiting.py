"""Which receipts are waiting to be written."""

from collections import Counter
from collections.abc import Iterable, Mapping

from pod.evaluation.folder import StudyFolder
from pod.evaluation.receipts import RECEIPTS


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
