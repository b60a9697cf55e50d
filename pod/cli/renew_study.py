"""`pod evaluate renew`: a study's next pack, when its readers' keys change."""

from pathlib import Path

import click

from pod.cli.study_told import json_too, of_study, tell
from pod.clock import SystemClock
from pod.evaluation.folder import StudyFolder
from pod.evaluation.renew import Change, renew
from pod.seal import fingerprint


@click.command("renew")
@of_study
@click.option(
    "--add-key", "add", multiple=True, metavar="AGEKEY", help="Who reads too."
)
@click.option(
    "--drop-key", "drop", multiple=True, metavar="AGEKEY", help="Who no more."
)
@click.option("--schedule", metavar="CRON", help="When bundles are due from now on.")
@json_too
def renew_study(
    folder: Path,
    add: tuple[str, ...],
    drop: tuple[str, ...],
    schedule: str | None,
    *,
    as_json: bool,
) -> None:
    """Make the study's pack anew; pods that get it take no older one any more.

    Add the new key, give pods the pack, and drop the old key with the next one.
    """
    now = int(SystemClock().utc().timestamp())
    change = Change(add=add, drop=drop, schedule=schedule)
    pack, path = renew(StudyFolder(folder), change, now)
    told = {
        "study": pack.study,
        "pack": str(path),
        "serial": pack.serial,
        "fingerprint": fingerprint(pack.signed_by),
        "recipients": pack.recipients,
    }
    tell(told, as_json=as_json)
