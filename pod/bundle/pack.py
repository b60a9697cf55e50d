"""Builds and opens a bundle: tables, signed manifest, ZIP, age, outer signature.

The outer signature lets a courier or an importer turn away what a pod did not send
before anything is decrypted. The inner one, over a manifest that names the intended
recipients, keeps somebody from stripping the outer one and sealing the content anew for
another study.
"""

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from pod.bundle.archive import unzipped, zipped
from pod.bundle.released import Released
from pod.bundle.tables import Bands, data_package, read_tables, same_package, tables
from pod.errors import Malformed, Untrusted
from pod.seal import Identity, Recipient, SigningKey, Trusted, seal, signer, unseal
from pod.settings import Id
from pod.values import Value

DESCRIPTION, README = "datapackage.json", "README.txt"
MANIFEST, MANIFEST_SIG = "manifest.json", "manifest.json.sig"

_SUFFIX = ".podbundle"
_TEXT = """\
De-identified outcomes of the study "{study}", bundle {sequence} of the pod {pod}.

data/participants.csv   one row per person who entered with this bundle
data/measures.csv       one row per person, measure point and number
datapackage.json        describes every column (Data Package, version 2)
manifest.json           what belongs to this bundle, with SHA-256 of every file
manifest.json.sig       the pod's signature of the manifest (ssh-keygen -Y verify)

There are no names, prison numbers, dates or free text in here. Study codes are random.
Do not try to find out who somebody is.
"""


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
    """Everything about a bundle but its rows; no calendar.

    The first form had no heads.
    """

    schema_version: Literal[1, 2] = 2
    heading: Heading
    heads: Annotated[tuple[RecordHead, ...], Meta(max_length=2)] = ()
    software: str
    content: tuple[str, ...]
    counts: dict[str, int]
    files: dict[str, str]


class SealedBundle(Value, frozen=True, kw_only=True):
    """What travels: the ciphertext, the outer signature, and their name."""

    name: str
    content: bytes
    signature: str

    @property
    def sha256(self) -> str:
        """The hash by which receipts and the next bundle know this one."""
        return hashlib.sha256(self.content).hexdigest()


class Opened(Value, frozen=True, kw_only=True):
    """What an honest bundle said."""

    manifest: Manifest
    sha256: str
    released: Released


class Opener(Value, frozen=True, kw_only=True):
    """What it takes to open bundles of one study."""

    study: Id
    pods: tuple[Trusted, ...]
    identities: tuple[Identity, ...]
    recipients: tuple[Recipient, ...]
    policy_hash: str
    bands: Bands


def bundle_name(study: str, pod: str, sequence: int) -> str:
    """Return `<study>-<pod>-<sequence>.podbundle`, the sequence with six digits."""
    return f"{study}-{pod}-{sequence:06d}{_SUFFIX}"


def software() -> str:
    """Return the version of this program, or `source` where it is not installed."""
    try:
        return version("training-pod")
    except PackageNotFoundError:
        return "source"


def build_zip(
    heading: Heading,
    released: Released,
    bands: Bands,
    key: SigningKey,
    heads: tuple[RecordHead, ...] = (),
) -> bytes:
    """Return the signed ZIP, byte for byte the same for the same content and key.

    Malformed if a value would not be accepted at the other end.
    """
    files = dict(tables(released))
    if read_tables(files, bands) != released:
        raise Malformed("A row would not survive being written down")
    name = bundle_name(heading.study, heading.pod, heading.sequence)
    files[DESCRIPTION] = data_package(name.removesuffix(_SUFFIX), files, bands)
    files[README] = _TEXT.format(**msgspec.structs.asdict(heading)).encode()
    manifest = msgspec.json.format(
        msgspec.json.encode(_manifest(heading, released, files, heads))
    )
    signature = key.sign(manifest).encode()
    return zipped({**files, MANIFEST: manifest, MANIFEST_SIG: signature})


def seal_bundle(heading: Heading, content: bytes, key: SigningKey) -> SealedBundle:
    """Seal a built ZIP for the heading's recipients and sign the ciphertext."""
    sealed = seal(content, heading.recipients)
    name = bundle_name(heading.study, heading.pod, heading.sequence)
    return SealedBundle(name=name, content=sealed, signature=key.sign(sealed))


def open_bundle(untrusted: SealedBundle, opener: Opener) -> Opened:
    """Return what a bundle says, or say why it is not to be believed.

    Untrusted: no known pod signed it, or it was meant for others. Sealed: no key opens
    it. Malformed: it is not what its manifest says, or a value is wrong.
    """
    pod = signer(untrusted.content, untrusted.signature, opener.pods)
    files = unzipped(unseal(untrusted.content, opener.identities))
    manifest = _verified_manifest(files, [one for one in opener.pods if one.who == pod])
    _check_files(files, manifest.files)
    _check_heading(manifest.heading, pod, opener)
    released = read_tables(files, opener.bands)
    _check_told(manifest, released, files, opener.bands)
    return Opened(manifest=manifest, sha256=untrusted.sha256, released=released)


def _manifest(
    heading: Heading,
    released: Released,
    files: Mapping[str, bytes],
    heads: tuple[RecordHead, ...],
) -> Manifest:
    return Manifest(
        heading=heading,
        heads=heads,
        software=software(),
        content=_content(released),
        counts=_counts(released),
        files=_hashes(files),
    )


def _content(released: Released) -> tuple[str, ...]:
    told = {f"{row.task} {row.task_version}" for row in released.measures}
    return tuple(sorted(told))


def _counts(released: Released) -> dict[str, int]:
    return {
        "participants": len(released.participants),
        "measures": len(released.measures),
    }


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}


def _verified_manifest(files: Mapping[str, bytes], pod: Sequence[Trusted]) -> Manifest:
    try:
        untrusted, untrusted_sig = files[MANIFEST], files[MANIFEST_SIG]
        signer(untrusted, untrusted_sig.decode("ascii", "replace"), pod)
        return msgspec.json.decode(untrusted, type=Manifest)
    except KeyError as error:
        raise Malformed(f"The bundle has no {error.args[0]}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed(f"The bundle's manifest makes no sense: {error}") from error


def _check_files(files: Mapping[str, bytes], told: Mapping[str, str]) -> None:
    signed = {MANIFEST, MANIFEST_SIG}
    inside = {path: files[path] for path in files if path not in signed}
    if _hashes(inside) != dict(sorted(told.items())):
        raise Malformed("The bundle's files are not those of its manifest")


def _check_told(
    manifest: Manifest, released: Released, files: Mapping[str, bytes], bands: Bands
) -> None:
    """Refuse a manifest or a description that does not fit the rows beside it."""
    told = (manifest.counts, manifest.content)
    if told != (_counts(released), _content(released)):
        raise Malformed("The bundle's manifest does not fit its rows")
    if len({one.store for one in manifest.heads}) < len(manifest.heads):
        raise Malformed("The bundle's manifest names a record twice")
    top = manifest.heading
    name = bundle_name(top.study, top.pod, top.sequence).removesuffix(_SUFFIX)
    expected = data_package(name, files, bands)
    if not same_package(files.get(DESCRIPTION, b""), expected):
        raise Malformed(f"The bundle's {DESCRIPTION} does not describe its tables")


def _check_heading(heading: Heading, pod: str, opener: Opener) -> None:
    if heading.pod != pod:
        raise Untrusted(f"It says it comes from {heading.pod}, but {pod} signed it")
    if not set(heading.recipients) & set(opener.recipients):
        raise Untrusted("It was meant for others and was sealed again for this study")
    if heading.study != opener.study:
        raise Malformed(f"It belongs to the study {heading.study}")
    if heading.policy_hash != opener.policy_hash:
        raise Malformed("It was made anonymous under another policy than the study's")
