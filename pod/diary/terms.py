"""The terms of the day, exactly as staff already use them elsewhere."""

import re
from datetime import time
from typing import Annotated, Literal, TypeAlias, get_args

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
REASONS: tuple[Reason, ...] = get_args(Reason)
Waiting: TypeAlias = Literal[
    "pending", "approved", "declined", "allocated", "withdrawn"
]
WAITING: tuple[Waiting, ...] = get_args(Waiting)
STILL_WAITING: frozenset[Waiting] = frozenset({"pending", "approved"})
RequestedBy: TypeAlias = Literal[
    "self", "wing_staff", "education", "mental_health", "key_worker_pom", "orderly"
]
REQUESTED_BY: tuple[RequestedBy, ...] = get_args(RequestedBy)
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
LEAVING: tuple[Leaving, ...] = get_args(Leaving)
Alert: TypeAlias = Literal[
    "acct", "controlled_unlock", "escape_list", "peep", "category_a"
]
"""What staff must know before they unlock somebody; nothing that tells an offence."""
ALERTS: tuple[Alert, ...] = get_args(Alert)

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
