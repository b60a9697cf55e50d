"""`pod check`: what is amiss with this pod, whether it runs or not."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from pod.app.health import counts_of
from pod.app.health import told_of as told_of_health
from pod.app.inside import INSTRUMENTS, PROGRAMMES
from pod.app.panel import told_of as told_of_panel
from pod.cli.check_keys import where_keys_lie
from pod.cli.check_running import running
from pod.cli.store import opened_memory
from pod.cli.wing_told import said_of_wing
from pod.core.linked import Linked
from pod.core.wing_told import AWAY, heard_by
from pod.errors import Malformed
from pod.modules.questionnaire import site_tasks
from pod.programme import take_on_programmes
from pod.settings import Language, home, languages, read_settings, speak_of_site
from pod.settings.agreed import changed, newest
from pod.settings.packs import fingerprint
from pod.settings.release import configuration, release
from pod.settings.reviews import drafts, said_by, standing
from pod.storage import staff
from pod.storage.left import waits_since
from pod.storage.memory import Memory
from pod.storage.pod_memory import is_noticed, notices
from pod.storage.stock import Stock, stock
from pod.storage.undertaking import Undertaking, stands, undertaking
from pod.storage.vault import DoingsDb
from pod.storage.verified import verify
from pod.task import check_files, take_on
from pod.ui.voice.ready import heard

NOT_SIGNED = "not recorded: this pod is not live. See `pod undertaking --help`."
ENDED = "withdrawn: this pod is not live. See `pod undertaking --help`."
NOBODYS = "nobody's: this is a demonstration"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def check(*, as_json: bool) -> None:
    """Look at this pod: store, record, study, panel, voice, what staff were told.

    A pod that runs is asked what anybody may know of it; its stores stay its own.
    """
    spoken = _languages(home())
    told = {
        "version": release(),
        "configuration": configuration(read_settings(home())),
        **(running() or standing_still()),
        "keys": where_keys_lie(),
        "activities": _activities(home()),
        "programmes": _programmes(home()),
        "health": told_of_health(counts_of(home())),
        "panel": told_of_panel(read_settings(home()).panel),
        "voice": heard(read_settings(home())),
        "consent": _agreed_to(),
        **spoken,
    }
    if as_json:
        click.echo(json.dumps(told))
        return
    for name, state in told.items():
        click.echo(f"{name}: {state}")


def standing_still(sealed: Path | None = None) -> Mapping[str, object]:
    """Say of a pod that does not run how its stores and its files are."""
    site = {"activities": _activities(home()), "programmes": _programmes(home())}
    return {**_stores(sealed), "keys": where_keys_lie(sealed), **site}


def _stores(sealed: Path | None) -> Mapping[str, object]:
    """Open the stores of a pod that does not run, and look them through."""
    with opened_memory(sealed) as memory:
        record, kept = _record(memory), stock(memory, read_settings(home()))
        with memory.people.begin() as names, memory.doings.begin() as db:
            told: dict[str, object] = {
                "store": "sound",
                "record": record,
                "staff": "there" if staff.any_staff(names) else "none yet",
                "undertaking": _signed(undertaking(db)),
                "notices": list(notices(db)),
                "wing": _wing(db),
                "leaving": _leaving(db),
            }
    return {**told, **_kept(kept)}


def _wing(db: DoingsDb) -> str:
    """Say how the wing stands, as it was written down last."""
    settings = read_settings(home())
    heard, away = heard_by(db, settings, Linked()), is_noticed(db, AWAY)
    return said_of_wing(settings.link, heard, away=away)


def _leaving(db: DoingsDb) -> str:
    """Say by which road results leave, and what waits for it."""
    place, since = read_settings(home()).delivery.place, waits_since(db)
    road = f"by link to {place}" if place else "by stick"
    return f"{road}; {f'waiting since {since:%Y-%m-%d}' if since else 'nothing waits'}"


def _kept(kept: Stock) -> Mapping[str, object]:
    """Say how much room there is, when it was copied, and what has left."""
    backup = f"{kept.backup_at:%Y-%m-%d %H:%M} UTC" if kept.backup_at else "none yet"
    if kept.elsewhere is not None:
        backup += ", in the second place too" if kept.elsewhere else ", only here"
    return {
        "room": f"{kept.store_bytes} bytes stored, {kept.free_bytes} free",
        "backup": backup,
        "study": kept.study or "none yet",
        "bundles": f"{kept.left} made, {kept.received} confirmed",
    }


def _signed(signed: Undertaking | None) -> str:
    """Say whether the undertaking on privileges stands here."""
    if signed is not None and stands(signed, demo=read_settings(home()).demo):
        return NOBODYS if signed.signed_by == "nobody" else "signed"
    return ENDED if signed is not None and signed.withdrawn_at else NOT_SIGNED


def _activities(where: Path) -> str:
    """Say whether every activity's file fits, a site's own among them."""
    try:
        take_on(site_tasks(where / INSTRUMENTS))
        check_files()
    except Malformed as fault:
        return fault.say
    return "whole"


def _programmes(where: Path) -> str:
    """Say whether every programme that came to this site fits."""
    return " ".join(take_on_programmes(where / PROGRAMMES)) or "whole"


def _agreed_to() -> str:
    """Say which version people agree to, or that its words are not that version's."""
    return next(changed(), f"version {newest()}")


def told_of(language: Language) -> str:
    """Say whether a language is a draft, and what a review of it must name."""
    if not drafts(language):
        return standing(language)
    return f"{standing(language)} (fingerprint {fingerprint(said_by(language))})"


def _languages(where: Path) -> Mapping[str, str]:
    """Say of every language who reviewed it, and of every pack why it is not used."""
    refused = speak_of_site(where, read_settings(where))
    told = {f"language {code}": told_of(code) for code in languages()}
    for number, sentence in enumerate(refused, 1):
        told[f"refused language {number}"] = sentence
    return told


def _record(memory: Memory) -> str:
    """Say whether the record of who did what is whole."""
    flaw = verify(memory, read_settings(home()).pod).flaw
    return flaw.say if flaw else "whole"
