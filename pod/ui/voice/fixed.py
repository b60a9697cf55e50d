"""Every sentence that a person may hear and that never changes: each can be a clip.

What holds a name, a time or a count is not here: it is read live.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from pod.settings import Language, languages
from pod.task import AnyTask, tasks
from pod.ui.common.words import read_text, sentences
from pod.ui.voice.sentence import hash_of, plain

STAFF_ONLY = (
    "language",
    "code.",
    "staff.",
    "glass.",
    "concerns.",
    "certificate.",
    "demo",
)
UNSEEN = {"id", "icon"}
HOLE = re.compile(r"{\w*}")
AROUND, BETWEEN = re.compile(r"^\d+ |,$"), re.compile(r"(?<=[.?!]) ")


class Fixed(NamedTuple):
    """One language's fixed sentences by id, and the shapes of those that vary."""

    by_id: Mapping[str, str]
    varying: Mapping[str, re.Pattern[str]]
    by_hash: Mapping[str, str]

    def knows(self, words: str) -> bool:
        """Tell whether words are fixed, or have the shape of those that vary.

        Besides gaps, these vary: a number before the end of a scale, a comma after a
        card that others come to stand behind, and sentences that stand together.
        """
        said = plain(words)
        if self._has(said) or self._has(AROUND.sub("", said)):
            return True
        parts = BETWEEN.split(said)
        return len(parts) > 1 and all(self._has(one) for one in parts)

    def _has(self, said: str) -> bool:
        shapes = self.varying.values()
        return hash_of(said) in self.by_hash or any(
            one.fullmatch(said) for one in shapes
        )


def fixed_in(language: Language) -> Fixed:
    """Return every sentence of the screens and of every activity in one language."""
    said = {
        id_: plain(words) for id_, words in _every(language) if words and words.strip()
    }
    shapes = {id_: _shape(words) for id_, words in said.items() if HOLE.search(words)}
    by_id = {id_: one for id_, one in said.items() if id_ not in shapes}
    return Fixed(by_id, shapes, {hash_of(words): words for words in by_id.values()})


def _every(language: Language) -> Iterator[tuple[str, str]]:
    for id_, words in sentences(read_text(language)).items():
        if not id_.startswith(STAFF_ONLY):
            yield id_, words
    for task in tasks().values():
        yield from _of_task(task, language)


def _of_task(task: AnyTask, language: Language) -> Iterator[tuple[str, str]]:
    yield f"{task.name}.title", task.title(language)
    words = msgspec.to_builtins(task.read_words(language))
    yield from _walk(f"{task.name}.words", words)
    params = msgspec.to_builtins(task.read_params())
    yield f"{task.name}.credit", params.get("credit", "")
    yield from _published(f"{task.name}.params", params, language)


def _walk(path: str, part: object) -> Iterator[tuple[str, str]]:
    match part:
        case str():
            yield path, part
        case dict():
            for name, inner in part.items():
                if name not in UNSEEN:
                    yield from _walk(f"{path}.{name}", inner)
        case list() | tuple():
            for number, inner in enumerate(part, 1):
                yield from _walk(f"{path}.{number}", inner)


def _published(path: str, part: object, language: str) -> Iterator[tuple[str, str]]:
    """Find what stands under a language in an activity's numbers: items and answers."""
    match part:
        case dict() if part and set(part) <= set(languages()):
            yield from _walk(path, part.get(language))
        case dict():
            for name, inner in part.items():
                yield from _published(f"{path}.{name}", inner, language)
        case list() | tuple():
            for number, inner in enumerate(part, 1):
                yield from _published(f"{path}.{number}", inner, language)


def _shape(words: str) -> re.Pattern[str]:
    """Return what a sentence with holes can become."""
    return re.compile(".+?".join(re.escape(part) for part in HOLE.split(words)))
