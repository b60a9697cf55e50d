"""What `pod score --list` says of each activity: its columns and its scores."""

import io
from collections.abc import Mapping

from pod.change.judged import judgements
from pod.change.rules import NoRule, in_words
from pod.cli.columns import Column, columns_of
from pod.cli.rows import PERSON, VERSION
from pod.modules.questionnaire.declared import Band, Params
from pod.task import AnyTask, tasks
from pod.values import Value


class Listed(Value, frozen=True, kw_only=True):
    """One activity, as `--list` shows it.

    An instrument's scores have a range, in points, and may have published bands;
    `change` says by which rule change in one person is judged, or why by none.
    """

    task: str
    version: int
    scoring: str
    scores: tuple[str, ...]
    ranges: Mapping[str, tuple[float, float]]
    bands: tuple[Band, ...]
    change: Mapping[str, str]
    columns: tuple[Column, ...]


def listed() -> list[Listed]:
    """Describe every activity, a site's own among them."""
    return [describe(task) for task in tasks().values()]


def describe(task: AnyTask) -> Listed:
    """Describe one activity: its scoring, its scores and its columns."""
    params = task.read_params()
    instrument = params if isinstance(params, Params) else None
    scales = instrument.scales if instrument else ()
    rules = {name: judged.rule for name, judged in judgements(task).items()}
    return Listed(
        task=task.name,
        version=task.version,
        scoring=task.scoring,
        scores=tuple(task.score([])),
        ranges={one.name: instrument.range_of(one) for one in scales if instrument},
        bands=instrument.bands if instrument else (),
        change={
            name: rule.why if isinstance(rule, NoRule) else in_words(rule)
            for name, rule in rules.items()
        },
        columns=columns_of(task.row),
    )


def listed_text() -> str:
    """Write the list for people."""
    text = io.StringIO()
    for task in listed():
        text.write(f"{task.task}, version {task.version}: {task.scoring}\n")
        text.write(f"  scores: {', '.join(ranged(task))}\n")
        alike = by_change(task)
        for change, names in alike.items():
            of = f" in {', '.join(names)}" if len(alike) > 1 else ""
            text.write(f"  change{of}: {change}\n")
        for band in task.bands:
            sure = "" if band.confirmed else " (unconfirmed)"
            within = f"{band.low:g} to {band.high:g}"
            text.write(f"  {band.scale} {within}: {band.name}{sure}\n")
        for column in task.columns:
            need = "" if column.required else f" (left out: {column.assumed})"
            text.write(f"  {column.name}{need}: {column.kind}. {column.description}\n")
        text.write("\n")
    text.write("A column marked `left out` need not be there; this is then assumed.\n")
    text.write(f"A column {PERSON} may be added: one line of scores per person.\n")
    text.write(f"A column {VERSION} may be added: rows of another one are refused.\n")
    return text.getvalue()


def ranged(task: Listed) -> list[str]:
    """Return the names of the scores, each with its range if it has one."""
    return [
        f"{name} ({task.ranges[name][0]:g} to {task.ranges[name][1]:g})"
        if name in task.ranges
        else name
        for name in task.scores
    ]


def by_change(task: Listed) -> Mapping[str, list[str]]:
    """Return the scores in which change is judged alike, by what is said of it."""
    alike: dict[str, list[str]] = {}
    for name, change in task.change.items():
        alike.setdefault(change, []).append(name)
    return alike
