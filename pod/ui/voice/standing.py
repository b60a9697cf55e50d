"""How a pod's clips stand: what nobody recorded, and what says words of before."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pod.settings import Language
from pod.ui.voice.clips import Clip, folders_of, read_manifest
from pod.ui.voice.fixed import Fixed, fixed_in


class Standing(NamedTuple):
    """One language's clips.

    `missing`: ids that no clip says, so that they are read live; `stale`: ids of clips
    that say other words than the screen does now; `lost`: ids whose file has gone.
    """

    language: Language
    sentences: int
    recorded: int
    rendered: int
    missing: Sequence[str]
    stale: Sequence[str]
    lost: Sequence[str]

    @property
    def amiss(self) -> bool:
        """Whether a manifest promises what is not so."""
        return bool(self.stale or self.lost)


def standing_of(home: Path, language: Language) -> Standing:
    """Look through every folder of a language; Malformed for a broken manifest."""
    fixed, clips, lost = fixed_in(language), list[Clip](), list[str]()
    for folder in folders_of(home, language):
        for clip in read_manifest(folder).clips:
            there = (folder / clip.file).is_file()
            clips.append(clip) if there else lost.append(clip.id)
    said = {clip.text for clip in clips}
    missing = [id_ for name, id_ in _first_ids(fixed).items() if name not in said]
    return Standing(
        language=language,
        sentences=len(fixed.by_hash),
        recorded=_number(clips, fixed, "human"),
        rendered=_number(clips, fixed, "rendered"),
        missing=missing,
        stale=_unique(one.id for one in clips if one.text not in fixed.by_hash),
        lost=_unique(lost),
    )


def _number(clips: Iterable[Clip], fixed: Fixed, source: str) -> int:
    """Return how many sentences have a clip from such a source."""
    said = {one.text for one in clips if one.source == source}
    return len(said & fixed.by_hash.keys())


def _first_ids(fixed: Fixed) -> dict[str, str]:
    """Return the first id of each sentence, by its hash."""
    words = {said: id_ for id_, said in reversed(list(fixed.by_id.items()))}
    return {name: words[said] for name, said in fixed.by_hash.items()}


def _unique(ids: Iterable[str]) -> list[str]:
    return sorted(set(ids))
