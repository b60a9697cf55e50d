"""The one way to paper: a queue of the site's own print system, by name."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.values import Value

LP = "/usr/bin/lp"
SCRUBBED: Mapping[str, str] = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
"""All that the print command is told of its surroundings."""
Queue: TypeAlias = Annotated[str, Meta(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_-]{0,63})?$")]
Server: TypeAlias = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9.-]*:\d{1,5})?$")]


class Printer(Value, frozen=True, kw_only=True):
    """Which queue prints; none, and this pod prints nothing.

    `server` is host and port of the print system where it is not this machine's own.
    """

    queue: Queue = ""
    server: Server = ""

    @property
    def words(self) -> Sequence[str]:
        """The print command's words: nothing of what is printed is among them."""
        where = ["-h", self.server] if self.server else []
        return [*where, "-d", self.queue, "-o", "media=A4", "-t", "page", "-"]
