"""Keys of pods that were withdrawn, and from which bundle on they count no more."""

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Annotated

import msgspec
from msgspec import Meta

from pod.bundle.manifest import MANIFEST, MANIFEST_SIG, Arrived
from pod.bundle.pack import Opened
from pod.errors import Malformed, Untrusted
from pod.seal import PublicKey, Trusted, public_key, signer
from pod.settings import Id
from pod.values import Value


class Revoked(Value, frozen=True, kw_only=True):
    """A key whose bundles count no more from this number of the pod's series on."""

    pod: Id
    key: PublicKey
    from_sequence: Annotated[int, Meta(ge=1, le=1_000_000)]


def read_revoked(untrusted: str) -> tuple[Revoked, ...]:
    """Read the list of withdrawn keys; Malformed where a line makes no sense."""
    try:
        lines = list(csv.DictReader(io.StringIO(untrusted), strict=True))
        found = msgspec.convert(lines, list[Revoked], strict=False)
    except (csv.Error, msgspec.ValidationError) as error:
        raise Malformed(
            f"The list of withdrawn keys makes no sense: {error}"
        ) from error
    return tuple(found)


def revoked_csv(revoked: Iterable[Revoked]) -> str:
    """Write the list, a key a line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Revoked.__struct_fields__)
    writer.writerows(msgspec.structs.astuple(one) for one in revoked)
    return text.getvalue()


def check_key(
    arrived: Arrived,
    opened: Opened,
    pods: Sequence[Trusted],
    revoked: Sequence[Revoked],
) -> None:
    """Refuse, as Untrusted, what only a withdrawn key of its pod has signed."""
    heading = opened.manifest.heading
    gone = {
        one.key
        for one in revoked
        if one.pod == heading.pod and one.from_sequence <= heading.sequence
    }
    if not gone:
        return
    left = [one for one in pods if one.who == heading.pod]
    left = [one for one in left if public_key(one.key) not in gone]
    inner = (
        opened.files[MANIFEST],
        opened.files[MANIFEST_SIG].decode("ascii", "replace"),
    )
    with suppress(Untrusted):
        signer(arrived.content, arrived.signature, left)
        signer(*inner, left)
        return
    raise Untrusted(
        "The key that signed it was withdrawn",
        f"Ask {heading.pod} for it again, signed with the pod's new key.",
    )
