"""One way to paper: the page, the words of the command, and what it is not told."""

import re
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.settings import LANGUAGES, Panel, Settings, read_settings
from pod.settings.printer import Printer, PrinterStands, stands
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.printing.handing import Programs
from pod.ui.printing.paper import pdf_of
from pod.ui.printing.quietly import hand_over
from pod.ui.printing.sheet import Section, Sheet, shortened
from pod.ui.printing.sheets import handover_sheet
from pod.ui.sample_help import VIEW
from pod.ui.staff.on_paper import OnPaper

PAGE = re.compile(rb"/Type /Page\n")


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
    concerns, faults = sheet(concerns=9, faults=4).sections
    assert shortened(concerns, "{count} more") == concerns
    once = shortened(faults, "{count} more")
    assert once.lines == ("Fault 0.", "Fault 1.", "Fault 2.", "1 more")
    twice = shortened(once, "{count} more")
    assert twice.lines == ("Fault 0.", "Fault 1.", "2 more")
    last = shortened(twice, "{count} more")
    assert last.lines == ("Fault 0.", "3 more")
    assert shortened(last, "{count} more") == last


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_handover_open_concerns_come_first_whole_and_two_sign(language):
    page = handover_sheet(read_text(language), VIEW)
    first, *rest = page.sections
    assert first.whole
    assert len(first.lines) == len(VIEW.needs)
    assert [one.title for one in rest if one.whole] == [rest[-1].title]
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


IDLE = """printer office is idle.  enabled since Mon 05 Jan 2026 09:30:00
\tForm mounted:
\tContent types: any
\tAlerts: {alerts}
\tConnection: direct
"""
STOPPED = """printer office disabled since Mon 05 Jan 2026 09:30:00 -
\tPaused
\tAlerts: {alerts}
"""


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (IDLE.format(alerts="none"), "ready"),
        (IDLE.format(alerts="toner-low-warning"), "ready"),
        (IDLE.format(alerts="media-empty-error"), "empty"),
        (IDLE.format(alerts="toner-low-warning media-needed"), "empty"),
        (IDLE.format(alerts="offline-report"), "away"),
        (STOPPED.format(alerts="none"), "stopped"),
        (STOPPED.format(alerts="media-empty-error"), "empty"),
        ("", "away"),
        ("no such thing\nAlerts: none", "away"),
    ],
)
def test_how_a_printer_stands_is_read_from_what_the_print_system_says(said, means):
    assert stands(said) == means


@given(st.text())
def test_whatever_is_said_it_stands_somehow(said):
    assert stands(said) in get_args(PrinterStands)


@pytest.mark.usefixtures("qapp")
def test_without_a_queue_it_is_said_and_no_program_is_begun():
    nothing = Programs("/nonexistent", "/nonexistent")
    assert hand_over(b"%PDF", Printer(), nothing) == "none"


@pytest.mark.usefixtures("qapp")
def test_without_the_print_commands_it_is_said(tmp_path):
    nothing = Programs("/nonexistent", "/nonexistent")
    assert hand_over(b"%PDF", Printer(queue="office"), nothing) == "failed"
    half = Programs("/nonexistent", says(tmp_path, IDLE.format(alerts="none")))
    assert hand_over(b"%PDF", Printer(queue="office"), half) == "failed"


SPY = """#!{python}
import json, os, sys
told = dict(words=sys.argv[1:], env=dict(os.environ))
told["size"] = len(sys.stdin.buffer.read())
open("{out}", "w").write(json.dumps(told))
sys.exit({code})
"""


def spy(tmp_path, code=0):
    """Return commands of which one writes down what it was told: a witness."""
    program, out = tmp_path / "spy", tmp_path / "told.json"
    program.write_text(SPY.format(python=sys.executable, out=out, code=code))
    program.chmod(0o755)
    return Programs(str(program), says(tmp_path, IDLE.format(alerts="none"))), out


def says(tmp_path, said):
    """Return a command that says how the printer stands."""
    program = tmp_path / "says"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{said}\nEND\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.usefixtures("qapp")
def test_the_command_hears_its_words_and_nothing_of_our_surroundings(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("POD_SECRET", "of ours")
    programs, out = spy(tmp_path)
    pdf = pdf_of(sheet())
    assert hand_over(pdf, Printer(queue="office"), programs) == "gone"
    told = out.read_text()
    assert "of ours" not in told
    assert '"words": ["-d", "office", "-o", "media=A4", "-t", "page", "-"]' in told
    assert f'"size": {len(pdf)}' in told
    assert str(Path.home()) not in told.replace(str(tmp_path), "")


@pytest.mark.usefixtures("qapp")
def test_what_the_print_system_refuses_has_not_gone(tmp_path):
    programs, _ = spy(tmp_path, code=1)
    assert hand_over(b"%PDF", Printer(queue="office"), programs) == "failed"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("alerts", ["media-empty-error", "offline-report"])
def test_a_page_is_not_left_in_the_queue_of_a_printer_that_does_not_print(
    tmp_path, alerts
):
    """It would come out when nobody stands there any more."""
    programs, out = spy(tmp_path)
    waits = programs._replace(asks=says(tmp_path, IDLE.format(alerts=alerts)))
    assert hand_over(b"%PDF", Printer(queue="office"), waits) != "gone"
    assert not out.exists()


class Window:
    """A place in which a part of the room shows its pages."""

    printer = Printer(queue="office")

    def __init__(self, look, text):
        self.look, self.text, self.place, self.backs = look, text, self, 0
        self.turn = 0

    def put_aside(self, make, then):
        self.page, self.chosen = make(), then

    def again(self):
        self.backs += 1

    def said(self):
        return [one.text() for one in self.page._lines]


@pytest.fixture
def window(qapp):
    assert qapp
    return Window(Look("cream", "standard", Panel()), read_text("cy"))


@pytest.mark.parametrize("why", ["away", "stopped", "empty", "failed"])
def test_a_page_that_was_not_printed_is_offered_again_as_it_was(
    window, monkeypatch, why
):
    handed = []

    class Away:
        def __init__(self, _printer, told):
            self.told = told

        def begin(self, pdf):
            handed.append(pdf)
            self.told(why if len(handed) == 1 else "gone")

    monkeypatch.setattr("pod.ui.staff.on_paper.Handing", Away)
    OnPaper(window).print(sheet(), "Elsewhere.")
    words = window.text.seeing_to.paper
    assert window.said() == [getattr(words, why), getattr(words, f"{why}_do")]
    window.chosen("again")
    assert handed == [pdf_of(sheet())] * 2
    assert window.said() == [words.gone]
    assert "again" not in window.page.targets()
    window.chosen("back")
    assert window.backs == 1


def test_a_page_of_whoever_has_left_is_offered_to_nobody_who_came_after(
    window, monkeypatch
):
    """It may name people whom whoever is here now may not see."""
    handed = []

    class Slow:
        def __init__(self, _printer, told):
            handed.append(told)

        def begin(self, _pdf):
            window.page = None

    monkeypatch.setattr("pod.ui.staff.on_paper.Handing", Slow)
    OnPaper(window).print(sheet(), "Elsewhere.")
    window.turn += 1
    handed[0]("away")
    assert window.page is None
