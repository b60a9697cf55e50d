"""Opens a study folder for the view, or says in one sentence why that does not work."""

from pathlib import Path

import msgspec

from pod.errors import Malformed
from pod.evaluation.folder import StudyFolder
from pod.study import BIGGEST

FORMAT = 1
NEWER = "This study was made by a newer version of this program."
INSTALL = "Install that version, or a newer one, and open the study with it."


def read_folder(path: Path) -> StudyFolder:
    """Return a study folder whose pack can be read; Usage where it is none.

    Malformed where a newer version made it, or its pack makes no sense.
    """
    folder = StudyFolder(path)
    try:
        _ = folder.pack
    except Malformed as trouble:
        if any(_newer(pack) for pack in path.glob("*.podstudy")):
            raise Malformed(NEWER, INSTALL) from trouble
        raise
    return folder


def _newer(untrusted: Path) -> bool:
    """Tell whether a pack says that its format is newer than what can be read here."""
    try:
        said = msgspec.json.decode(untrusted.read_bytes()[:BIGGEST])
    except (msgspec.MsgspecError, OSError, UnicodeDecodeError):
        return False
    number = said.get("format") if isinstance(said, dict) else None
    return isinstance(number, int) and number > FORMAT
