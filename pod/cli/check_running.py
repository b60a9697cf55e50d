"""What `pod check` says of a pod that runs: its stores stay its own."""

import shutil
from collections.abc import Mapping

from pod import desk
from pod.app.office import Office
from pod.cli.behind import expect
from pod.cli.devices import said_of
from pod.cli.wing_told import said_of_wing
from pod.core.wing_told import AWAY
from pod.hardware.station import reports_in
from pod.settings import home, read_settings, run_folder
from pod.wire import Broken

NO_READER = "the reader does not run"
MORE = "pod export status, pod devices, pod update status; journalctl -u 'pod-*'"


def running() -> Mapping[str, object] | None:
    """Return what the core and the reader tell anybody, or None where no core runs."""
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
        "wing": said_of_wing(
            read_settings(home()).link, view.heard, away=AWAY in view.notices
        ),
        "devices": _devices(),
        "room": f"{shutil.disk_usage(home()).free} bytes free",
        "more": MORE,
    }


def _devices() -> list[str] | str:
    """Say of each device how its reader finds it."""
    reports = reports_in(run_folder(home()))
    return NO_READER if reports is None else [said_of(one) for one in reports]
