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
PROGRAMS = ("kiosk", "evaluator")
NEVER_IN_A_POD = ("demo", "rehears", "simulat", "gallery", "hands", "mimic", "evaluat")
ALL_THE_SAME = {"pod.app.demo_day": "what practice is booked on, among invented people"}


def every_module():
    for path in sorted((ROOT / "pod").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts).removesuffix(".__init__"), path


EVERY = dict(every_module())


def fits(module, patterns):
    return any(fnmatch(module, one) for one in patterns)


def is_left_out(program, module):
    parts = PARTS[program]
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
        for pattern in PARTS[program]["left_out"] + PARTS[program].get("only", [])
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
    names = [Path(one).name for one in PARTS[program]["plugins"]]
    others = ("vnc", "tuio", "linuxfb", "eglfs", "qml", "tcp", "tls", "gtk")
    assert [name for name in names if any(word in name for word in others)] == []
    assert "libqxcb.so" in names


@pytest.mark.parametrize("program", PROGRAMS)
def test_whatever_is_needed_by_name_is_there(program):
    missing = [one for one in PARTS[program]["needed"] if find_spec(one) is None]
    assert missing == []
