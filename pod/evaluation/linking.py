"""Keeps what pods sealed for the linkage authority, and hands it on as it came.

Evaluators cannot open it, and whoever opens it is sent no answer. Who has withdrawn
since is named by code beside it: the authority takes them out.
"""

from collections.abc import Sequence
from pathlib import Path

from pod.bundle.carry import write_whole
from pod.bundle.linkage import LINKAGE, WITHDRAWN
from pod.bundle.manifest import SUFFIX, Heading, bundle_name
from pod.errors import Storage
from pod.evaluation.catalogue import Catalogue

TABLE = """CREATE TABLE IF NOT EXISTS linkage (
    bundle VARCHAR PRIMARY KEY, pod VARCHAR NOT NULL, sequence BIGINT NOT NULL,
    sealed BLOB NOT NULL)"""
ADD = "INSERT INTO linkage VALUES (?, ?, ?, ?)"
_GONE = "SELECT DISTINCT study_code FROM withdrawn ORDER BY study_code"
ALL = "SELECT pod, sequence, sealed FROM linkage ORDER BY pod, sequence"


def keep_linkage(catalogue: Catalogue, heading: Heading, sealed: bytes | None) -> None:
    """Keep what a bundle brings for the linkage authority, if anything."""
    if sealed is not None:
        catalogue.ask(TABLE)
        catalogue.ask(ADD, heading.bundle, heading.pod, heading.sequence, sealed)


def hand_on(catalogue: Catalogue, study: str, folder: Path) -> Sequence[Path]:
    """Write each into a folder as `<bundle>.linkage.age`; return where they lie.

    Beside them `withdrawn.csv`: the codes of whoever agrees no more.
    """
    catalogue.ask(TABLE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Storage(f"{folder} cannot be written to: {error.strerror}") from error
    paths = []
    for pod, sequence, sealed in catalogue.ask(ALL):
        name = bundle_name(study, str(pod), int(str(sequence))).removesuffix(SUFFIX)
        path = folder / f"{name}.{LINKAGE}"
        write_whole(path, bytes(sealed))
        paths.append(path)
    gone = ["study_code", *(str(code) for (code,) in catalogue.ask(_GONE))]
    write_whole(folder / WITHDRAWN, "".join(f"{one}\r\n" for one in gone).encode())
    return [*paths, folder / WITHDRAWN]
