"""The report's sentences, read from resources/report/words.toml."""

from functools import cache
from typing import Annotated

from msgspec import Meta

from pod.settings import RESOURCES
from pod.settings.files import read_toml
from pod.values import Value

Sentence = Annotated[str, Meta(min_length=1)]
FOLDER = RESOURCES / "report"


class Limits(Value, frozen=True):
    """What no report of this kind can show."""

    title: Sentence
    sentences: tuple[Sentence, ...]


class Methods(Value, frozen=True):
    """What was done, by part; each is told only where it was done."""

    title: Sentence
    always: tuple[Sentence, ...]
    reliable: Sentence
    multiplicity: Sentence
    model: Sentence
    imputed: Sentence
    arms: Sentence
    sites: Sentence
    dose: Sentence
    rescored: Sentence
    again: Sentence


class References(Value, frozen=True):
    """What the methods stand on."""

    title: Sentence
    list: tuple[Sentence, ...]


class Words(Value, frozen=True):
    """All of a report's fixed sentences."""

    limits: Limits
    methods: Methods
    references: References


@cache
def words() -> Words:
    """Return the sentences; anything missing or extra is an error."""
    return read_toml(FOLDER / "words.toml", Words)
