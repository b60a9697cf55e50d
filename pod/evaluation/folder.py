"""The study folder: the evaluator's pack, keys, trusted pods and catalogue."""

import contextlib
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from pod.bundle.carry import write_whole
from pod.bundle.pack import Opener
from pod.errors import Malformed, Usage
from pod.evaluation.revoked import Revoked, read_revoked, revoked_csv
from pod.evaluation.sites import FILE as SITES
from pod.evaluation.sites import Site, read_sites, sites_csv
from pod.seal import (
    Identity,
    Recipient,
    SigningKey,
    Trusted,
    allowed_line,
    new_identity,
    public_key,
    read_allowed,
    read_signing_key,
    recipient_of,
    seal,
)
from pod.study import StudyPack, allowed_bands, policy_hash, read_study

KEYS, ALLOWED, REVOKED = "keys", "allowed_signers", "revoked.csv"
STUDY_KEY, ESCROW_KEY, SIGNING_KEY = "study.age", "escrow.age", "signing"


@dataclass(frozen=True)
class StudyFolder:
    """One study at the evaluator's, read from its folder when needed."""

    path: Path

    @cached_property
    def pack(self) -> StudyPack:
        """The study pack of this folder, signed by this folder's own key."""
        packs = sorted(self.path.glob("*.podstudy"))
        if len(packs) != 1:
            raise Usage(f"{self.path} is not a study folder: it needs one .podstudy")
        return read_study(packs[0], (self.signing_key.public,))

    @cached_property
    def signing_key(self) -> SigningKey:
        """The evaluator's signing key: study packs and receipts."""
        return read_signing_key(self._secret(SIGNING_KEY))

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Every age key in the folder's `keys`, so that old bundles still open."""
        files = sorted((self.path / KEYS).glob("*.age"))
        lines = [line for file in files for line in _text(file).splitlines()]
        return tuple(line for line in lines if line.startswith("AGE-SECRET-KEY-"))

    @property
    def pods(self) -> tuple[Trusted, ...]:
        """The pods whose signatures count here."""
        file = self.path / ALLOWED
        return read_allowed(_text(file)) if file.exists() else ()

    @property
    def sites(self) -> Mapping[str, str]:
        """Each pod's site; a pod that was given none is a site of its own."""
        file = self.path / SITES
        named = read_sites(file.read_text("utf-8")) if file.exists() else {}
        return {**{one.who: one.who for one in self.pods}, **named}

    @property
    def revoked(self) -> tuple[Revoked, ...]:
        """The keys of pods that were withdrawn."""
        file = self.path / REVOKED
        return read_revoked(_text(file)) if file.exists() else ()

    @property
    def catalogue_path(self) -> Path:
        """Where the catalogue lies."""
        return self.path / "catalogue.duckdb"

    def opener(self) -> Opener:
        """Return what it takes to open this study's bundles."""
        return Opener(
            study=self.pack.study,
            pods=self.pods,
            identities=self.identities,
            recipients=tuple(recipient_of(one) for one in self.identities),
            policy_hash=policy_hash(self.pack.policy),
            bands=allowed_bands(self.pack.policy),
            level=self.pack.level,
        )

    def trust(self, pod: str, key: str) -> Trusted:
        """Let a pod's signatures count; the same pod may have an old and a new key."""
        trusted = Trusted(pod, public_key(key))
        if any(one.key == trusted.key for one in self.revoked):
            raise Usage("This key was withdrawn: the pod needs a new one")
        others = [one for one in self.pods if one.who != pod]
        if any(one.key == trusted.key for one in others):
            raise Usage("Another pod has this key: every pod must have its own")
        if trusted not in self.pods:
            with (self.path / ALLOWED).open("a") as file:
                file.write(allowed_line(trusted))
        return trusted

    def place(self, pod: str, site: str) -> None:
        """Say in which site a pod stands; Usage for a pod or a name that is none."""
        self._check_pod(pod)
        try:
            told = msgspec.convert({"pod": pod, "site": site}, Site)
        except msgspec.ValidationError as error:
            raise Usage(f"{site[:60]!r} is not a name for a site") from error
        file = self.path / SITES
        named = read_sites(file.read_text("utf-8")) if file.exists() else {}
        write_whole(file, sites_csv({**named, told.pod: told.site}).encode())

    def revoke(self, pod: str, from_sequence: int) -> Sequence[Trusted]:
        """Let a pod's keys count no more from a number of its series on; return them.

        What came before stays. A key that is trusted later is another one.
        """
        self._check_pod(pod)
        before = {one.key for one in self.revoked}
        gone = [one for one in self.pods if one.who == pod and one.key not in before]
        if not gone:
            raise Usage(f"The keys of {pod} were withdrawn already")
        more = [
            Revoked(pod=pod, key=one.key, from_sequence=from_sequence) for one in gone
        ]
        told = revoked_csv([*self.revoked, *more])
        write_whole(self.path / REVOKED, told.encode())
        return gone

    def _check_pod(self, pod: str) -> None:
        if pod not in {one.who for one in self.pods}:
            raise Usage(f"This study has no pod called {pod}.")

    def _secret(self, name: str) -> str:
        try:
            return (self.path / KEYS / name).read_text("ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise Malformed(f"The study's key {KEYS}/{name} cannot be read") from error


@dataclass(frozen=True)
class NewKeys:
    """What a new study folder was given."""

    signing: SigningKey
    recipients: tuple[Recipient, ...]


def lay_keys(folder: Path, escrow: Recipient | None) -> NewKeys:
    """Make a new study folder with its keys, readable by the owner only.

    The bundle's second recipient is `escrow`, or a new key to be moved offline. Usage
    when there already is a study here, Malformed when `escrow` is no age key.
    """
    if escrow is not None:
        seal(b"", (escrow,))
    keys = folder / KEYS
    if keys.exists() or any(folder.glob("*.podstudy")):
        raise Usage(f"There already is a study in {folder}")
    keys.mkdir(parents=True, mode=0o700)
    signing = SigningKey(secrets.token_bytes(32))
    write_secret(keys / SIGNING_KEY, signing.private_text())
    (keys / f"{SIGNING_KEY}.pub").write_text(f"{signing.public}\n")
    study = _new_key(keys / STUDY_KEY)
    return NewKeys(signing, (study, escrow or _new_key(keys / ESCROW_KEY)))


def _text(file: Path) -> str:
    """Return a file's text; what is none of ours in it is no key either."""
    return file.read_text("ascii", "replace")


def _new_key(path: Path) -> Recipient:
    identity = new_identity()
    recipient = recipient_of(identity)
    write_secret(path, f"# public key: {recipient}\n{identity}\n")
    return recipient


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read, from its first byte on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    with contextlib.suppress(OSError):
        path.chmod(0o600)
