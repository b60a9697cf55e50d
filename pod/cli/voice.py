"""`pod voice`: the sentences that are recorded or rendered, and which are missing."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from pod.app.inside import INSTRUMENTS
from pod.errors import Malformed, PartRefused
from pod.modules.questionnaire import site_tasks
from pod.settings import (
    Language,
    home,
    known,
    languages,
    read_settings,
    speak_of_site,
)
from pod.task import take_on
from pod.ui.voice.clips import RENDERED, SITE
from pod.ui.voice.fixed import fixed_in
from pod.ui.voice.ready import jack as told_of_jack
from pod.ui.voice.recorded import adopt as take_recordings
from pod.ui.voice.render import Lines, Rendered, Renderer, lines_in, renderer
from pod.ui.voice.render import render as render_folder
from pod.ui.voice.sentence import SPEAKERS, SPEEDS, Manner
from pod.ui.voice.standing import Standing, standing_of

one_language = click.option("--language", "wanted", default="", metavar="xx")
SHOWN = 8


@click.group()
def voice() -> None:
    """Clips of every sentence: recorded by people, or rendered before they are needed.

    What has no clip is read live; nothing is ever silent for want of one.
    """


@voice.command()
@one_language
@click.option("--out", type=click.Path(path_type=Path), help="The folder to fill.")
@click.option("--with", "reader", default="", metavar="PROGRAM", help="See above.")
@click.option("--speaker", type=click.Choice(SPEAKERS), multiple=True, help="All.")
@click.option("--speed", type=click.Choice(SPEEDS), multiple=True, help="All.")
def render(
    wanted: str,
    out: Path | None,
    reader: str,
    speaker: tuple[str, ...],
    speed: tuple[str, ...],
) -> None:
    """Render what is missing or says other words now; recordings stay as they are.

    espeak-ng reads, or a PROGRAM of yours: it is called with language, speaker, speed
    and the name of the WAV that it must write, and reads the sentence from its stdin.
    """
    by = renderer(reader)
    manners = _manners(speaker, speed)
    for language in _spoken_here(wanted):
        folder = (out or home() / RENDERED) / language
        done = _rendered(folder, lines_in(language, manners), by)
        click.echo(
            f"{language}: {done.made} made, {done.kept} kept, {done.dropped} dropped."
        )


def _rendered(folder: Path, lines: Lines, by: Renderer) -> Rendered:
    """Render one language, with a bar on stderr that says how far it is."""
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(folder.name)

        def told(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        return render_folder(folder, lines, by, told)


@voice.command()
@one_language
@click.option("--all", "strict", is_flag=True, help="A missing clip is an error too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def check(wanted: str, *, strict: bool, as_json: bool) -> None:
    """Say which sentences have no clip, and which clips say what is said no more."""
    told = [standing_of(home(), language) for language in _spoken_here(wanted)]
    if as_json:
        click.echo(json.dumps([one._asdict() for one in told]))
    else:
        for one in told:
            click.echo(_in_words(one))
    if any(one.amiss for one in told):
        raise Malformed(
            "Some clips are not what their manifest says.",
            "Render again; have recordings of changed sentences made anew.",
        )
    if strict and any(one.missing for one in told):
        raise Malformed("Some sentences have no clip.", "Run `pod voice render`.")


def _in_words(one: Standing) -> str:
    lines = [
        f"{one.language}: {one.sentences} sentences, {one.recorded} recorded,"
        f" {one.rendered} rendered, {len(one.missing)} read live."
    ]
    named = {"changed since": one.stale, "file gone": one.lost, "live": one.missing}
    for what, ids in named.items():
        more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
        lines += [f"  {what}: {', '.join(ids[:SHOWN])}{more}"] if ids else []
    return "\n".join(lines)


@voice.command()
@click.argument("language")
def sheet(language: str) -> None:
    """Print what to record: an id and its sentence a line; a file is named ID.wav."""
    _spoken_here(language)
    fixed, met = fixed_in(known(language)), set[str]()
    for id_, words in fixed.by_id.items():
        if words not in met:
            click.echo(f"{id_}\t{words}")
        met.add(words)


@voice.command()
@click.argument("language")
@click.option("--speaker", "name", required=True, help="Who was recorded.")
@click.option("--sounds", type=click.Choice(SPEAKERS), default="man")
@click.option("--speed", type=click.Choice(SPEEDS), default="normal")
def adopt(language: str, name: str, sounds: str, speed: str) -> None:
    """Take on recordings that lie in this pod's voice/LANGUAGE, named by their ids.

    What they say is held to be today's sentences: listen to each before.
    """
    _spoken_here(language)
    manner = _manners((sounds,), (speed,))[0]
    folder = home() / SITE / known(language)
    found = take_recordings(folder, known(language), name, manner)
    click.echo(f"{len(found.taken)} recordings taken on.")
    if found.refused:
        raise PartRefused(f"No sentence, or no sound: {', '.join(found.refused)}.")


@voice.command()
def jack() -> None:
    """Say whether this pod notices headphones, and whether they are plugged in.

    Where it notices them, private words stop when they come out. Where it does not,
    they are read where the person said.
    """
    click.echo(told_of_jack(read_settings(home()).sound))


def _manners(speaker: Sequence[str], speed: Sequence[str]) -> list[Manner]:
    """Return each way of speaking that is wanted; all of them where none is named."""
    speakers = [one for one in SPEAKERS if one in (speaker or SPEAKERS)]
    speeds = [one for one in SPEEDS if one in (speed or SPEEDS)]
    return [Manner(who, pace) for who in speakers for pace in speeds]


def _spoken_here(wanted: str) -> Sequence[Language]:
    """Take on what this pod's site has added; return the languages that are meant.

    Where there is no pod, as where one is built, what is shipped counts alone.
    """
    where = home()
    if (where / "pod.toml").is_file():
        speak_of_site(where, read_settings(where))
    take_on(site_tasks(where / INSTRUMENTS))
    return (known(wanted),) if wanted else languages()
