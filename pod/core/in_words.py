"""What somebody answered, in the words they answered it in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from pod.desk.rights import Told
from pod.settings import Language
from pod.task import AnyTask, Score, Scores
from pod.values import Value

Row: TypeAlias = Mapping[str, Any]
Tell: TypeAlias = Callable[[AnyTask, Row, Language], tuple[str, Told]]
NOT_ANSWERED = "-"
MOODS = ("very_low", "low", "okay", "good", "great")


def answers(
    task: AnyTask, rows: Sequence[Value], language: Language
) -> tuple[Told, ...]:
    """Return each question with its latest answer.

    Trials, breaths and presses are not answers: of those the scores tell.
    """
    tell = next((how for field, how in TELLING.items() if _has(task, field)), None)
    if tell is None:
        return ()
    raw = map(msgspec.structs.asdict, rows)
    return tuple(dict(tell(task, row, language) for row in raw).values())


def in_words(scores: Scores) -> tuple[Told, ...]:
    """Return each score by its name, or why there is none."""
    return tuple(Told(_plain(name), _figure(one)) for name, one in scores.items())


def _has(task: AnyTask, field: str) -> bool:
    return field.split() == [one for one in field.split() if one in _fields(task)]


def _fields(task: AnyTask) -> tuple[str, ...]:
    fields: tuple[str, ...] = task.row.__struct_fields__
    return fields


def _figure(one: Score) -> str:
    return f"{round(one.value, 3):g}" if one.value is not None else _plain(one.why)


def _item(task: AnyTask, row: Row, language: Language) -> tuple[str, Told]:
    """Return a questionnaire's item with the answer that was chosen."""
    params = task.read_params()
    item = next(one for one in params.items if one.id == row["item"])
    said = {one.value: _in(one.text, language) for one in params.options(item)}
    told = Told(_in(item.text, language), said.get(row["value"], NOT_ANSWERED))
    return item.id, told


def _step(task: AnyTask, row: Row, language: Language) -> tuple[str, Told]:
    """Return a lesson's step with the card or the number that was chosen."""
    words, choice, value = task.read_words(language), row["choice"], row["value"]
    card = str(getattr(words, choice, choice)) if choice else ""
    chosen = ", ".join(filter(None, (card, "" if value is None else str(value))))
    name = f"{_plain(row['step'])} {row['place']}"
    return name, Told(name, chosen or NOT_ANSWERED)


def _mood(task: AnyTask, row: Row, language: Language) -> tuple[str, Told]:
    words, mood = task.read_words(language), row["mood"]
    said = NOT_ANSWERED if mood is None else str(getattr(words, MOODS[mood]))
    return "mood", Told(words.prompt, said)


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _in(text: Mapping[str, str], language: Language) -> str:
    """Return a published text in this language, else as it was published."""
    return text.get(language) or next(iter(text.values()))


TELLING: Mapping[str, Tell] = {
    "mood": _mood,
    "step kind choice": _step,
    "item value revision": _item,
}
"""How rows with these fields are told."""
