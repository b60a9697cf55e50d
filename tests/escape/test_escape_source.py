"""What the shipped program does not hold cannot be opened: read off its own source."""

import ast
from pathlib import Path

import pytest

from tests.escape.report import note

POD = Path(__file__).parents[2] / "pod"
NO_WINDOWS = {
    "QAction",
    "QActionGroup",
    "QColorDialog",
    "QComboBox",
    "QDialog",
    "QDialogButtonBox",
    "QErrorMessage",
    "QFileDialog",
    "QFileIconProvider",
    "QFileSystemModel",
    "QFontComboBox",
    "QFontDialog",
    "QInputDialog",
    "QKeySequenceEdit",
    "QLineEdit",
    "QMainWindow",
    "QMdiArea",
    "QMenu",
    "QMenuBar",
    "QMessageBox",
    "QPageSetupDialog",
    "QPlainTextEdit",
    "QPrintDialog",
    "QPrintPreviewDialog",
    "QProgressDialog",
    "QRubberBand",
    "QShortcut",
    "QSpinBox",
    "QSystemTrayIcon",
    "QTextBrowser",
    "QTextEdit",
    "QToolBar",
    "QWebEngineView",
    "QWhatsThis",
    "QWizard",
}
NO_WAYS_OUT = {
    "QClipboard",
    "QDesktopServices",
    "QDrag",
    "QProcess",
    "clipboard",
    "openUrl",
    "setAcceptDrops",
    "setContextMenuPolicy",
    "setDragEnabled",
    "setOpenExternalLinks",
    "setOpenLinks",
    "setTextInteractionFlags",
    "setToolTip",
    "setWhatsThis",
    "startDetached",
}
NO_WAYS_IN = {"breakpoint", "eval", "set_trace"}
NO_MODULES = {"bdb", "cmd", "code", "codeop", "debugpy", "IPython", "pdb", "pydevd"}
NO_OPTIONS = ("--debug", "--dev", "--developer", "--shell", "--test-mode")
COPIES = ("ui/guard/nothing_out.py", "ui/staff/copying.py")
HELD_BY = {
    "QClipboard": COPIES,
    "clipboard": COPIES,
    "QDesktopServices": "ui/guard/nothing_out.py",
    "QProcess": ("ui/voice/", "ui/printing/handing.py"),
}
"""Where links are taken and none is opened, and copies forgotten; where a staff PC may
copy, never a pod; to begin the voice; to hand a page over."""
ELSEWHERE = "ui/evaluator/"
"""The evaluator's own window: an ordinary program, which no pod's program knows."""


def named_in(tree):
    """Give every name that a source uses or imports, and every module."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id="exec"):
                yield "eval"
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.alias(name=name):
                yield from name.split(".")
            case ast.ImportFrom(module=str(name)):
                yield name.split(".")[0]


def written_in(tree):
    """Give every text in a source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def amiss_in(source, where=""):
    """Return what a source holds that the shipped program must not."""
    tree = ast.parse(source)
    names = set(named_in(tree))
    held = {name for name, file in HELD_BY.items() if where.startswith(file)}
    words = {text for text in written_in(tree) if text.startswith(NO_OPTIONS)}
    return (names & (NO_WINDOWS | NO_WAYS_OUT | NO_WAYS_IN) - held) | words


def modules_in(source):
    """Return what a source imports that a debugger would."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found & NO_MODULES


def test_nothing_in_the_program_can_open_a_window_a_link_or_a_way_in():
    amiss = {}
    for file in sorted(POD.rglob("*.py")):
        source, where = file.read_text("utf-8"), str(file.relative_to(POD))
        if where.startswith(ELSEWHERE):
            continue
        if found := amiss_in(source, where) | modules_in(source):
            amiss[where] = sorted(found)
    for row in (14, 15, 16, 33):
        note(row, "U", "OUT" if amiss else "held")
    assert not amiss


@pytest.mark.parametrize(
    "source",
    [
        "from PySide6.QtWidgets import QFileDialog",
        "from PySide6 import QtWidgets\nQtWidgets.QMenu()",
        "label.setOpenExternalLinks(True)",
        "from PySide6.QtGui import QDesktopServices",
        "breakpoint()",
        "exec(whatever)",
        "@click.option('--debug')\ndef pod(): pass",
    ],
)
def test_what_must_not_be_there_is_found(source):
    assert amiss_in(source)


def test_a_debugger_is_found_and_an_activity_called_code_is_not():
    assert modules_in("import pdb") == {"pdb"}
    assert modules_in("from code import interact") == {"code"}
    assert not modules_in("from pod.ui.staff import code")
