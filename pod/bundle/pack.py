"""Opens a bundle: outer signature, age, ZIP, signed manifest, tables.

The outer signature lets a courier or an importer turn away what a pod did not send
before anything is decrypted. The inner one, over a manifest that names the intended
recipients, keeps somebody from stripping the outer one and sealing the content anew for
another study.
"""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from pod.bundle.archive import unzipped
from pod.bundle.description import Bands, data_package, resources_in
from pod.bundle.manifest import (
    DESCRIPTION,
    FORM,
    MANIFEST,
    MANIFEST_SIG,
    Arrived,
    Heading,
    Level,
    Manifest,
    RecordHead,
    SealedBundle,
    bundle_name,
    software,
)
from pod.bundle.reading import Rows, read_rows
from pod.bundle.released import Released
from pod.bundle.tables import KINDS, described
from pod.errors import Malformed, Untrusted
from pod.seal import Identity, Recipient, Trusted, signer, unseal
from pod.settings import Id
from pod.values import Value

NO_ROWS = Rows(released=Released(), at={})

__all__ = [
    "Arrived",
    "Heading",
    "Manifest",
    "Opened",
    "Opener",
    "RecordHead",
    "SealedBundle",
    "bundle_name",
    "open_bundle",
    "open_unread",
    "software",
]


class Opened(Value, frozen=True, kw_only=True):
    """What an honest bundle said; `files` are all that lay in it, by their paths."""

    manifest: Manifest
    sha256: str
    rows: Rows
    files: Mapping[str, bytes]

    @property
    def released(self) -> Released:
        """The rows of outcomes that are as they should be; none of research rows."""
        return self.rows.released


class Opener(Value, frozen=True, kw_only=True):
    """What it takes to open bundles of one study; with a `level`, of that alone."""

    study: Id
    pods: tuple[Trusted, ...]
    identities: tuple[Identity, ...]
    recipients: tuple[Recipient, ...]
    policy_hash: str
    bands: Bands
    level: Level | None = None


def open_bundle(untrusted: Arrived, opener: Opener) -> Opened:
    """Return what a bundle says, or say why it is not to be believed.

    Untrusted: no known pod signed it, or it was meant for others. Sealed: no key opens
    it. Malformed: it is not what its manifest says. A row that is wrong stops no other.
    Research rows are only what the manifest says: what may stand in them is for whoever
    takes them in.
    """
    opened = open_unread(untrusted, opener)
    if opened.manifest.level != "outcomes":
        return opened
    rows = read_rows(opened.files, opener.bands)
    _check_told(opened.manifest, rows, opened.files, opener.bands)
    return msgspec.structs.replace(opened, rows=rows)


def open_unread(untrusted: Arrived, opener: Opener) -> Opened:
    """Return a bundle as `open_bundle` does, with every table still to be read."""
    pod = signer(untrusted.content, untrusted.signature, opener.pods)
    files = unzipped(unseal(untrusted.content, opener.identities))
    manifest = _verified_manifest(files, [one for one in opener.pods if one.who == pod])
    _check_files(files, manifest.files)
    _check_heading(manifest.heading, pod, opener)
    if opener.level not in (None, manifest.level):
        raise Malformed(f"It holds {manifest.level}, and the study {opener.level}")
    if len({one.store for one in manifest.heads}) < len(manifest.heads):
        raise Malformed("The bundle's manifest names a record twice")
    sha256 = untrusted.sha256
    return Opened(manifest=manifest, sha256=sha256, rows=NO_ROWS, files=files)


def _content(released: Released) -> tuple[str, ...]:
    told = {f"{row.task} {row.task_version}" for row in released.measures}
    return tuple(sorted(told))


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}


def _verified_manifest(files: Mapping[str, bytes], pod: Sequence[Trusted]) -> Manifest:
    try:
        untrusted, untrusted_sig = files[MANIFEST], files[MANIFEST_SIG]
        signer(untrusted, untrusted_sig.decode("ascii", "replace"), pod)
        _check_form(msgspec.json.decode(untrusted, type=_Form).schema_version)
        return msgspec.json.decode(untrusted, type=Manifest)
    except KeyError as error:
        raise Malformed(f"The bundle has no {error.args[0]}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed(f"The bundle's manifest makes no sense: {error}") from error


class _Form(msgspec.Struct):
    """In which form a manifest says that it is; its other fields depend on it."""

    schema_version: int


def _check_form(form: int) -> None:
    """Refuse a bundle of another form than ours, whole and by name."""
    if form != FORM:
        made = "an older" if form < FORM else "a newer"
        raise Malformed(
            f"It was made by {made} version of the program (form {form}, not {FORM})",
            "Read it with the version that made it, or bring both sides up to date.",
        )


def _check_files(files: Mapping[str, bytes], told: Mapping[str, str]) -> None:
    signed = {MANIFEST, MANIFEST_SIG}
    inside = {path: files[path] for path in files if path not in signed}
    if _hashes(inside) != dict(sorted(told.items())):
        raise Malformed("The bundle's files are not those of its manifest")


def _check_told(
    manifest: Manifest, rows: Rows, files: Mapping[str, bytes], bands: Bands
) -> None:
    """Refuse a manifest or a description that does not fit the rows beside it.

    Which activities it names is not asked where a row cannot be read.
    """
    named = not rows.refused and manifest.content != _content(rows.released)
    if named or manifest.counts != rows.counts():
        raise Malformed("The bundle's manifest does not fit its rows")
    if {path for path in files if path.startswith("data/")} != set(KINDS):
        raise Malformed("The bundle holds other tables than those of outcomes")
    tables = [
        described(path, len(files[path]), hashlib.sha256(files[path]).hexdigest())
        for path in KINDS
    ]
    expected = resources_in(data_package(manifest.heading, tables, bands))
    if resources_in(files.get(DESCRIPTION, b"")) != expected:
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
