"""What assistive technology is told of every program here; run by the system's Python.

For each line on its input it writes one line of JSON: for "read" the role and the name
of all that is in view, for "press" and a name what was pressed.
"""

import importlib
import json
import sys

import gi

gi.require_version("Atspi", "2.0")
Atspi = importlib.import_module("gi.repository.Atspi")
GLib = importlib.import_module("gi.repository.GLib")


def in_view(one):
    """Walk what is in view, from a program on, as it is now; it may go meanwhile."""
    states = None if one is None else one.get_state_set()
    if states is None or not states.contains(Atspi.StateType.SHOWING):
        return
    yield one
    for number in range(one.get_child_count()):
        yield from in_view(one.get_child_at_index(number))


def everything():
    """Return all that is in view of every program, and nothing remembered."""
    programs = Atspi.get_desktop(0)
    count = range(programs.get_child_count())
    found = [programs.get_child_at_index(number) for number in count]
    every = [program for program in found if program is not None]
    for program in every:
        program.set_cache_mask(Atspi.Cache.NONE)
    return [one for program in every for one in in_view(program)]


def press(name):
    """Press what has this name, as a screen reader does; return what was pressed."""
    keys = [one for one in everything() if one.get_role_name() == "push button"]
    return [name for one in keys if one.get_name() == name and one.do_action(0)]


def told(line):
    """Do what a line asks; tell nothing where the page goes meanwhile."""
    what, _, name = line.strip().partition(" ")
    try:
        if what == "press":
            return press(name)
        return [(one.get_role_name(), one.get_name()) for one in everything()]
    except GLib.Error:
        return []


def main():
    """Answer one line after another."""
    Atspi.init()
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(told(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
