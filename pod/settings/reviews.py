"""Which sentences of a language a first-language reader has read; the rest drafts."""

from collections.abc import Iterator

from pod.settings.packs import (
    LANGUAGES,
    Language,
    Pack,
    Review,
    Said,
    fingerprint,
    ours,
    pack_of,
)


def said_by(language: Language) -> Said:
    """Return every sentence of a language, by the file that a pack has for it."""
    for one in LANGUAGES:
        if one == language:
            return ours(one)
    return pack_of(language).said


def drafts(language: Language) -> tuple[str, ...]:
    """Return the files that nobody read in their first language as they are now."""
    pack, said = pack_of(language), said_by(language)
    if pack.about.original:
        return ()
    whole, files = fingerprint(said), prints_of(said)
    read = {(one.of, one.fingerprint) for one in pack.about.reviewed}
    if ("", whole) in read:
        return ()
    return tuple(file for file, print_ in files.items() if (file, print_) not in read)


def is_draft(language: Language) -> bool:
    """Tell whether any of a language is a draft; at once where nobody has read any."""
    about = pack_of(language).about
    return not about.original and (not about.reviewed or bool(drafts(language)))


def standing(language: Language) -> str:
    """Say in a few words whether a language is a draft, or who has read it and when."""
    pack, said = pack_of(language), said_by(language)
    if pack.about.original:
        return f"{pack.name}, the original"
    left = drafts(language)
    if not left:
        return f"{pack.name}, reviewed by {'; '.join(_readers(pack, said))}"
    what = "a draft" if len(left) == len(said) else f"a draft in {len(left)} files"
    named = f": {', '.join(left)}" if len(left) < len(said) else ""
    return f"{pack.name}, {what}{named}; no first-language reader has reviewed it"


def prints_of(said: Said) -> dict[str, str]:
    """Return the fingerprint of each file."""
    return {file: fingerprint(told) for file, told in said.items()}


def _readers(pack: Pack, said: Said) -> Iterator[str]:
    """Give who read what still stands, and when."""
    for one in pack.about.reviewed:
        if one.fingerprint == _print_of(one, said):
            yield f"{one.by} on {one.on}"


def _print_of(review: Review, said: Said) -> str:
    return fingerprint(said.get(review.of, {}) if review.of else said)
