"""How fast a cohort is made: whole courses played, kept, released and counted.

Beside it the floor: the same sort of people at the same activities with nothing kept.
"""

import tempfile
import time
from pathlib import Path

import click
from figures import Beside, figure

from pod.app.cohort import play_cohort
from pod.journeys.life import life
from pod.people import Traits
from pod.programme import parts_of, read_programme
from pod.rehearse import rehearse
from pod.task import task_named
from pod.values import seeded

GOAL_MS = 300.0
"""A sitting in so many milliseconds is 200 sittings a minute."""
PROGRAMME = "enhance"


def kept_ms(folder: Path, people: int, seed: int) -> float:
    """Play a cohort onto the real road; return the milliseconds a sitting took."""
    began = time.monotonic()
    played = play_cohort(folder, seed, people, PROGRAMME, lambda _said: None)
    return (time.monotonic() - began) * 1000 / played.sittings


def played_ms(people: int, seed: int) -> float:
    """Play the same programme's activities alone; return the milliseconds a sitting."""
    programme, rng = read_programme(PROGRAMME), seeded(seed)
    began, sittings = time.monotonic(), 0
    for _ in range(people):
        who = life(rng)
        held = min(who.leaves_after, len(programme.sittings))
        for number in range(held):
            for part in parts_of(programme, number):
                play(part.do or part.choose[0], who.at(number))
        sittings += held
    return (time.monotonic() - began) * 1000 / sittings


def play(name: str, who: Traits) -> None:
    """Play one activity to its end."""
    task = task_named(name)
    params, words = task.read_params(), task.read_words("en")
    script = task.script(params, words, seeded(who.seed))
    rehearse(script, task.person(params, words, who))


@click.command()
@click.option("--quick", is_flag=True, help="Two small cohorts instead of five.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    runs, people = (2, 6) if quick else (5, 24)
    with tempfile.TemporaryDirectory() as folder:
        kept = [kept_ms(Path(folder) / str(n), people, n) for n in range(runs)]
    floor = [played_ms(people, n) for n in range(runs)]
    beside = Beside("activities alone, nothing kept", floor)
    click.echo(figure("cohort, a sitting", "ms", kept, ("max", GOAL_MS), beside))


if __name__ == "__main__":
    main()
