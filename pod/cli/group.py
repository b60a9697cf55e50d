"""The `pod` command: groups are loaded when called, trouble becomes a sentence.

So an evaluator never imports Qt or a serial port, and every command ends the same way:
0 ok, or the trouble's own exit code with one plain sentence on stderr.
"""

import sys
from collections.abc import Mapping
from importlib import import_module

import click

from pod.app.hardened import leave_no_picture
from pod.app.steady import loaded
from pod.cli.left_out import is_there, not_here
from pod.errors import Trouble

COMMANDS: Mapping[str, str] = {
    "activities": "pod.cli.activities:activities",
    "audit": "pod.cli.audit:audit",
    "backup": "pod.cli.backup:backup",
    "calibrate": "pod.cli.calibrate:calibrate",
    "check": "pod.cli.check:check",
    "clock": "pod.cli.clock:clock",
    "concern": "pod.cli.concern:concern",
    "console": "pod.cli.console:console",
    "core": "pod.cli.core:core",
    "device-key": "pod.cli.device_key:device_key",
    "devices": "pod.cli.devices:devices",
    "diary": "pod.cli.diary:diary",
    "evaluate": "pod.cli.evaluate:evaluate",
    "export": "pod.cli.export:export",
    "handover": "pod.cli.handover:handover",
    "idle": "pod.cli.idle:idle",
    "keys": "pod.cli.keys:keys",
    "kiosk": "pod.cli.kiosk:kiosk",
    "languages": "pod.cli.languages:languages",
    "need": "pod.cli.need:need",
    "people": "pod.cli.people:people",
    "programme": "pod.cli.programme:programme",
    "provision": "pod.cli.store:provision",
    "reader": "pod.cli.reader:reader",
    "record": "pod.cli.record:record",
    "rehearse": "pod.cli.rehearse:rehearse",
    "report": "pod.cli.report:report",
    "restore": "pod.cli.backup:restore",
    "safe": "pod.cli.safe:safe",
    "score": "pod.cli.score:score",
    "selftest": "pod.cli.selftest:selftest",
    "set-up": "pod.cli.set_up:set_up",
    "simulate": "pod.cli.simulate:simulate",
    "slip": "pod.cli.slip:slip",
    "staff": "pod.cli.staff:staff",
    "study": "pod.cli.study:study",
    "ui": "pod.cli.ui:ui",
    "undertaking": "pod.cli.undertaking:undertaking",
    "update": "pod.cli.update:update",
    "voice": "pod.cli.voice:voice",
    "wing": "pod.cli.wing:wing",
}

LOADED_LATE: Mapping[str, str] = {
    "console": "sqlalchemy",
    "kiosk": "sqlalchemy",
    "ui": "PySide6",
}
"""What these need beyond what their own file loads."""


class LazyGroup(click.Group):
    """Knows its commands by name and imports one only when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """List every command of this program without importing any."""
        return sorted(name for name, where in COMMANDS.items() if _is_there(where))

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that was called."""
        where = COMMANDS.get(cmd_name)
        if where is None or not _is_there(where):
            return None
        if cmd_name in LOADED_LATE and not is_there(LOADED_LATE[cmd_name]):
            return not_here(cmd_name)
        module, _, name = where.partition(":")
        try:
            command: click.Command = getattr(loaded(module), name)
        except ModuleNotFoundError as missing:
            if _is_ours(missing.name):
                raise
            return not_here(cmd_name)
        return command


def _is_there(where: str) -> bool:
    return is_there(where.partition(":")[0])


def _is_ours(module: str | None) -> bool:
    """Tell whether a missing module is one of the program's own: that is a mistake."""
    return module is None or module.partition(".")[0] == "pod"


def _say_version(ctx: click.Context, _option: click.Parameter, asked: object) -> None:
    """Say which program this is; what knows is loaded only now."""
    if asked and not ctx.resilient_parsing:
        click.echo(import_module("pod.app.which").which_program())
        ctx.exit()


@click.group(cls=LazyGroup)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_say_version,
    help="Say which program this is, and what its site chose.",
)
def pod() -> None:
    """Training pods: practice and support on a locked-down terminal."""


def main() -> None:
    """Run the command line; end with the trouble's own exit code.

    No crash of a command writes its memory down: keys may be in it.
    """
    leave_no_picture()
    try:
        pod()
    except Trouble as trouble:
        click.echo(trouble.say, err=True)
        if trouble.do:
            click.echo(trouble.do, err=True)
        sys.exit(trouble.exit_code)
