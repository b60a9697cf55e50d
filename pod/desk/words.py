"""Words that requests and replies share."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

Ref: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9]{3,16}$")]
Picture: TypeAlias = Literal[
    "tree", "bike", "boat", "fish", "moon", "sun", "flower", "ball", "book"
]
PICTURES: tuple[Picture, ...] = (
    "tree",
    "bike",
    "boat",
    "fish",
    "moon",
    "sun",
    "flower",
    "ball",
    "book",
)
Pictures: TypeAlias = Annotated[tuple[Picture, ...], Meta(min_length=4, max_length=4)]
HelpKind: TypeAlias = Literal["machine", "upset", "not_safe", "listener", "pictures"]
StepState: TypeAlias = Literal["done", "now", "later"]
