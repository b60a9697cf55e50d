"""What staff have begun to write and not sent: kept for whoever began it."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.desk.help import ShortNote
from pod.desk.words import Ref
from pod.values import Value

Form: TypeAlias = Literal["concern", "note"]
"""What it will be: what was done about a concern, or a 90-second note."""
About: TypeAlias = Annotated[str, Meta(pattern="^([a-z0-9]{3,16})?$")]
"""A concern, or nothing."""
Word: TypeAlias = Annotated[str, Meta(pattern="^[a-z_]{2,16}$")]


class SeeDraft(Value, frozen=True, tag=True):
    """What have they begun of this form? Answered by Draft."""

    form: Form
    about: About = ""


class KeepDraft(Value, frozen=True, tag=True, kw_only=True):
    """What they have chosen and typed of a form by now. Answered by Done.

    `about` is a concern. Words need the `person` whom they are about: they are sealed
    with that person's key; of a concern that is whoever the concern is about.
    """

    form: Form
    about: About = ""
    chosen: Annotated[tuple[Word, ...], Meta(max_length=4)]
    person: Ref | None = None
    note: ShortNote = ""


class DropDraft(Value, frozen=True, tag=True):
    """They throw away what they have begun. Answered by Done."""

    form: Form
    about: About = ""


class Draft(Value, frozen=True, tag=True, kw_only=True):
    """What whoever asks has begun of a form; nothing was, where no time is told."""

    form: Form
    about: About = ""
    written_at: datetime | None = None
    chosen: tuple[Word, ...] = ()
    person: Ref | None = None
    note: str = ""


DraftAsked: TypeAlias = SeeDraft | KeepDraft | DropDraft
DraftTold: TypeAlias = Draft
