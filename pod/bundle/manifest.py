"""What a bundle is called, and all that its signed manifest says but its rows."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta

from pod.seal import Recipient
from pod.settings import Id
from pod.values import Value

DESCRIPTION = "datapackage.json"
MANIFEST, MANIFEST_SIG = "manifest.json", "manifest.json.sig"
SUFFIX = ".podbundle"
FORM: Final = 3
"""The form of bundles written and read here; those before it had other tables."""

Level: TypeAlias = Literal["outcomes", "rows"]
"""Anonymised outcomes, or pseudonymised research rows under an agreement."""


class Heading(Value, frozen=True, kw_only=True):
    """Whose bundle it is, and where it stands in the pod's series."""

    bundle: Annotated[str, Meta(pattern="^[a-f0-9]{32}$")]
    study: Id
    pod: Id
    sequence: Annotated[int, Meta(ge=1, le=999_999)]
    previous: Annotated[str, Meta(pattern="^([a-f0-9]{64})?$")]
    policy_hash: Annotated[str, Meta(pattern="^[a-f0-9]{64}$")]
    recipients: tuple[Recipient, ...]


class RecordHead(Value, frozen=True, kw_only=True):
    """How far the pod's record of acts had come: its lines, and the last one's hash.

    It tells nothing of what was done. A later bundle whose head is behind an earlier
    one's comes from a pod whose memory was put back to an older copy.
    """

    store: Literal["people", "doings"]
    count: Annotated[int, Meta(ge=0, lt=2**53)]
    hash: Annotated[str, Meta(pattern="^([a-f0-9]{64})?$")]


class Manifest(Value, frozen=True, kw_only=True):
    """Everything about a bundle but its rows; no calendar."""

    schema_version: Literal[3] = FORM
    heading: Heading
    heads: Annotated[tuple[RecordHead, ...], Meta(max_length=2)] = ()
    level: Level = "outcomes"
    agreement: Annotated[str, Meta(max_length=80)] = ""
    software: str
    content: tuple[str, ...]
    counts: dict[str, int]
    files: dict[str, str]


class SealedBundle(Value, frozen=True, kw_only=True):
    """How a bundle that travels is known: its name, length, hash and signature."""

    name: str
    size: int
    sha256: str
    signature: str


class Arrived(Value, frozen=True, kw_only=True):
    """A bundle as it came, whole and unchecked."""

    name: str
    content: bytes
    signature: str

    @property
    def size(self) -> int:
        """How many bytes travelled."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """The hash by which receipts and the next bundle know this one."""
        return hashlib.sha256(self.content).hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """Return what travels on, in order."""
        yield self.content


def bundle_name(study: str, pod: str, sequence: int) -> str:
    """Return `<study>-<pod>-<sequence>.podbundle`, the sequence with six digits."""
    return f"{study}-{pod}-{sequence:06d}{SUFFIX}"


def title(heading: Heading) -> str:
    """Return a bundle's name without its ending, as its description says it."""
    name = bundle_name(heading.study, heading.pod, heading.sequence)
    return name.removesuffix(SUFFIX)


@cache
def software() -> str:
    """Return the version of this program, or `source` where it is not installed."""
    told = import_module("importlib.metadata")
    try:
        return str(told.version("training-pod"))
    except told.PackageNotFoundError:
        return "source"
