"""`pod activities`: every activity and measure, described from its own declaration.

docs/activities.md is this command's output; a test fails when it is stale.
"""

from collections.abc import Iterator, Mapping, Sequence

import click
import msgspec

from pod.cli.columns import columns_of
from pod.settings import LANGUAGES, RESOURCES, read_raw
from pod.task import AnyTask, Form, every_task

HEAD = """# Activities and measures

Made by `pod activities` from the declarations; do not edit. Training and support, never
treatment. What is claimed stands under *Evidence*, what is not known under *Limits*.
"""
UNFELT = "led without curves; scores of the heart are missing, as `no_sensor`."
FORMS: Mapping[Form, str] = {
    "assessment": "Assessments: fixed protocols that measure",
    "training": "Trainings: adaptive practice that measures nobody",
    "lesson": "Lessons: wellbeing and agency",
    "measure": "Measures: questions",
}


@click.command()
def activities() -> None:
    """Print every activity and measure as Markdown."""
    click.echo(document(), nl=False)


def document() -> str:
    """Return the whole document."""
    tasks = sorted(every_task(), key=lambda task: task.name)
    parts = [HEAD]
    for form, title in FORMS.items():
        parts.append(f"\n## {title}\n")
        parts += ["\n".join(_lines(task)) for task in tasks if task.form == form]
    return "\n".join(parts).rstrip() + "\n"


def _lines(task: AnyTask) -> Iterator[str]:
    """Give the lines of one activity."""
    about = task.read_about()
    yield f"### {task.title(LANGUAGES[0])} (`{task.name}`, version {task.version})\n"
    yield f"{about.purpose}\n"
    yield f"- **Evidence:** {about.evidence}"
    yield f"- **Limits:** {about.limits}"
    yield f"- **Dose:** {about.dose} Planned minutes: {task.minutes}."
    yield f"- **One person's change:** {about.change}"
    yield f"- **Scoring:** {task.scoring}."
    yield f"- **Scores:** {_names(task.score([]))}"
    if task.timed:
        yield "- **Without a button box:** by touch or keys, and `timed_by` says so."
    if task.pulse:
        yield f"- **Without a pulse sensor:** {UNFELT}"
    if about.bcts:
        yield f"- **Behaviour-change techniques:** {_techniques(about.bcts)}"
    yield f"- **Sources:** {'; '.join(about.sources)}"
    yield f"- **Parameters:** {_numbers(task)}"
    yield "\n| column | holds | meaning |\n|---|---|---|"
    for column in columns_of(task.row):
        holds, means = _cell(column.kind), _cell(column.description)
        yield f"| `{column.name}` | {holds} | {means} |"
    yield ""


def _names(names: Mapping[str, object]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _techniques(codes: Sequence[str]) -> str:
    """Name each code as the BCT Taxonomy v1 does (Michie et al. 2013)."""
    names = read_raw(RESOURCES / "bcts.toml")["bcts"]
    return ", ".join(f"{code} {names[code]}" for code in codes)


def _numbers(task: AnyTask) -> str:
    """Name the plain numbers, and how many of whatever comes in lists."""
    raw = msgspec.to_builtins(task.read_params())
    said = [f"`{name}` = {_value(value)}" for name, value in raw.items() if value]
    return ", ".join(said) or "none"


def _value(value: object) -> str:
    """Write one parameter briefly."""
    if isinstance(value, Mapping):
        inner = (f"{name} {_value(one)}" for name, one in value.items())
        return f"({', '.join(inner)})"
    if isinstance(value, (list, tuple)):
        return f"{len(value)} entries"
    return str(value)


def _cell(text: str) -> str:
    """Keep a table's columns apart."""
    return text.replace("|", "or")
