"""pod core: the process that alone opens keys and stores."""

import click

from pod.app.core_process import serve_core
from pod.settings import home


@click.command("core")
@click.option(
    "--wait",
    is_flag=True,
    help="Where the pod cannot be opened, keep the counter closed and try again.",
)
def core(*, wait: bool) -> None:
    """Hold the keys and stores of POD_HOME, and serve its screen until told to stop."""
    serve_core(home(), wait=wait)
