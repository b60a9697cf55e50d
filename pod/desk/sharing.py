"""What somebody lets their key worker see: nothing until they choose it."""

from typing import Literal, TypeAlias

from pod.desk.words import Ref
from pod.settings import Likes
from pod.values import Value

Shareable: TypeAlias = Literal["came", "plans", "likes"]
"""That they came and how often; the plans they made; how they like the pod."""
SHAREABLE: tuple[Shareable, ...] = ("came", "plans", "likes")


class Share(Value, frozen=True, tag=True):
    """My key worker may see this, or may not any more. Answered by Sharing."""

    what: Shareable
    on: bool


class SeeSharing(Value, frozen=True, tag=True):
    """What may my key worker see? Answered by Sharing."""


class SeeCard(Value, frozen=True, tag=True):
    """The key-work card of somebody; looking is written down. Answered by Card."""

    person: Ref


class Sharing(Value, frozen=True, tag=True):
    """What the key worker may see now."""

    shared: tuple[Shareable, ...]


class KeyWorkCard(Value, frozen=True, tag=True, kw_only=True):
    """What somebody chose to share, and nothing else; what is not shared is None.

    `plans` are in their own cards' words, in the language in which they were made.
    """

    first_name: str
    cell: str
    came: int | None = None
    plans: tuple[str, ...] | None = None
    likes: Likes | None = None


SharingAsked: TypeAlias = Share | SeeSharing | SeeCard
SharingTold: TypeAlias = Sharing | KeyWorkCard
