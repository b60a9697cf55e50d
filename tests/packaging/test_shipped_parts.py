"""What the frozen programs have: all they need, no demonstration, nothing simulated."""

import ast
import tomllib
from fnmatch import fnmatch
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = tomllib.loads((ROOT / "packaging/pyinstaller/parts.toml").read_text("utf-8"))
PROGRAMS = ("kiosk", "evaluator", "rehearsal")
SHIPPED = ("kiosk", "evaluator")
NEVER_IN_A_POD = ("demo", "rehears", "simulat", "gallery", "hands", "mimic", "evaluat")
ALL_THE_SAME = {"pod.app.demo_day": "what practice is booked on, among invented people"}


def every_module():
    for path in sorted((ROOT / "pod").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts).removesuffix(".__init__"), path


EVERY = dict(every_module())


def fits(module, patterns):
    return any(fnmatch(module, one) for one in patterns)


def parts_of(program):
    return PARTS.get(PARTS[program].get("like"), {}) | PARTS[program]


def is_left_out(program, module):
    parts = parts_of(program)
    return fits(module, parts["left_out"]) or not fits(module, parts.get("only", ["*"]))


def shipped(program):
    return [module for module in EVERY if not is_left_out(program, module)]


def statements(node):
    """Give every import that runs; what only a type checker reads does not."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        yield from statements(child)


@cache
def needed_by(path):
    """Return every module that this one imports; each is read once for all programs."""
    return frozenset(named_in(ast.parse(path.read_text("utf-8"))))


def named_in(tree):
    for one in statements(tree):
        if isinstance(one, ast.Import):
            yield from (alias.name for alias in one.names)
        else:
            inner = [f"{one.module}.{alias.name}" for alias in one.names]
            yield one.module
            yield from (name for name in inner if name in EVERY)


@pytest.mark.parametrize("program", PROGRAMS)
def test_nothing_shipped_needs_what_is_left_out(program):
    missing = {
        f"{module} needs {name}"
        for module in shipped(program)
        for name in needed_by(EVERY[module])
        if name in EVERY and is_left_out(program, name)
    }
    assert missing == set()


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_pattern_leaves_something_out(program):
    idle = [
        pattern
        for pattern in parts_of(program)["left_out"] + parts_of(program).get("only", [])
        if not any(fnmatch(module, pattern) for module in EVERY)
    ]
    assert idle == []


def test_a_pod_has_no_demonstration_no_rehearsal_and_nothing_simulated():
    found = {
        module
        for module in shipped("kiosk")
        if any(word in module for word in NEVER_IN_A_POD)
    }
    assert found == set(ALL_THE_SAME)


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_plug_in_shows_pictures_to_a_network_or_loads_others(program):
    names = [Path(one).name for one in parts_of(program)["plugins"]]
    others = ("vnc", "tuio", "linuxfb", "eglfs", "qml", "tcp", "tls", "gtk")
    assert [name for name in names if any(word in name for word in others)] == []
    assert "libqxcb.so" in names


@pytest.mark.parametrize("program", PROGRAMS)
def test_whatever_is_needed_by_name_is_there(program):
    needed = [one.removesuffix(".*") for one in parts_of(program)["needed"]]
    assert [one for one in needed if find_spec(one) is None] == []


@pytest.mark.parametrize("program", SHIPPED)
def test_nothing_that_is_run_before_the_program_begins_loads_qt(program):
    """Core and reader have no use for it, and it takes a tenth of a second of each."""
    hooks = parts_of(program)["hooks"]
    assert [one for one in hooks if "pyside" in one or "qt" in one] == []


def test_the_rehearsal_has_all_that_a_pod_has():
    assert set(shipped("kiosk")) < set(shipped("rehearsal"))


@pytest.mark.parametrize("program", SHIPPED)
def test_whoever_draws_icons_brings_their_letters(program):
    lock = (ROOT / f"requirements.{program}.lock").read_text("utf-8")
    assert "pod.ui.common.fonts" in shipped(program)
    assert "\nqtawesome==" in lock


def test_no_command_says_demo_but_through_what_leaves_it_out():
    texts = {path: path.read_text("utf-8") for path in (ROOT / "pod/cli").glob("*.py")}
    said = [path.name for path, text in texts.items() if '"--demo"' in text]
    assert said == ["left_out.py"]
