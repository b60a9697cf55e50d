"""The reader as a part of the whole pod: its process, kept from being looked into."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from pod.app.crashes import note_crashes
from pod.app.hardened import leave_no_picture
from pod.app.logs import GIVEN, log_to
from pod.app.notify import Service
from pod.errors import Trouble
from pod.hardware.station import read_ports
from pod.settings import Port, run_folder

log = logging.getLogger(__name__)


def serve_reader(home: Path, ports: Sequence[Port], folder: Path | None) -> None:
    """Be the reader of the pod at home in `home` until told to stop.

    It hands events out in `folder`, or where the pod's parts meet.
    """
    if GIVEN in os.environ:
        log_to(home, "reader")
        note_crashes(home, "reader")
    service = Service()
    service.status(f"Devices to be read: {len(ports)}.")
    read_ports(ports, folder or run_folder(home), service.well)
    service.ends()


def reader_in_kiosk(home: Path, ports: Sequence[Port]) -> None:
    """Be the reader's process; while another one reads, it is tried again later."""
    leave_no_picture()
    log_to(home, "reader")
    note_crashes(home, "reader")
    try:
        read_ports(ports, run_folder(home))
    except Trouble as trouble:
        log.warning("%s %s", trouble.say, trouble.do)
