"""What a person may ask about what is kept of them, or staff for them; what comes back.

Over the screen's own line a person asks about themself only: there is no reference in
those requests. The others come from commands, by reference, from those who may.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.desk.about_person import (
    AboutPerson,
    ActivityTold,
    Chosen,
    LookedAt,
    Note,
    Raised,
    SittingTold,
    Told,
)
from pod.desk.certificate import Certificate, MakeCertificate
from pod.desk.staff import Second
from pod.desk.travelling import TravelAsked, TravelTold
from pod.desk.words import Ref
from pod.diary.terms import Leaving
from pod.settings import Id, Language
from pod.values import Value

__all__ = [
    "AboutPerson",
    "ActivityTold",
    "AddNote",
    "AddPerson",
    "AskStaff",
    "Chosen",
    "CodeForgotten",
    "CorrectPerson",
    "Erase",
    "Erased",
    "FindPerson",
    "ForgetCode",
    "FoundPerson",
    "Leave",
    "LeavePerson",
    "LookedAt",
    "Note",
    "Page",
    "Purge",
    "Purged",
    "Raised",
    "RightsAsked",
    "RightsTold",
    "SeeMine",
    "SeePerson",
    "SittingTold",
    "Told",
    "Wish",
    "WithdrawEvaluation",
    "WithdrawPerson",
    "Withdrawn",
    "Words",
]

Wish: TypeAlias = Literal["print", "certificate", "correct", "erase"]
Words: TypeAlias = Annotated[str, Meta(min_length=1, max_length=40)]
Page: TypeAlias = Annotated[int, Meta(ge=0, le=10_000)]


class SeeMine(Value, frozen=True, tag=True):
    """What is kept about me? Answered by AboutPerson, `page` of the sittings."""

    page: Page = 0


class AskStaff(Value, frozen=True, tag=True):
    """The person wants a print, a correction, or to be erased. -> HelpView."""

    wish: Wish


class WithdrawEvaluation(Value, frozen=True, tag=True):
    """Nothing more of mine may leave for evaluation; I go on. Answered by Withdrawn."""


class Leave(Value, frozen=True, tag=True):
    """I stop for good, no reason asked; what is kept stays until erased. -> Done."""


class FindPerson(Value, frozen=True, tag=True):
    """Who has this prison number? Answered by FoundPerson."""

    number: Annotated[str, Meta(max_length=16)]


class AddPerson(Value, frozen=True, tag=True, kw_only=True):
    """Somebody new; their bands are fixed for good. Answered by Done."""

    number: Annotated[str, Meta(max_length=16)]
    first_name: Words
    cell: Words
    language: Language = "en"
    bands: dict[str, str] = msgspec.field(default_factory=dict)


class SeePerson(Value, frozen=True, tag=True):
    """What is kept about somebody? Looking is written down. Answered by AboutPerson."""

    person: Ref
    page: Page = 0


class CorrectPerson(Value, frozen=True, tag=True, kw_only=True):
    """A name, number, cell or language was wrong; what is empty stays. -> Done."""

    person: Ref
    number: Annotated[str, Meta(max_length=16)] = ""
    first_name: Annotated[str, Meta(max_length=40)] = ""
    cell: Annotated[str, Meta(max_length=40)] = ""
    language: Language | None = None


class AddNote(Value, frozen=True, tag=True):
    """Put a correction beside an answer, which stays as it was given. -> Done.

    Without an activity it is about all that is kept.
    """

    person: Ref
    note: Annotated[str, Meta(min_length=1, max_length=160)]
    activity: Ref | None = None


class WithdrawPerson(Value, frozen=True, tag=True):
    """Somebody withdraws from evaluation through staff. Answered by Withdrawn."""

    person: Ref


class LeavePerson(Value, frozen=True, tag=True):
    """Somebody leaves the programme through staff, and why. Answered by Done."""

    person: Ref
    reason: Leaving = "withdrawn_staff"


class Erase(Value, frozen=True, tag=True):
    """Two people erase all that is kept of somebody, for good. Answered by Erased."""

    person: Ref
    second: Second


class ForgetCode(Value, frozen=True, tag=True):
    """Two people cut the tie to what has left; no more leaves. -> CodeForgotten."""

    person: Ref
    second: Second


class Purge(Value, frozen=True, tag=True):
    """What was kept long enough goes; two people. Answered by Purged.

    Without a second person it only says what would go.
    """

    second: Second | None = None


class FoundPerson(Value, frozen=True, tag=True):
    """Somebody's reference, first name and cell."""

    person: Ref
    first_name: str
    cell: str


class Withdrawn(Value, frozen=True, tag=True):
    """Nothing more leaves; `left` bundles with something of theirs had left before.

    None: their code was forgotten, and nobody can tell. `linked`: whoever links records
    was sent their prison number.
    """

    left: int | None
    linked: bool = False


class Erased(Value, frozen=True, tag=True):
    """Their name and answers are gone; `left` bundles had left before, nameless.

    None: their code was forgotten, and nobody can tell. `linked`: whoever links records
    was sent their prison number. `elsewhere` are pods beyond this wing that their
    record went to or came from: no letter reaches those.
    """

    left: int | None
    linked: bool = False
    elsewhere: tuple[Id, ...] = ()


class CodeForgotten(Value, frozen=True, tag=True):
    """Nothing more leaves, and this pod cannot tell any more what left before.

    `left` bundles with something of theirs had; `linked`: whoever links records was
    sent their prison number, and can still tell.
    """

    left: int
    linked: bool = False


class Purged(Value, frozen=True, tag=True, kw_only=True):
    """How many were purged, or would be; how many are due but not covered yet."""

    purged: int
    uncovered: int
    retention_days: int


RightsAsked: TypeAlias = (
    SeeMine
    | AskStaff
    | WithdrawEvaluation
    | Leave
    | FindPerson
    | AddPerson
    | SeePerson
    | CorrectPerson
    | AddNote
    | WithdrawPerson
    | LeavePerson
    | Erase
    | ForgetCode
    | Purge
    | MakeCertificate
    | TravelAsked
)
RightsTold: TypeAlias = (
    AboutPerson
    | FoundPerson
    | Withdrawn
    | Erased
    | CodeForgotten
    | Purged
    | Certificate
    | TravelTold
)
