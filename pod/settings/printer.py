"""The one way to paper: a queue of the site's own print system, by name."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.values import Value

LP, LPSTAT = "/usr/bin/lp", "/usr/bin/lpstat"
SCRUBBED: Mapping[str, str] = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
"""All that the print commands are told of their surroundings."""
Queue: TypeAlias = Annotated[str, Meta(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_-]{0,63})?$")]
Server: TypeAlias = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9.-]*:\d{1,5})?$")]
PrinterStands: TypeAlias = Literal["ready", "away", "stopped", "empty"]
"""It takes pages; it cannot be reached; somebody stopped it; it has no paper."""
REASONS: Mapping[str, PrinterStands] = {
    "media-empty": "empty",
    "media-needed": "empty",
    "offline": "away",
    "shutdown": "away",
    "timed-out": "away",
    "connecting-to-device": "away",
    "paused": "stopped",
    "moving-to-paused": "stopped",
}
"""What a printer says of itself (RFC 8011, 5.4.12), as the beginnings of its words."""


class Printer(Value, frozen=True, kw_only=True):
    """Which queue prints; none, and this pod prints nothing.

    `server` is host and port of the print system where it is not this machine's own.
    """

    queue: Queue = ""
    server: Server = ""

    @property
    def words(self) -> Sequence[str]:
        """The print command's words: nothing of what is printed is among them."""
        return [*self._where, "-d", self.queue, "-o", "media=A4", "-t", "page", "-"]

    @property
    def asks(self) -> Sequence[str]:
        """The words of the command that tells how the printer stands."""
        return [*self._where, "-l", "-p", self.queue]

    @property
    def _where(self) -> Sequence[str]:
        return ["-h", self.server] if self.server else []


def stands(untrusted: str) -> PrinterStands:
    """Return how a printer stands, by what `lpstat -l -p` says; nothing: it is away.

    A page is handed over only to one that takes it: what waits in a queue would come
    out when nobody stands there any more.
    """
    said = [line.strip() for line in untrusted.splitlines()]
    first = next((line for line in said if line.startswith("printer ")), "")
    if not first:
        return "away"
    alerts = next((line for line in said if line.startswith("Alerts:")), "")
    for reason in alerts.removeprefix("Alerts:").split():
        for begins, means in REASONS.items():
            if reason.startswith(begins):
                return means
    return "stopped" if " disabled " in first else "ready"
