"""Whether a pod is linked with others of its wing, and through which folder."""

from typing import Annotated

from msgspec import Meta

from pod.values import Value


class Link(Value, frozen=True, kw_only=True):
    """The wing's own id and folder; a pod without a folder shows itself alone.

    `folder` is one that this machine knows, or `sftp://user@host/folder` on a server
    whose own public key, or its fingerprint, is `host_key` (see `Delivery`).
    `place` is what the wing board calls this pod: a number, as on its door. `console`:
    this is no pod but the wing's console.
    """

    wing: Annotated[str, Meta(pattern="^([a-z0-9]{3,16})?$")] = ""
    folder: str = ""
    host_key: str = ""
    place: Annotated[str, Meta(pattern="^[A-Za-z0-9]{1,4}$")] = "1"
    console: bool = False
