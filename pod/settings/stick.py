"""Where a stick is found on machines that do not say so themselves."""

from typing import Annotated

from msgspec import Meta

from pod.values import Value


class Sticks(Value, frozen=True, kw_only=True):
    """Folders where the system mounts a stick when it is plugged in, one stick each.

    Without any, the pod asks the system's own disk service (udisks2).
    """

    folders: tuple[Annotated[str, Meta(pattern=r"^/[^\x00]*$")], ...] = ()
