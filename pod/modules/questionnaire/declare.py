"""An activity for each questionnaire file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from pod.errors import Malformed
from pod.modules.questionnaire.answerer import person
from pod.modules.questionnaire.checked import checked
from pod.modules.questionnaire.declared import Params, RiskWords, Words
from pod.modules.questionnaire.play import script
from pod.modules.questionnaire.rows import Row, row_of
from pod.modules.questionnaire.score import score, scoring
from pod.settings import LANGUAGES, ORIGINAL
from pod.task import Task

HOLES = ("number", "of")
MINUTE_ITEMS = 5
"""About how many items are heard and answered in a minute."""


@dataclass(frozen=True, kw_only=True)
class Questionnaire(Task[Params, Words, Row]):
    """The activity of a questionnaire, with its file as it was read and checked."""

    raw: Mapping[str, Any] = field(repr=False, compare=False)

    def _raw(self) -> dict[str, Any]:
        return dict(self.raw)

    def _said(self, language: str) -> dict[str, Any]:
        """Return its words; a pack never words the items, which stay in English."""
        if language in self.raw["text"]:
            return super()._said(language)
        return {**super()._said(language), "wording": ORIGINAL}


def questionnaire(at: Path, raw: Mapping[str, Any], called: str) -> Questionnaire:
    """Return the activity that a questionnaire's file makes; `called` is the file.

    `at` is where the words stand that it is like. Raises Malformed when the file is
    not an instrument, does not fit together, or does not speak every language.
    """
    instrument = checked(called, at.stem, raw)
    task = activity(at, raw, instrument)
    check_words(task, instrument, called)
    return task


def activity(at: Path, raw: Mapping[str, Any], instrument: Params) -> Questionnaire:
    """Return the activity of an instrument that was found to fit together."""
    kind, risky = row_of(instrument), any(item.risk for item in instrument.items)
    return Questionnaire(
        name=at.stem,
        version=instrument.version,
        params=Params,
        words=RiskWords if risky else Words,
        row=kind,
        script=partial(script, kind=kind),
        score=partial(score, instrument=instrument),
        person=person,
        scoring=scoring(instrument),
        icon="questions",
        minutes=max(1, round(len(instrument.items) / MINUTE_ITEMS)),
        form="measure",
        risk=partial(rule_met, instrument=instrument) if risky else None,
        substitute=instrument.substitute or "",
        at=at,
        raw=raw,
    )


def check_words(task: Questionnaire, instrument: Params, called: str) -> None:
    """Refuse a file that lacks a language, or words of ours, or says them for nothing.

    The note that items are in another language is there just where they are.
    """
    check_like(task, called)
    published = instrument.items[0].text
    for language in LANGUAGES:
        if language not in task.raw["text"]:
            raise Malformed(f"{called}, text: expected {language} too")
        words = task.read_words(language)
        where = f"{called}, text.{language}"
        if words.wording not in published:
            known = ", ".join(published)
            raise Malformed(f"{where}.wording: expected one of {known}")
        if bool(words.note) == (words.wording == language):
            raise Malformed(f"{where}.note: expected just where wording is another")
        for fault in word_faults(words):
            raise Malformed(f"{where}.{fault}")


def check_like(task: Questionnaire, called: str) -> None:
    """Refuse a file that is like one that is not there."""
    like = task.raw.get("like", "")
    if like and not task.path.with_name(f"{like}.toml").is_file():
        raise Malformed(f"{called}, like: expected a file beside it; no {like}.toml is")


def word_faults(words: Words) -> Iterator[str]:
    """Give words of ours that say nothing, or have other holes than are filled."""
    for name, said in msgspec.structs.asdict(words).items():
        if not said.strip() and name != "note":
            yield f"{name}: expected words"
        filled = said
        for hole in HOLES if name == "step" else ():
            filled = filled.replace(f"{{{hole}}}", "")
        if "{" in filled or "}" in filled:
            holes = " and ".join(f"{{{hole}}}" for hole in HOLES)
            yield f"{name}: expected no holes, but {holes} in step"


def rule_met(row: Row, instrument: Params) -> str | None:
    """Return the id of the rule by which this answer must be passed on, or None."""
    for item in instrument.items:
        if item.id == row.item and item.risk and item.risk.met_by(row.value):
            rule = item.risk
            return f"{instrument.id}.{item.id}.{rule.kind}.{rule.version}"
    return None
