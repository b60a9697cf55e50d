"""`pod check`: what is amiss with this pod, whether it runs or not."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from pod import desk
from pod.app.inside import INSTRUMENTS
from pod.app.office import Office
from pod.cli.behind import expect
from pod.cli.store import opened_memory
from pod.errors import Malformed, Usage
from pod.modules.questionnaire import site_tasks
from pod.settings import home, read_settings
from pod.storage import outbox, staff
from pod.storage.memory import Memory
from pod.storage.pod_memory import notices
from pod.storage.verified import verify
from pod.task import check_files, take_on
from pod.wire import Broken


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def check(*, as_json: bool) -> None:
    """Look at this pod: store, record, study, activities, what staff were told.

    A pod that runs is asked what anybody may know of it; its stores stay its own.
    """
    told = {**(_running() or _standing_still()), "activities": _activities(home())}
    if as_json:
        click.echo(json.dumps(told))
        return
    for name, state in told.items():
        click.echo(f"{name}: {state}")


def _running() -> Mapping[str, object] | None:
    """Return what the core that runs tells anybody, or None where none runs."""
    try:
        office = Office(home())
    except Broken:
        return None
    try:
        view = expect(office.ask(desk.Glance()), desk.PodView)
    finally:
        office.close()
    return {
        "pod": "running",
        "fault": view.fault or "none",
        "notices": list(view.notices),
    }


def _standing_still() -> Mapping[str, object]:
    """Open the stores of a pod that does not run, and look them through."""
    with opened_memory() as memory:
        record = _record(memory)
        with memory.people.begin() as names, memory.doings.begin() as db:
            told: dict[str, object] = {
                "store": "sound",
                "record": record,
                "staff": "there" if staff.any_staff(names) else "none yet",
                "notices": list(notices(db)),
            }
            try:
                told["study"] = outbox.study(db).study
            except Usage:
                told["study"] = "none yet"
    return told


def _activities(where: Path) -> str:
    """Say whether every activity's file fits, a site's own among them."""
    try:
        take_on(site_tasks(where / INSTRUMENTS))
        check_files()
    except Malformed as fault:
        return fault.say
    return "whole"


def _record(memory: Memory) -> str:
    """Say whether the record of who did what is whole."""
    flaw = verify(memory, read_settings(home()).pod).flaw
    return flaw.say if flaw else "whole"
