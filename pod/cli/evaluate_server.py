"""How `pod evaluate import` reads a server's folder, and `pod evaluate key`."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from pod.cli.study_told import of_study, watched
from pod.errors import PartRefused, Storage, Trouble, TryAgain, Usage
from pod.evaluation.folder import StudyFolder
from pod.sftp.place import is_server

if TYPE_CHECKING:
    from pod.evaluation.catalogue import Catalogue
    from pod.evaluation.inbox import Inbox

_NOT_GIVEN = "the server did not give all of it; import again."
MOST_SAID = 20
"""So many bundles that were left are named; of more, it is told how many."""
Command = TypeVar("Command", bound=Callable[..., None])
Options: TypeAlias = Mapping[str, Any]
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OPTIONS = (
    click.option("--host-key", default="", help="The server's: public, or SHA256:..."),
    click.option(
        "--login-key", type=_FILE, help="Yours  [default: keys/login in the study]"
    ),
    click.option("--no-receipts", is_flag=True, help="Put no receipts on the server."),
    click.option(
        "--take-away", is_flag=True, help="Delete on the server what was taken in."
    ),
)


class Source(click.Path):
    """A path that is there, or the address of a folder on a server as it is written."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Leave an address as it is."""
        if isinstance(value, str) and is_server(value):
            return value
        return super().convert(value, param, ctx)


def server_options(command: Command) -> Command:
    """Let a command read a server's folder."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("key")
@of_study
def key(folder: Path) -> None:
    """Print the line by which servers know you, for their administrator."""
    study = StudyFolder(folder)
    _ = study.pack
    click.echo(import_module("pod.evaluation.servers").login_key(study, None).public)


class ByServer:
    """What of an import lies on a server; nothing, where no path names one."""

    def __init__(self, inbox: "Inbox | None", options: Options) -> None:
        self._inbox, self._options = inbox, options
        self._told = {"fetched": 0, "left": 0, "receipts": 0, "taken_away": 0}
        self.troubles: list[Trouble] = []

    @property
    def told(self) -> Mapping[str, object]:
        """What was done there, as it stands in a JSON document; nothing without one."""
        return {"server": self._told} if self._inbox else {}

    def fetch(self) -> Sequence[Path]:
        """Bring what is new; return what is to be taken in, also after a cut."""
        if self._inbox is None:
            return []
        new, came = self._inbox.new, list[str]()
        try:
            for name in watched(self._inbox.fetch(), len(new), "Fetching"):
                came.append(name)
        except TryAgain as trouble:
            self.troubles.append(trouble)
        missing = () if self._is_cut else sorted({*new} - {*came})
        self._say_left(
            [*self._inbox.left, *(f"{one}: {_NOT_GIVEN}" for one in missing)]
        )
        self._say("fetched", len(came), "fetched from the server")
        return self._inbox.waiting(came)

    def give_back(self, catalogue: "Catalogue") -> None:
        """Put receipts there, and delete what was taken in if that was asked for."""
        if self._inbox is None or self._is_cut:
            return
        try:
            if not self._options["no_receipts"]:
                owed = self._inbox.owed(catalogue)
                put = watched(
                    self._inbox.give_back(owed), len(owed), "Sending receipts"
                )
                self._say("receipts", len(list(put)), "acknowledged by a receipt there")
            if self._options["take_away"]:
                gone = self._inbox.take_away(catalogue)
                self._say("taken_away", gone, "deleted on the server")
        except (TryAgain, Storage) as trouble:
            self.troubles.append(trouble)

    def _say(self, name: str, count: int, done: str) -> None:
        self._told[name] = count
        click.echo(f"{_told(count)} {done}.", err=True)

    @property
    def _is_cut(self) -> bool:
        return any(isinstance(one, TryAgain) for one in self.troubles)

    def _say_left(self, left: Sequence[str]) -> None:
        """Name some of what was left, and count the rest."""
        for say in left[:MOST_SAID]:
            click.echo(say, err=True)
        if more := len(left[MOST_SAID:]):
            click.echo(f"{more} more were left there too.", err=True)
        if self._inbox and (others := self._inbox.strangers):
            click.echo(f"{others} more there are none of this study's.", err=True)
        if left:
            self._told["left"] = len(left)
            self.troubles.append(
                PartRefused(f"Left on the server: {_told(len(left))}.")
            )


def _told(count: int) -> str:
    return "1 bundle" if count == 1 else f"{count} bundles"


@contextmanager
def by_server(
    paths: Sequence[Path | str],
    study: StudyFolder,
    catalogue: "Catalogue",
    options: Options,
) -> Iterator[ByServer]:
    """Look into the one server's folder among the paths, if there is one."""
    addresses = [one for one in paths if isinstance(one, str)]
    if not addresses:
        _check_unused(options)
        yield ByServer(None, options)
        return
    if len(addresses) > 1:
        raise Usage("Only one server is read at a time.", "Import from each by itself.")
    known = import_module("pod.evaluation.servers")
    login = known.login_key(study, options["login_key"])
    place = known.place_in(study, addresses[0], options["host_key"], login.public)
    opened = import_module("pod.sftp.session").Session(place, login.private_text())
    with closing(opened) as session:
        found = import_module("pod.evaluation.inbox").look(study, session, catalogue)
        known.keep_server(study, addresses[0], place)
        yield ByServer(found, options)


def _check_unused(options: Options) -> None:
    """Refuse what is said of a server where there is none."""
    used = [f"--{name.replace('_', '-')}" for name, told in options.items() if told]
    if used:
        raise Usage(f"{used[0]} is for a server: sftp://user@server/folder.")
