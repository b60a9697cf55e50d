"""What is said: words, whom they are for, and how fast and in whose voice."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from pod.settings import Language

Speed: TypeAlias = Literal["normal", "slow"]
Speaker: TypeAlias = Literal["woman", "man"]
Ear: TypeAlias = Literal["left", "right"]
SPEEDS: tuple[Speed, ...] = ("normal", "slow")
SPEAKERS: tuple[Speaker, ...] = ("woman", "man")
DIGITS = 16


class Sentence(NamedTuple):
    """One sentence to be read; private ones are only for the person's own ears.

    With an `ear` it is no words but a tone, for that ear alone.
    """

    words: str
    private: bool = False
    ear: Ear | None = None


class Manner(NamedTuple):
    """How somebody wants to be read to."""

    speaker: Speaker = "man"
    speed: Speed = "normal"


class Spoken(NamedTuple):
    """A sentence as it is to be heard: in which language, by whom, how fast."""

    words: str
    language: Language
    manner: Manner = Manner()


def plain(words: str) -> str:
    """Return words as they are read: on one line, in one form of Unicode."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def hash_of(words: str) -> str:
    """Name a sentence by its words: 16 hex digits of SHA-256 over their UTF-8."""
    return hashlib.sha256(plain(words).encode()).hexdigest()[:DIGITS]


def public(words: Iterable[str]) -> list[Sentence]:
    """Return sentences that anybody may hear."""
    return [Sentence(one) for one in words]
