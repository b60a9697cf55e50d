"""`pod score` called as from a shell, for the stories about it."""

import csv
import io

import pytest
from click.testing import CliRunner

from pod.cli.score import score
from pod.errors import Malformed

ONE = "phase,block,trial,shown,button,rt_ms,correct\n"
TWO = ONE + "test,1,1,circle,left,400,true\n"


def asked(task, text, *options):
    """What the command prints for this CSV."""
    raw = text.encode() if isinstance(text, str) else text
    called = CliRunner().invoke(
        score, [task, "-", *options], input=raw, standalone_mode=False
    )
    if called.exception:
        raise called.exception
    return called.stdout


def table(task, text):
    return list(csv.DictReader(io.StringIO(asked(task, text))))


def sentence(task, text):
    """The sentence that a CSV is refused with."""
    with pytest.raises(Malformed) as refused:
        asked(task, text)
    assert refused.value.exit_code == 6
    return refused.value.say
