"""What a program may leave out: the shipped one has no rehearsal, demo or simulator.

A command whose module is not there is no command; `--demo` is no option without it. An
evaluator's machine has no store, no serial port, perhaps no Linux: what needs those is
not listed there, and says so where it is called.
"""

from collections.abc import Callable
from importlib.util import find_spec

import click

from pod.errors import Usage


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


def not_here(name: str) -> click.Command:
    """Return a command that says, whatever it is given, that its parts are missing."""

    def say() -> None:
        raise Usage(
            f"What `pod {name}` needs is not installed here.",
            "A pod's own commands come with its package, or on Linux with "
            "`training-pod[kiosk]`; an evaluator's with `training-pod[evaluate]`.",
        )

    return click.Command(
        name,
        callback=say,
        params=[click.Argument(["words"], nargs=-1, expose_value=False)],
        context_settings={"ignore_unknown_options": True},
        add_help_option=False,
        hidden=True,
    )
