"""Whether a questionnaire file fits together, before anybody sees a page of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite

from pod.change.figures import Figure
from pod.errors import Malformed
from pod.modules.questionnaire.declared import (
    Band,
    File,
    Item,
    Licence,
    Option,
    Params,
    Scale,
    points_of,
)
from pod.modules.questionnaire.read import read
from pod.safeguarding import Rule
from pod.task import About
from pod.values import Value

PARTS: Mapping[str, type[Value]] = {
    "": File,
    "$.about": About,
    "$.params": Params,
    "$.params.licence": Licence,
    "$.params.items[...]": Item,
    "$.params.items[...].risk": Rule,
    "$.params.response_sets[...][...]": Option,
    "$.params.scales[...]": Scale,
    "$.params.bands[...]": Band,
    "$.params.published[...]": Figure,
}
NO_CHANGE = "-ND-"
"""In the SPDX name of a licence that lets nobody pass on an altered wording."""
ALSO_SCORED = "items_missing"


def checked(name: str, stem: str, raw: object) -> Params:
    """Return the instrument of a file called `name`, whose id should be `stem`.

    Raises Malformed naming the file, the key and what was expected there.
    """
    instrument = read(name, raw, File, PARTS).params
    for fault in faults(instrument, stem):
        raise Malformed(f"{name}, {fault}")
    return instrument


def faults(one: Params, stem: str) -> Iterator[str]:
    """Give what does not fit: the key, and what was expected there.

    One after another: each check relies on those before it having found nothing.
    """
    if one.id != stem:
        yield f"params.id: expected {stem}, as the file is called"
    yield from item_faults(one)
    yield from response_faults(one)
    yield from scale_faults(one)
    yield from band_faults(one)
    yield from figure_faults(one)
    yield from risk_faults(one)
    yield from language_faults(one)
    yield from wording_faults(one)


def item_faults(one: Params) -> Iterator[str]:
    """Give items that are there twice, in id or in words, or lack their answers."""
    yield from twice("params.items", [item.id for item in one.items])
    words = [(one.stem_of(item), item.text) for item in one.items]
    for item, its in zip(one.items, words, strict=True):
        if words.count(its) > 1:
            yield f"params.items.{item.id}.text: expected words of its own"
    for item in one.items:
        if item.responses not in one.response_sets:
            known = one_of(one.response_sets)
            yield f"params.items.{item.id}.responses: expected {known}"


def response_faults(one: Params) -> Iterator[str]:
    """Give answers that nothing uses, that count neither up nor down, or look alike."""
    used = {item.responses for item in one.items}
    for name, options in one.response_sets.items():
        if name not in used:
            yield f"params.response_sets.{name}: expected an item that uses it"
        ways = {(b.value > a.value) - (b.value < a.value) for a, b in pairwise(options)}
        if ways not in ({1}, {-1}):
            yield f"params.response_sets.{name}: expected values that rise, or fall"
        words = [option.text for option in options]
        for option in options:
            if words.count(option.text) > 1:
                where = f"params.response_sets.{name}, {option.value}"
                yield f"{where}: expected words of its own"


def scale_faults(one: Params) -> Iterator[str]:
    """Give scales that do not fit their items, and items turned round in vain."""
    yield from twice("params.scales", [*(s.name for s in one.scales), ALSO_SCORED])
    items = [item.id for item in one.items]
    for scale in one.scales:
        where = f"params.scales.{scale.name}"
        for name in set(scale.items) - set(items):
            yield f"{where}.items: no item {name}, expected {one_of(items)}"
        yield from twice(f"{where}.items", scale.items)
        reckoned = [scale.multiply, scale.add, *(value for _, value in scale.table)]
        if not all(map(isfinite, reckoned)):
            yield f"{where}: expected a finite number to multiply, add or look up"
        if scale.most_missing >= len(scale.items):
            yield f"{where}.most_missing: expected fewer than {len(scale.items)}"
        if (scale.most_missing > 0) != (scale.missing_rule != "none"):
            yield f"{where}.missing_rule: expected a rule just where items may lack"
        yield from table_faults(one, scale)
    counted = {name for scale in one.scales for name in scale.items}
    for item in one.items:
        if item.reverse and item.id not in counted:
            yield f"params.items.{item.id}.reverse: expected a scale that counts it"


def table_faults(one: Params, scale: Scale) -> Iterator[str]:
    """Give where a table does not give every sum that can be, once."""
    where = f"params.scales.{scale.name}"
    if (scale.method == "lookup") != bool(scale.table):
        yield f"{where}.table: expected a table just where the sum is looked up"
    if scale.method != "lookup":
        return
    by_id = {item.id: item for item in one.items}
    ends = [points_of(one.options(by_id[name])) for name in scale.items]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    if [raw for raw, _ in scale.table] != [*range(least, most + 1)]:
        yield f"{where}.table: expected each sum from {least} to {most}, once, in order"
    if scale.most_missing or scale.multiply != 1 or scale.add:
        yield f"{where}: expected all items, and nothing done to what is looked up"


def band_faults(one: Params) -> Iterator[str]:
    """Give bands outside their scale's range, upside down, or over one another."""
    yield from scaleless(one, "bands", [band.scale for band in one.bands])
    for scale in one.scales:
        least, most = one.range_of(scale)
        bands = [band for band in one.bands if band.scale == scale.name]
        for band in bands:
            if not least <= band.low <= band.high <= most:
                where = f"params.bands, {band.name} of {scale.name}"
                yield f"{where}: expected from and to within {least:g} to {most:g}"
        for before, band in pairwise(bands):
            if band.low <= before.high:
                where = f"params.bands, {band.name} of {scale.name}"
                yield f"{where}: expected from more than {before.high:g}"


def figure_faults(one: Params) -> Iterator[str]:
    """Give figures that cannot be: a reliability beyond 1, a spread of nothing."""
    yield from scaleless(one, "published", [one.scale for one in one.published])
    ranges = {scale.name: one.range_of(scale) for scale in one.scales}
    for figure in one.published:
        where = f"params.published, {figure.what} of {figure.scale}"
        least, most = ranges[figure.scale]
        if figure.what in ("alpha", "retest"):
            if not 0 <= figure.value < 1:
                yield f"{where}: expected from 0 to less than 1"
        elif figure.what in ("mean", "cut_off"):
            if not least <= figure.value <= most:
                yield f"{where}: expected within {least:g} to {most:g}"
        elif not 0 < figure.value <= most - least:
            yield f"{where}: expected more than 0, and {most - least:g} at most"


def scaleless(one: Params, key: str, named: Sequence[str]) -> Iterator[str]:
    """Give what speaks of a scale that is not there."""
    scales = [scale.name for scale in one.scales]
    for name in named:
        if name not in scales:
            yield f"params.{key}: no scale {name}, expected {one_of(scales)}"


def risk_faults(one: Params) -> Iterator[str]:
    """Give rules that no answer meets, or all do; a substitute that is not settled."""
    risky = [item for item in one.items if item.risk is not None]
    for item in risky:
        values = sorted(option.value for option in one.options(item))[1:]
        if item.risk is not None and item.risk.value not in values:
            yield f"params.items.{item.id}.risk.value: expected one of {values}"
    if bool(risky) != (one.substitute is not None):
        yield (
            "params.substitute: expected just where an item has a risk rule: "
            'an activity, or "" for none'
        )


def language_faults(one: Params) -> Iterator[str]:
    """Give published words that are not there in every language of the first item."""
    wanted = set(one.items[0].text)
    said = [(f"items.{item.id}.text", item.text) for item in one.items]
    said += [
        (f"response_sets.{name}, {option.value}", option.text)
        for name, options in one.response_sets.items()
        for option in options
    ]
    may = [(f"items.{item.id}.stem", item.stem or {}) for item in one.items]
    may += [("introduction", one.introduction), ("stem", one.stem)]
    for where, text in (*said, *(pair for pair in may if pair[1])):
        if set(text) != wanted:
            yield f"params.{where}: expected in {', '.join(sorted(wanted)) or 'en'}"


def wording_faults(one: Params) -> Iterator[str]:
    """Give where the wording is not the one that the file names, or may be another."""
    if NO_CHANGE in one.licence.spdx and not one.unaltered:
        yield "params.unaltered: expected true, since the licence allows no change"
    if one.unaltered and not one.sha256:
        yield "params.sha256: expected the SHA-256 of a wording that stays unaltered"
    if one.sha256 and one.sha256 != one.wording_sha256:
        yield (
            "params.sha256: the wording was altered; expected the published one "
            f"(this one is {one.wording_sha256})"
        )


def twice(where: str, names: Sequence[str]) -> Iterator[str]:
    """Give the names that are there more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{where}: expected {name} once"


def one_of(names: Iterable[str]) -> str:
    """Say which there are."""
    return f"one of {', '.join(names)}"
