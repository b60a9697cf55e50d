"""What goes over the line to the core, and back: each in an envelope with a number.

The numbers of one connection only ever grow. What was said before and is said again is
thereby out of step, and whoever says it is let go.
"""

from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.desk import News, Reply, Request
from pod.events import Alive
from pod.values import Value

MOST = 2**53
Number: TypeAlias = Annotated[int, Meta(ge=1, le=MOST)]


class Ask(Value, frozen=True, tag=True):
    """A request, numbered by whoever asks."""

    number: Number
    request: Request


class Answer(Value, frozen=True, tag=True):
    """The reply to the request of this number."""

    number: Number
    reply: Reply


Said: TypeAlias = Ask | Alive
"""What the screen may say. What devices bring, the core hears from the reader alone."""
Told: TypeAlias = Answer | News
"""What the core says."""
