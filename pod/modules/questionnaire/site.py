"""Instruments that we may not pass on: we ship a skeleton, a site supplies the words.

A skeleton in resources/site_instruments has ids, which items are turned round, what
answers count, scoring, bands: nothing that is copyright. A site that holds a licence
puts `<POD_HOME>/instruments/<name>.toml`, which names the skeleton, says by which
permission, and adds the words of each language, and a table where one is looked up.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta

from pod.change.figures import Figure
from pod.errors import Malformed
from pod.modules.questionnaire.declare import Questionnaire, questionnaire
from pod.modules.questionnaire.declared import Band, Scale, Told, Window
from pod.modules.questionnaire.read import read
from pod.safeguarding import Rule
from pod.settings import RESOURCES, Id, Packaged, read_raw, read_toml
from pod.task import About
from pod.values import Value

SKELETONS = RESOURCES / "site_instruments"
Table: TypeAlias = tuple[tuple[int, float], ...]


class BareLicence(Value, frozen=True, kw_only=True):
    """Who holds the rights, and what a site needs before it may add the words."""

    spdx: Told
    holder: Told
    statement: Told


class BareItem(Value, frozen=True, kw_only=True):
    """One item without its words."""

    id: Id
    responses: str
    reverse: bool = False
    window: Window | None = None
    risk: Rule | None = None


class BareParams(Value, frozen=True, kw_only=True):
    """An instrument without its words; `response_sets` say what the answers count.

    `key_confirmed` only if the key (order, turned items, scales) was read in a source;
    else a site has to say that it checked it against its licensed copy.
    """

    id: Id
    version: Annotated[int, Meta(ge=1)]
    source: Told
    licence: BareLicence
    window: Window
    key_confirmed: bool
    items: Annotated[tuple[BareItem, ...], Meta(min_length=1)]
    response_sets: Mapping[str, Annotated[tuple[int, ...], Meta(min_length=2)]]
    scales: Annotated[tuple[Scale, ...], Meta(min_length=1)]
    bands: tuple[Band, ...] = ()
    published: tuple[Figure, ...] = ()
    substitute: str | None = None


class Skeleton(Value, frozen=True, kw_only=True):
    """A skeleton's file, with our own words."""

    about: About
    params: BareParams
    like: str = ""
    text: Mapping[Packaged, Mapping[str, str]]


class Granted(Value, frozen=True, kw_only=True):
    """What the holder wants said of the licence."""

    statement: Told


class Worded(Value, frozen=True, kw_only=True):
    """The words of one language; answers in the order of what they count."""

    introduction: str = ""
    stem: str = ""
    items: Mapping[Id, Told]
    responses: Mapping[str, tuple[Told, ...]]


class SiteFile(Value, frozen=True, kw_only=True):
    """What a site supplies; with `sha256` its wording is refused once it is altered."""

    skeleton: Id
    permission: str = ""
    licence: Granted
    key_checked: bool = False
    credit: str = ""
    sha256: str = ""
    wording: Mapping[Packaged, Worded]
    lookup: Mapping[str, Table] = {}


PARTS: Mapping[str, type[Value]] = {
    "": SiteFile,
    "$.licence": Granted,
    "$.wording[...]": Worded,
}


def site_tasks(folder: Path) -> tuple[Questionnaire, ...]:
    """Return the activities of a site's own instrument files, in order of their names.

    Raises Malformed for the first file that may not be shown or does not fit, or that
    words a skeleton again.
    """
    found: dict[str, Questionnaire] = {}
    called: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        task = supplied(path)
        if task.name in found:
            where, other = f"{path.name}, skeleton", called[task.name]
            raise Malformed(f"{where}: expected another than {task.name} in {other}")
        found[task.name], called[task.name] = task, path.name
    return tuple(found.values())


def supplied(path: Path) -> Questionnaire:
    """Return the activity of one file that a site supplies."""
    site = read(path.name, read_raw(path), SiteFile, PARTS)
    at = SKELETONS / f"{site.skeleton}.toml"
    if not at.is_file():
        known = ", ".join(sorted(one.stem for one in SKELETONS.glob("*.toml")))
        raise Malformed(f"{path.name}, skeleton: expected one of {known}")
    skeleton = read_toml(at, Skeleton)
    for fault in site_faults(site, skeleton.params):
        raise Malformed(f"{path.name}, {fault}")
    return questionnaire(at, merged(site, skeleton, read_raw(at)), path.name)


def site_faults(site: SiteFile, bare: BareParams) -> Iterator[str]:
    """Give what a site's file lacks or has too much of."""
    if not site.permission.strip():
        yield "permission: expected the reference of the licence that the site holds"
    if not (bare.key_confirmed or site.key_checked):
        yield "key_checked: expected true, once the key agrees with the licensed copy"
    if "en" not in site.wording:
        yield "wording: expected en, and any other published language"
    for language, worded in site.wording.items():
        where = f"wording.{language}"
        yield from differing(f"{where}.items", worded.items, [i.id for i in bare.items])
        yield from differing(f"{where}.responses", worded.responses, bare.response_sets)
        for name, values in bare.response_sets.items():
            if len(worded.responses[name]) != len(values):
                yield f"{where}.responses.{name}: expected {len(values)} answers"
    looked_up = [scale.name for scale in bare.scales if scale.method == "lookup"]
    yield from differing("lookup", site.lookup, looked_up)


def differing(where: str, found: Iterable[str], wanted: Iterable[str]) -> Iterator[str]:
    """Give names that are not there, or are there for nothing."""
    there, needed = list(found), list(wanted)
    for name in needed:
        if name not in there:
            yield f"{where}: expected {name} too"
    for name in there:
        if name not in needed:
            yield f"{where}: no {name}, expected only {', '.join(needed) or 'nothing'}"


def merged(
    site: SiteFile, skeleton: Skeleton, raw: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the file that the skeleton would be with the site's words in it."""
    bare = {key: part for key, part in raw["params"].items() if key != "key_confirmed"}
    sets, tables = skeleton.params.response_sets, site.lookup
    words = {
        "credit": site.credit,
        "sha256": site.sha256,
        "introduction": said(site, "introduction"),
        "stem": said(site, "stem"),
        "licence": {**bare["licence"], **granted(site)},
        "items": [{**one, "text": item_text(site, one["id"])} for one in bare["items"]],
        "response_sets": {name: answers(site, name, sets[name]) for name in sets},
        "scales": [
            {**one, "table": tables.get(one["name"], ())} for one in bare["scales"]
        ],
    }
    return {**raw, "params": {**bare, **words}, "text": our_words(site, skeleton)}


def granted(site: SiteFile) -> dict[str, Any]:
    """Return what the site says of its licence."""
    statement, permission = site.licence.statement, site.permission
    return {"statement": statement, "confirmed": True, "permission": permission}


def said(site: SiteFile, part: Literal["introduction", "stem"]) -> dict[str, str]:
    """Return the introduction or the stem in the languages that have one."""
    words = {of: getattr(worded, part) for of, worded in site.wording.items()}
    return {of: one for of, one in words.items() if one}


def item_text(site: SiteFile, item: str) -> dict[str, str]:
    """Return an item's words in each language."""
    return {of: worded.items[item] for of, worded in site.wording.items()}


def answers(site: SiteFile, name: str, values: Iterable[int]) -> list[dict[str, Any]]:
    """Return the answers of one set: what each counts, and its words per language."""
    return [
        {
            "value": value,
            "text": {of: w.responses[name][at] for of, w in site.wording.items()},
        }
        for at, value in enumerate(values)
    ]


def our_words(site: SiteFile, skeleton: Skeleton) -> dict[str, Any]:
    """Return our words, which say which language the items come in."""
    return {
        language: {**words, "wording": language, "note": ""}
        if language in site.wording
        else {**words, "wording": "en"}
        for language, words in skeleton.text.items()
    }
