"""What staff may ask for the evaluators' sake: which study is served, what leaves."""

from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.desk.exports import ExportsAsked, ExportsTells
from pod.desk.sending import LinkAsked, LinkTold
from pod.desk.stick import StickAsked, StickTells
from pod.desk.updating import UpdatingAsked, UpdatingTells
from pod.study import BIGGEST, StudyFacts
from pod.values import Value

Folder: TypeAlias = Annotated[str, Meta(pattern=r"^/[^\x00]*$", max_length=4096)]
"""A folder as every process names it: from the root on."""


class StudyKey(Value, frozen=True, tag=True):
    """Which key are a study's arms sealed for on this pod? Answered by StudyKeyTold."""


class InstallStudy(Value, frozen=True, tag=True):
    """Serve the study of this pack from now on: its bytes and signature. -> Done.

    Whoever asks has compared the signer's fingerprint; that the pack is that signer's
    is looked at by the core.
    """

    pack: Annotated[bytes, Meta(max_length=BIGGEST)]
    signature: Annotated[str, Meta(max_length=4096)]


class LookStudy(Value, frozen=True, tag=True):
    """Which study is served, and what leaves by it? Answered by StudyView."""


class ExportNow(Value, frozen=True, tag=True):
    """Write what may leave into a folder, in short steps: each is asked for anew.

    Answered by Exporting until it is done, then by ExportDone.
    """

    to: Folder


class StudyKeyTold(Value, frozen=True, tag=True):
    """The public half of this pod's age key."""

    recipient: str


class StudyView(Value, frozen=True, tag=True):
    """The facts of the study in force; None where the pod serves none yet."""

    facts: StudyFacts | None


class Exporting(Value, frozen=True, tag=True):
    """A step is done, and more are to come: ask for the same again."""


class ExportDone(Value, frozen=True, tag=True):
    """What came of an export, in a sentence; `path` is the last bundle's, if any."""

    say: str
    path: str = ""


StudyAsked: TypeAlias = (
    StudyKey
    | InstallStudy
    | LookStudy
    | ExportNow
    | ExportsAsked
    | LinkAsked
    | StickAsked
    | UpdatingAsked
)
StudyTold: TypeAlias = (
    StudyKeyTold
    | StudyView
    | Exporting
    | ExportDone
    | ExportsTells
    | LinkTold
    | StickTells
    | UpdatingTells
)
