"""What anybody and the person at the pod may ask of the core."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.desk.words import HelpKind, Pictures, Ref
from pod.settings import Likes
from pod.telling import Entry
from pod.values import Value


class Glance(Value, frozen=True, tag=True):
    """What may anybody know? Answered by PodView."""


class StaffSignIn(Value, frozen=True, tag=True):
    """Staff number and personal code. Answered by StaffView, CodeNeeded or Refused.

    No number stands for the card that was held to the reader just now.
    """

    number: Annotated[str, Meta(max_length=16)]
    code: Annotated[str, Meta(max_length=64)]


class AskForHelp(Value, frozen=True, tag=True):
    """The person needs somebody. Always answered by HelpView, whoever is signed in."""

    kind: HelpKind


Fault: TypeAlias = Literal[
    "no_voice",
    "headphones",
    "panel",
    "screen_left",
    "strange_keys",
    "explain",
    "gave_up",
]


class Tell(Value, frozen=True, tag=True):
    """The screen noticed what staff must know, such as no sound. -> Done.

    `explain`: somebody would like a person to explain what taking part is.
    `headphones`: a side of them was not heard. `gave_up`: the pod could not be begun
    again for a while, and asked for staff. `over`: it is so no longer.
    """

    fault: Fault
    over: bool = False


class Lock(Value, frozen=True, tag=True):
    """End whatever is open and lock. Answered by Done."""


class PicturesTapped(Value, frozen=True, tag=True):
    """The person signs in. Answered by PersonView or NotThose."""

    pictures: Pictures


class PicturesChosen(Value, frozen=True, tag=True):
    """The person sets new pictures. Answered by PersonView."""

    pictures: Pictures


class ConsentGiven(Value, frozen=True, tag=True):
    """Three separate choices, none of them preset. Answered by PersonView.

    `asked`: the picture questions were gone through; what was chosen there is not kept.
    """

    take_part: bool
    evaluation: bool
    contact: bool
    asked: bool = False


class SettingsChosen(Value, frozen=True, tag=True):
    """How the person likes the pod; `all`: they went through all of it. -> Done."""

    likes: Likes
    all: bool = False


class Begin(Value, frozen=True, tag=True):
    """Start or go on with the activity that is next. Answered by Begun.

    With `anew`, what was kept of it does not fit any more: it is closed as partial.
    `choice` is the activity chosen where the part is the person's to choose.
    """

    anew: bool = False
    choice: Annotated[str, Meta(max_length=32)] = ""


class KeepRow(Value, frozen=True, tag=True):
    """Commit one row with its page of the journal. Answered by Kept."""

    activity: Ref
    number: int
    row: bytes
    entry: Entry


class Finish(Value, frozen=True, tag=True):
    """The activity has come to its end, after `took_ms`. Answered by PersonView."""

    activity: Ref
    took_ms: Annotated[float, Meta(ge=0)] = 0.0


class StopToday(Value, frozen=True, tag=True):
    """The person stops for today, no reason asked; the place is kept. -> Done."""
