"""Questionnaires answered, and what a site would supply for one we may not ship."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from pod.modules.questionnaire import site_tasks
from pod.modules.questionnaire.site import SKELETONS, Skeleton
from pod.settings import read_toml
from pod.task import tasks

SKELETON_NAMES = sorted(path.stem for path in SKELETONS.glob("*.toml"))


def answered(task, values):
    """The rows of somebody who gave these values in order; None is a skipped item."""
    items = [item.id for item in task.read_params().items]
    return [
        task.row(item=item, value=value)
        for item, value in zip(items, values, strict=False)
    ]


def scores(task, values):
    """The scores of these answers: the number, or the reason why there is none."""
    found = task.score(answered(task, values))
    return {name: one.why or one.value for name, one in found.items()}


def shipped(name):
    return tasks()[name]


def skeleton(name):
    return read_toml(SKELETONS / f"{name}.toml", Skeleton).params


def site_text(name, languages=("en",), table=None):
    """A site's file for a skeleton, with words that were never published."""
    bare = skeleton(name)
    lines = [
        f'skeleton = "{name}"',
        'permission = "LIC-2026-0001"',
        "key_checked = true",
        '[licence]\nstatement = "Used by permission of the holder."',
    ]
    for language in languages:
        lines.append(f"[wording.{language}]\nstem = {quoted(language, 'stem')}")
        lines.append(f"[wording.{language}.items]")
        lines += [f"{item.id} = {quoted(language, item.id)}" for item in bare.items]
        lines.append(f"[wording.{language}.responses]")
        for of, values in bare.response_sets.items():
            said = ", ".join(quoted(language, f"{of} {value}") for value in values)
            lines.append(f"{of} = [{said}]")
    lines += [f"[lookup]\nmetric = {table}"] if table else []
    return "\n".join(lines) + "\n"


def quoted(language, words):
    return json.dumps(f"{language}: {words}")


def straight(least=7, most=35):
    """A table that nobody published: each sum becomes itself."""
    return [[raw, float(raw)] for raw in range(least, most + 1)]


def supply(folder, name, **how):
    """Put a site's file for a skeleton into its folder."""
    table = straight() if name == "swemwbs" else None
    path = folder / f"{name}.toml"
    path.write_text(site_text(name, table=table, **how), "utf-8")
    return path


def supplied_skeletons():
    """Every skeleton with words of nobody's, by name."""
    with TemporaryDirectory() as folder:
        for name in SKELETON_NAMES:
            supply(Path(folder), name)
        return {task.name: task for task in site_tasks(Path(folder))}
