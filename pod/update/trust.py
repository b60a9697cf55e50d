"""Who makes updates: three keys that are kept apart, two of which must have signed.

They come with the program (`resources/update_signers`, an allowed_signers file), put
there by whoever builds it. A program that was built without them takes no updates.
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from pod.bundle.carry import Tell
from pod.errors import Malformed, Untrusted
from pod.seal import Trusted, read_allowed, signer
from pod.settings import RESOURCES
from pod.update.manifest import Manifest
from pod.update.packed import Packed
from pod.update.refused import NoMakers, Unsigned

SIGNERS = RESOURCES / "update_signers"
NEEDED, KEYS = 2, 3


def signers_of(path: Path) -> tuple[Trusted, ...]:
    """Return the three whose signatures count; Untrusted where the program has none."""
    try:
        trusted = read_allowed(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise NoMakers(
            "This program was built without the keys of whoever makes updates.",
            "Install the new version as this one was installed.",
        ) from error
    alone = {one.key for one in trusted}, {one.who for one in trusted}
    if any(len(kind) != KEYS for kind in alone) or len(trusted) != KEYS:
        raise Malformed("update_signers must name three people, each with a key")
    return trusted


def believed(
    packed: Packed, trusted: Sequence[Trusted], tell: Tell = lambda _: None
) -> Manifest:
    """Return what the update says, once two people signed it and all of it is right.

    Every file is read to its end; `tell` hears of what was read. Untrusted without two
    signatures by different people whose keys are known; Malformed where content is not
    what they signed.
    """
    names = signed_by(packed, trusted)
    if len(names) < NEEDED:
        raise Unsigned(
            f"{len(names)} of the {KEYS} who make updates signed this; "
            f"{NEEDED} must have.",
            "Install nothing from this stick. Ask where it comes from.",
        )
    manifest = packed.manifest()
    for file in manifest.files:
        for piece in packed.pieces(file):
            tell(len(piece))
    return manifest


def signed_by(packed: Packed, trusted: Sequence[Trusted]) -> Sequence[str]:
    """Return who signed, each once; a signature of somebody else counts for nothing."""
    found = []
    for untrusted in packed.untrusted_signatures:
        try:
            found.append(signer(packed.untrusted_manifest, untrusted, trusted))
        except (Untrusted, Malformed):
            continue
    return [who for who, _ in groupby(sorted(found))]
