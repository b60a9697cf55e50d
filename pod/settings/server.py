"""Whether bundles leave over a link, by themselves, and what that link may cost."""

from typing import Annotated

from msgspec import Meta

from pod.values import Value

HOURS = r"([01][0-9]|2[0-3]):[0-5][0-9]"


class Delivery(Value, frozen=True, kw_only=True):
    """The server that bundles go to; a pod without one has only the stick.

    `place` is `sftp://user@host/folder`, a folder below the one a login begins in is
    `sftp://user@host/~/folder`. `host_key` is the server's own public key, or the
    fingerprint of its Ed25519 key: no other server is spoken to. `fastest_kb_s`: so
    many kilobytes a second at most, 0 as fast as it goes. `quiet`: nothing is sent
    between these two times of day.
    """

    place: Annotated[str, Meta(pattern="^(sftp://.+)?$")] = ""
    host_key: str = ""
    fastest_kb_s: Annotated[int, Meta(ge=0)] = 0
    quiet: Annotated[str, Meta(pattern=f"^({HOURS}-{HOURS})?$")] = ""
