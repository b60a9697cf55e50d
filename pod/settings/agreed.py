"""What people agree to, by version: the words of the cards and of the three choices.

Words that change under the same version would leave somebody bound by what they never
read. So `resources/consent.toml` holds a fingerprint of the words of each version, in
English and Welsh, and a site's pack says which version it translates.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.settings.files import RESOURCES, read_toml
from pod.settings.packs import (
    LANGUAGES,
    ORIGINAL,
    SCREENS,
    Packaged,
    fingerprint,
    ours,
)
from pod.values import Value

WORDS = ("consent", "choices", "leaves")
"""The tables of sentences that somebody agrees to: cards, choices, what leaves."""
Print: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
Versions: TypeAlias = Mapping[int, Mapping[Packaged, Print]]


class _File(Value, frozen=True):
    """The file's form: the fingerprints of each version by language."""

    versions: dict[Annotated[str, Meta(pattern="^[1-9][0-9]*$")], dict[Packaged, Print]]


@cache
def versions() -> Versions:
    """Return the fingerprints of every version that anybody may have agreed to."""
    told = read_toml(RESOURCES / "consent.toml", _File).versions
    return {int(number): prints for number, prints in told.items()}


def newest() -> int:
    """Return the version that the words of now are."""
    return max(versions())


def print_of(language: Packaged) -> str:
    """Return the fingerprint of what people agree to now, in one of our languages."""
    said = ours(language)[SCREENS]
    return fingerprint({name: said[name] for name in WORDS})


def changed() -> Iterator[str]:
    """Give a sentence for each language whose words are not those of the version."""
    number = newest()
    for language in LANGUAGES:
        now = print_of(language)
        if versions()[number].get(language) != now:
            yield f"consent, {language}: {HOW[language == ORIGINAL]}".format(
                print=now, number=number, next=number + 1
            )


HOW = {
    True: "the words that people agree to have changed. Add [versions.{next}] to "
    'resources/consent.toml with its languages (this one is "{print}"), and write '
    "consent = {next} into every programme and pack: people are asked again.",
    False: 'the translation has changed. Write "{print}" under [versions.{number}] in '
    "resources/consent.toml; if it now asks for something else, add a version instead.",
}
"""How the table is renewed: of the original words, and of a translation."""
