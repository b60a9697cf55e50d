"""Where a command's page goes: to a file, or to the pod's printer."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from pod.errors import TryAgain, Usage
from pod.settings import home, read_settings
from pod.storage.whole import write_whole
from pod.ui.common.words import Text, read_text
from pod.ui.printing.handing import Outcome
from pod.ui.printing.quietly import hand_over, quietly
from pod.ui.printing.sheet import Page

AFTERWARDS = "Print it, hand it over, and delete it."
WHY: Mapping[Outcome, tuple[str, str]] = {
    "away": ("The printer does not answer.", "See that it is on, and print again."),
    "stopped": ("The printer was stopped.", "Have it started, and print again."),
    "empty": ("The printer has no paper.", "Put paper in, and print again."),
    "failed": ("The printer took nothing.", "Look at the printer, and print again."),
}
out = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the page to this file, as PDF, and print nothing.",
)

prints = click.option(
    "--print", "on_paper", is_flag=True, help="Send it to the printer."
)


def to_paper(make: Callable[[Text], Page], file: Path | None) -> None:
    """Write a page to a file, or hand it to the printer and say what became of it.

    `make` makes it in the language of this pod.
    """
    settings = read_settings(home())
    pdf = quietly(make(read_text(settings.language)))
    if file is not None:
        write_whole(file, pdf)
        click.echo(f"{file.name} is written. {AFTERWARDS}", err=True)
        return
    outcome = hand_over(pdf, settings.printer)
    if outcome == "none":
        raise Usage("This pod has no printer.", "Write the page: --out FILE.pdf.")
    if outcome != "gone":
        say, do = WHY[outcome]
        raise TryAgain(say, f"{do} Or write the page: --out FILE.pdf.")
    click.echo("Sent to the printer.", err=True)
