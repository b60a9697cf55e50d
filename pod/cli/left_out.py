"""What a program may leave out: the shipped one has no rehearsal, demo or simulator.

A command whose module is not there is no command; `--demo` is no option without it.
"""

from collections.abc import Callable
from importlib.util import find_spec

import click


def is_there(module: str) -> bool:
    """Tell whether this program has a module, without loading it."""
    return find_spec(module) is not None


def demo_option(module: str, help_: str) -> Callable[[click.Command], click.Command]:
    """Return what gives a command `--demo` where the demonstration is there."""

    def given(command: click.Command) -> click.Command:
        if is_there(module):
            option = click.Option(["--demo"], is_flag=True, help=help_)
            command.params.append(option)
        return command

    return given
