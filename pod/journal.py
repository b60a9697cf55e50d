"""Answers already given, replayed after a cut; the live world goes on from there.

Pause, Hide, help, unplugging, a change of language and a reboot all share this path:
the script is begun anew, the journal answers up to its last Keep, and the open trial is
dealt again after a ready screen.
"""

from collections.abc import Sequence
from typing import TypeVar

from pod.script import (
    Answer,
    Ask,
    Beats,
    Chose,
    Heart,
    Keep,
    Request,
    Script,
    Show,
    Shown,
    Wait,
)
from pod.telling import Entry, Telling, answers_of
from pod.values import Press

T = TypeVar("T")


class Changed(Exception):  # noqa: N818
    """The script no longer asks what the journal answers: it is another script."""


def fits(request: Request | None, answer: Answer) -> bool:
    """Tell whether this could have been the answer to that request."""
    match request:
        case Show():
            return isinstance(answer, Shown)
        case Ask():
            return isinstance(answer, Chose)
        case Wait():
            return answer is None or isinstance(answer, Press)
        case Heart():
            return isinstance(answer, Beats)
        case Keep():
            return answer is None
    return False


def replay(script: Script[T], entries: Sequence[Entry]) -> tuple[Telling[T], float]:
    """Answer a fresh script from the journal; return it and the sitting time it has."""
    telling = Telling(script)
    for answer in answers_of(entries):
        if not fits(telling.asked, answer):
            raise Changed
        try:
            telling.answer(answer)
        except Exception as error:
            raise Changed from error
    return telling, entries[-1].at_ms if entries else 0.0
