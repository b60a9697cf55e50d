"""What staff may ask about what needs a person, and what comes back: facts only.

Nothing here is graded: what was pressed, when, who has it, what they say they did.
"""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.desk.words import Ref
from pod.values import Value

How: TypeAlias = Literal["going", "sent", "control"]
"""How somebody takes a concern on: they go, they send somebody, they call control."""
WasDone: TypeAlias = Literal[
    "talked",
    "listener",
    "health",
    "form",
    "manager",
    "mended",
    "given",
    "not_wanted",
    "mistake",
]
"""What was done in the end; nobody is asked how bad it was."""
StepDid: TypeAlias = How | WasDone | Literal["taken_over"]
ShortNote: TypeAlias = Annotated[str, Meta(max_length=160)]


class SeeHelp(Value, frozen=True, tag=True):
    """What needs a person, or is still open? Answered by HelpBoard."""


class TakeOn(Value, frozen=True, tag=True):
    """I have taken this on, so. Answered by HelpBoard."""

    concern: Ref
    how: How = "going"


class CloseConcern(Value, frozen=True, tag=True):
    """A concern is closed: that was done about it. Answered by HelpBoard.

    A note is kept with the person's own key; without a person there is none.
    """

    concern: Ref
    done: WasDone
    note: ShortNote = ""


class MakeWords(Value, frozen=True, tag=True):
    """The facts of a concern, for the site's own form. Answered by FormFacts."""

    concern: Ref


class Step(Value, frozen=True, kw_only=True):
    """One thing that staff did about a concern; the note is their own."""

    done_at: datetime
    staff: str
    did: StepDid
    note: str = ""


class NeedsPerson(Value, frozen=True, kw_only=True):
    """One concern that is open: what was pressed, by whom, and what has happened.

    Nobody has it without an `owner`, a staff number; `late_at` is when the second
    contact is to be told, where nobody has it by then; a wish is never late. `pod` is
    the pod of its wing where it is, at a console; `lost`: that pod no longer knows of
    it, so somebody sees to it and closes it here.
    """

    concern: Ref
    kind: str
    person: str = ""
    first_name: str = ""
    cell: str = ""
    raised_at: datetime
    late_at: datetime | None = None
    escalated_at: datetime | None = None
    taken_at: datetime | None = None
    owner: str = ""
    pod: str = ""
    lost: bool = False
    steps: tuple[Step, ...] = ()


class HelpBoard(Value, frozen=True, tag=True, kw_only=True):
    """All that is open, what nobody has first; `now` is the core's own time.

    `calling` counts what nobody has taken on; a wish that waits is counted too.
    """

    pod: str
    now: datetime
    second: str
    needs: tuple[NeedsPerson, ...]
    calling: int


class FormFacts(Value, frozen=True, tag=True, kw_only=True):
    """What a form asks for of one concern; the number is the person's own."""

    need: NeedsPerson
    pod: str
    now: datetime
    second: str
    number: str = ""


HelpAsked: TypeAlias = SeeHelp | TakeOn | CloseConcern | MakeWords
HelpTold: TypeAlias = HelpBoard | FormFacts
