"""Against a real print system on loopback: what it takes, and what it says it lacks.

Its own folders are the test's; nothing of this machine's print system is touched. Where
none is installed, and none is unpacked at POD_CUPS_ROOT, the file is passed over.
"""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from pod.settings.printer import Printer
from pod.ui.common.words import read_text
from pod.ui.printing.handing import Programs
from pod.ui.printing.paper import pdf_of
from pod.ui.printing.quietly import hand_over
from pod.ui.printing.sheets import handover_sheet
from pod.ui.sample_help import VIEW

CUPS = Path(os.environ.get("POD_CUPS_ROOT", "/"))
DAEMON = CUPS / "usr/sbin/cupsd"
OURS = Programs(str(CUPS / "usr/bin/lp"), str(CUPS / "usr/bin/lpstat"))
pytestmark = [
    pytest.mark.proof,
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(not DAEMON.exists(), reason="no print system is installed"),
]
PATIENCE_MS = 30_000
WHY = {
    "halted": "stopped",
    "empty": "empty",
    "nowhere": "away",
    "closed": "failed",
}
"""What each queue is for, and a queue that there is not."""
FILES = """ServerRoot {at}
ServerBin {bin}
DataDir {data}
RequestRoot {at}/spool
CacheDir {at}/cache
StateDir {at}/state
TempDir {at}/tmp
FileDevice Yes
AccessLog {at}/access_log
ErrorLog {at}/error_log
PageLog {at}/page_log
SystemGroup root
"""
QUEUES = """<Printer office>
DeviceURI file:{at}/printed
State Idle
Accepting Yes
</Printer>
<Printer halted>
DeviceURI file:{at}/printed
State Stopped
Accepting Yes
</Printer>
<Printer empty>
DeviceURI file:{at}/printed
State Idle
Reason media-empty-error
Accepting Yes
</Printer>
<Printer closed>
DeviceURI file:{at}/printed
State Idle
Accepting No
</Printer>
"""
LISTENS = """Listen 127.0.0.1:{port}
DefaultAuthType None
WebInterface No
Browsing No
LogLevel info
<Location />
Order allow,deny
Allow from 127.0.0.1
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""


@pytest.fixture(scope="module")
def cups(tmp_path_factory):
    """Run a real print system on loopback whose queues keep what they took."""
    at = tmp_path_factory.mktemp("cups")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("spool", "cache", "state", "tmp"):
        (at / name).mkdir()
    places = {"at": at, "port": port, "bin": CUPS / "usr/lib/cups"}
    places["data"] = CUPS / "usr/share/cups"
    (at / "cupsd.conf").write_text(LISTENS.format(**places))
    (at / "cups-files.conf").write_text(FILES.format(**places))
    (at / "printers.conf").write_text(QUEUES.format(**places))
    words = ["-f", "-c", at / "cupsd.conf", "-s", at / "cups-files.conf"]
    with subprocess.Popen([DAEMON, *words]) as running:
        yield f"127.0.0.1:{port}", at
        running.terminate()


def printed(cups, queue, pdf=b"%PDF-1.4\n"):
    server, _ = cups
    return hand_over(pdf, Printer(queue=queue, server=server), OURS)


@pytest.fixture
def listening(cups, qtbot):
    """Wait until it answers."""
    qtbot.waitUntil(lambda: printed(cups, "halted") == "stopped", timeout=PATIENCE_MS)
    return cups


def test_it_takes_the_page_byte_for_byte(listening, qtbot):
    """As it keeps it for its queue, once the job is complete."""
    _, at = listening
    pdf = pdf_of(handover_sheet(read_text("en"), VIEW))
    assert printed(listening, "office", pdf) == "gone"
    log = at / "error_log"
    qtbot.waitUntil(lambda: "Job completed." in log.read_text(), timeout=PATIENCE_MS)
    (page,) = (at / "spool").glob("d*")
    assert page.read_bytes() == pdf


@pytest.mark.parametrize(("queue", "why"), WHY.items())
def test_why_it_does_not_print_is_told_and_nothing_waits_in_it(listening, queue, why):
    _, at = listening
    before = {*(at / "spool").glob("d*")}
    assert printed(listening, queue) == why
    assert {*(at / "spool").glob("d*")} == before


def test_a_print_system_that_is_gone_is_away():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{free.getsockname()[1]}"
    assert hand_over(b"%PDF", Printer(queue="office", server=nobody), OURS) == "away"
