"""One way to paper: the page, the words of the command, and what it is not told."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pod.settings import LANGUAGES, Settings, read_settings
from pod.settings.printer import Printer
from pod.ui.common.words import read_text
from pod.ui.printing.paper import pdf_of
from pod.ui.printing.quietly import hand_over
from pod.ui.printing.sheet import Section, Sheet, shortened
from pod.ui.printing.sheets import handover_sheet
from pod.ui.sample_help import VIEW

PAGE = re.compile(rb"/Type /Page\n")
CUPS = Path(os.environ.get("POD_CUPS_ROOT", "/"))
"""Where the print system is unpacked, where it is not installed."""


def sheet(concerns=2, faults=2):
    return Sheet(
        title="Handover",
        below="pod01",
        sections=(
            Section(
                title="Open concerns",
                lines=tuple(f"Rhys, B1-19: at 10:{n:02}." for n in range(concerns)),
                whole=True,
            ),
            Section(title="Faults", lines=tuple(f"Fault {n}." for n in range(faults))),
        ),
        signatures=("Name", "Name"),
        more="{count} more",
    )


@pytest.mark.usefixtures("qapp")
def test_the_same_page_is_the_same_file_and_names_no_moment():
    first, second = pdf_of(sheet()), pdf_of(sheet())
    assert first == second
    assert first.startswith(b"%PDF-")
    assert b"D:20000101000000" in first
    assert len(PAGE.findall(first)) == 1


@pytest.mark.usefixtures("qapp")
def test_another_page_is_another_file():
    assert pdf_of(sheet(concerns=2)) != pdf_of(sheet(concerns=3))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("concerns", "faults"), [(1, 400), (40, 400), (50, 3)])
def test_much_of_everything_stays_on_one_page(concerns, faults):
    assert len(PAGE.findall(pdf_of(sheet(concerns, faults)))) == 1


@pytest.mark.usefixtures("qapp")
def test_concerns_are_never_left_out_for_room_but_take_further_pages():
    assert len(PAGE.findall(pdf_of(sheet(concerns=120)))) == 3


def test_what_is_whole_is_never_shortened_and_the_rest_is_counted():
    concerns, faults = shortened(sheet(concerns=9, faults=9), most=2)
    assert len(concerns.lines) == 9
    assert faults.lines == ("Fault 0.", "Fault 1.", "7 more")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_handover_open_concerns_come_first_whole_and_two_sign(language):
    page = handover_sheet(read_text(language), VIEW)
    first, *rest = page.sections
    assert first.whole
    assert len(first.lines) == len(VIEW.needs)
    assert not any(one.whole for one in rest)
    assert len(page.signatures) == 2
    assert page.sections[-1].lines == VIEW.heads


def test_the_words_of_the_command_are_fixed_and_hold_nothing_of_the_page():
    plain = ["-d", "office", "-o", "media=A4", "-t", "page", "-"]
    assert Printer(queue="office").words == plain
    far = Printer(queue="office", server="10.0.0.5:631").words
    assert far == ["-h", "10.0.0.5:631", *plain]


@pytest.mark.parametrize("queue", ["-P", "a b", "a;b", "../x", "a" * 80, "$(id)"])
def test_a_queue_is_a_name_and_nothing_else(home, queue):
    with (home / "pod.toml").open("a") as file:
        file.write(f'\n[printer]\nqueue = "{queue}"\n')
    with pytest.raises(Exception, match=r"printer|queue|pod\.toml"):
        read_settings(home)


def test_a_pod_prints_nothing_unless_its_site_says_where():
    assert Settings(pod="pod01", site="x").printer.queue == ""


@pytest.mark.usefixtures("qapp")
def test_without_a_queue_it_is_said_and_no_program_is_begun():
    assert hand_over(b"%PDF", Printer(), "/nonexistent") == "none"


@pytest.mark.usefixtures("qapp")
def test_without_the_print_command_it_is_said():
    assert hand_over(b"%PDF", Printer(queue="office"), "/nonexistent") == "failed"


SPY = """#!{python}
import json, os, sys
told = dict(words=sys.argv[1:], env=dict(os.environ))
told["size"] = len(sys.stdin.buffer.read())
open("{out}", "w").write(json.dumps(told))
sys.exit({code})
"""


def spy(tmp_path, code=0):
    """Return a program that writes down what it was told: no printer, a witness."""
    program, out = tmp_path / "spy", tmp_path / "told.json"
    program.write_text(SPY.format(python=sys.executable, out=out, code=code))
    program.chmod(0o755)
    return str(program), out


@pytest.mark.usefixtures("qapp")
def test_the_command_hears_its_words_and_nothing_of_our_surroundings(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("POD_SECRET", "of ours")
    program, out = spy(tmp_path)
    pdf = pdf_of(sheet())
    assert hand_over(pdf, Printer(queue="office"), program) == "gone"
    told = out.read_text()
    assert "of ours" not in told
    assert '"words": ["-d", "office", "-o", "media=A4", "-t", "page", "-"]' in told
    assert f'"size": {len(pdf)}' in told
    assert str(Path.home()) not in told.replace(str(tmp_path), "")


@pytest.mark.usefixtures("qapp")
def test_what_the_print_system_refuses_has_not_gone(tmp_path):
    program, _ = spy(tmp_path, code=1)
    assert hand_over(b"%PDF", Printer(queue="office"), program) == "failed"


SYSTEM = """ServerRoot {at}
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
"""
LISTENS = """Listen 127.0.0.1:{port}
DefaultAuthType None
WebInterface No
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


@pytest.fixture
def cups(tmp_path):
    """A real print system on loopback whose one queue keeps what it took."""
    daemon = CUPS / "usr/sbin/cupsd"
    if not daemon.exists():
        pytest.skip("no cupsd here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("spool", "cache", "state", "tmp"):
        (tmp_path / name).mkdir()
    places = {"at": tmp_path, "port": port, "bin": CUPS / "usr/lib/cups"}
    places["data"] = CUPS / "usr/share/cups"
    (tmp_path / "cupsd.conf").write_text(LISTENS.format(**places))
    (tmp_path / "cups-files.conf").write_text(SYSTEM.format(**places))
    (tmp_path / "printers.conf").write_text(QUEUES.format(**places))
    words = ["-f", "-c", tmp_path / "cupsd.conf", "-s", tmp_path / "cups-files.conf"]
    with subprocess.Popen([daemon, *words]) as running:
        yield f"127.0.0.1:{port}", tmp_path / "spool"
        running.terminate()


@pytest.mark.proof
@pytest.mark.usefixtures("qapp")
def test_a_real_print_system_takes_the_page_byte_for_byte(cups, qtbot):
    """As cupsd keeps it for its queue, once the job is complete."""
    server, kept = cups
    pdf, lp = pdf_of(sheet()), CUPS / "usr/bin/lp"
    asks = Printer(queue="office", server=server)
    qtbot.waitUntil(lambda: hand_over(pdf, asks, str(lp)) == "gone", timeout=20_000)
    log = kept.parent / "error_log"
    qtbot.waitUntil(lambda: "Job completed." in log.read_text(), timeout=20_000)
    (page,) = kept.glob("d*")
    assert page.read_bytes() == pdf
    assert hand_over(pdf, Printer(queue="nowhere", server=server), str(lp)) == "failed"
