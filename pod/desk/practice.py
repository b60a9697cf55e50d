"""What is asked to practise with invented people, and what comes back."""

from typing import TypeAlias

from pod.desk.words import Pictures
from pod.values import Value


class BeginPractice(Value, frozen=True, tag=True):
    """From now on this screen speaks with a pod of invented people. -> Practising."""


class EndPractice(Value, frozen=True, tag=True):
    """Wipe that pod; this screen speaks with the real one again. Answered by Done."""


class Practising(Value, frozen=True, tag=True):
    """Who can be signed in as: numbers of staff with their codes, everybody's pictures.

    Nobody here exists, so none of it is a secret.
    """

    staff: tuple[tuple[str, str], ...]
    pictures: Pictures


PracticeAsked: TypeAlias = BeginPractice | EndPractice
