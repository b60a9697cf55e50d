"""An activity for each questionnaire file."""

from collections.abc import Mapping
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
from pod.settings import LANGUAGES
from pod.task import Task

MINUTE_ITEMS = 5
"""About how many items are heard and answered in a minute."""


@dataclass(frozen=True, kw_only=True)
class Questionnaire(Task[Params, Words, Row]):
    """The activity of a questionnaire, with its file as it was read and checked."""

    raw: Mapping[str, Any] = field(repr=False, compare=False)

    def _raw(self) -> dict[str, Any]:
        return dict(self.raw)


def questionnaire(at: Path, raw: Mapping[str, Any], called: str) -> Questionnaire:
    """Return the activity that a questionnaire's file makes; `called` is the file.

    `at` is where the words stand that it is like. Raises Malformed when the file is
    not an instrument, does not fit together, or does not speak every language.
    """
    instrument = checked(called, at.stem, raw)
    kind, risky = row_of(instrument), any(item.risk for item in instrument.items)
    task = Questionnaire(
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
    check_words(task, instrument, called)
    return task


def check_words(task: Questionnaire, instrument: Params, called: str) -> None:
    """Refuse a file that lacks a language, or words of ours, or says them for nothing.

    The note that items are in another language is there just where they are.
    """
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
        for name, said in msgspec.structs.asdict(words).items():
            if not said and name != "note":
                raise Malformed(f"{where}.{name}: expected words")


def rule_met(row: Row, instrument: Params) -> str | None:
    """Return the id of the rule by which this answer must be passed on, or None."""
    for item in instrument.items:
        if item.id == row.item and item.risk and item.risk.met_by(row.value):
            rule = item.risk
            return f"{instrument.id}.{item.id}.{rule.kind}.{rule.version}"
    return None
