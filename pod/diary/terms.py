"""The terms of the day, exactly as staff already use them elsewhere."""

import re
from datetime import time
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

Slot: TypeAlias = Literal["am", "pm", "ed"]
"""Morning, afternoon, evening duty."""
SLOTS: tuple[Slot, ...] = ("am", "pm", "ed")
Reason: TypeAlias = Literal[
    "attended",
    "sick",
    "refused",
    "not_required",
    "rest_day",
    "clash",
    "cancelled",
    "suspended",
    "auto_suspended",
    "other",
]
"""What became of a booking."""
REASONS: tuple[Reason, ...] = (
    "attended",
    "sick",
    "refused",
    "not_required",
    "rest_day",
    "clash",
    "cancelled",
    "suspended",
    "auto_suspended",
    "other",
)
Waiting: TypeAlias = Literal[
    "pending", "approved", "declined", "allocated", "withdrawn"
]
WAITING: tuple[Waiting, ...] = (
    "pending",
    "approved",
    "declined",
    "allocated",
    "withdrawn",
)
STILL_WAITING: frozenset[Waiting] = frozenset({"pending", "approved"})
RequestedBy: TypeAlias = Literal[
    "self", "wing_staff", "education", "mental_health", "key_worker_pom", "orderly"
]
REQUESTED_BY: tuple[RequestedBy, ...] = (
    "self",
    "wing_staff",
    "education",
    "mental_health",
    "key_worker_pom",
    "orderly",
)
Leaving: TypeAlias = Literal[
    "completed",
    "transferred",
    "withdrawn_own",
    "withdrawn_staff",
    "dismissed",
    "health",
    "security",
    "other",
]
LEAVING: tuple[Leaving, ...] = (
    "completed",
    "transferred",
    "withdrawn_own",
    "withdrawn_staff",
    "dismissed",
    "health",
    "security",
    "other",
)
Alert: TypeAlias = Literal[
    "acct", "controlled_unlock", "escape_list", "peep", "category_a"
]
"""What staff must know before they unlock somebody; nothing that tells an offence."""
ALERTS: tuple[Alert, ...] = (
    "acct",
    "controlled_unlock",
    "escape_list",
    "peep",
    "category_a",
)

Time: TypeAlias = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Minutes: TypeAlias = Annotated[int, Meta(ge=5, le=240)]
USUAL_MINUTES = 20
NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
NOON, EVENING = time(12), time(17)


def slot_of(starts: str) -> Slot:
    """Return the part of the day that begins before this time and holds it."""
    at = time.fromisoformat(starts)
    if at < NOON:
        return "am"
    return "pm" if at < EVENING else "ed"


def minute_of(at: str) -> int:
    """Return the minute of the day of a time such as 09:15."""
    hours, minutes = at.split(":")
    return 60 * int(hours) + int(minutes)
