"""What staff may ask about their training, and what comes back."""

from datetime import date
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.desk.practice import PracticeAsked, Practising
from pod.values import Value

Place: TypeAlias = Annotated[int, Meta(ge=0, le=9)]
Staff: TypeAlias = Annotated[str, Meta(pattern="^[0-9]{4,8}$")]
Version: TypeAlias = Annotated[int, Meta(ge=1)]


class LookTraining(Value, frozen=True, tag=True):
    """How does the training of whoever asks stand? Answered by TrainingView."""


class PassModule(Value, frozen=True, tag=True):
    """They have read a module and answered: which answer, for each of its questions.

    Answers are counted from nought as the module lists them, in whatever order a page
    dealt them. Answered by TrainingView, or by AskAgain.
    """

    module: Annotated[str, Meta(max_length=24)]
    version: Version
    answers: Annotated[tuple[Place, ...], Meta(max_length=9)]


class SignChecklist(Value, frozen=True, tag=True):
    """They have watched somebody else do all of the checklist. -> TrainingView."""

    number: Staff
    version: Version


class SetSuperUser(Value, frozen=True, tag=True):
    """A facilitator may watch others through the checklist, or no longer. -> Done."""

    number: Staff
    on: bool


class AskAgain(Value, frozen=True, tag=True):
    """These questions, by place, are explained and asked again: nobody has failed."""

    questions: tuple[int, ...]


class TrainingView(Value, frozen=True, tag=True, kw_only=True):
    """How somebody's training stands.

    `until` is the last day on which they may unlock, None while there was none; it has
    ended where `today` is later. `to_do` names modules and the checklist. `to_watch`
    are the numbers of those whom they may watch, where they may watch anybody.
    `practises`: this is a pod, where they can practise.
    """

    staff: Staff
    today: date
    until: date | None = None
    to_do: tuple[str, ...] = ()
    to_watch: tuple[str, ...] = ()
    practises: bool = True


TrainingAsked: TypeAlias = (
    LookTraining | PassModule | SignChecklist | SetSuperUser | PracticeAsked
)
TrainingTold: TypeAlias = TrainingView | AskAgain | Practising
