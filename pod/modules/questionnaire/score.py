"""What a questionnaire yields: published scores, and how many items were skipped."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from pod.modules.questionnaire.declared import Item, Params, Scale, points_of
from pod.modules.questionnaire.rows import Row
from pod.task import Score, Scores, missing, scored


def score(rows: Sequence[Row], instrument: Params) -> Scores:
    """Score each scale of the instrument, in points; rows may come in any order.

    The last revision of an item counts. `items_missing` counts items without a value.
    """
    names = [scale.name for scale in instrument.scales]
    if not rows:
        return {name: missing("no_rows") for name in (*names, "items_missing")}
    latest = {row.item: row for row in sorted(rows, key=lambda row: row.revision)}
    values = {
        item.id: keyed(latest[item.id].value, item, instrument)
        for item in instrument.items
        if item.id in latest
    }
    unanswered = sum(values.get(item.id) is None for item in instrument.items)
    scores = {scale.name: total(scale, values) for scale in instrument.scales}
    return {**scores, "items_missing": scored(unanswered)}


def keyed(value: int | None, item: Item, instrument: Params) -> int | None:
    """Return what an answer counts, from the other end where the item is reversed."""
    if value is None or not item.reverse:
        return value
    return sum(points_of(instrument.options(item))) - value


def total(scale: Scale, values: Mapping[str, int | None]) -> Score:
    """Return the score of a scale, not rounded.

    With up to `most_missing` items left out, the mean of the others stands in for
    them. With more, `skipped` when none was answered, else `too_many_skipped`.
    """
    there = [value for name in scale.items if (value := values.get(name)) is not None]
    if not there:
        return missing("skipped")
    if len(scale.items) - len(there) > scale.most_missing:
        return missing("too_many_skipped")
    if scale.method == "lookup":
        return scored(dict(scale.table)[sum(there)])
    return scored(raw(scale, there) * scale.multiply + scale.add)


def raw(scale: Scale, there: Sequence[int]) -> float:
    """Return the sum or the mean of a scale's items from those that were answered."""
    if scale.method == "mean":
        return fmean(there)
    if len(there) == len(scale.items):
        return sum(there)
    return fmean(there) * len(scale.items)


def scoring(instrument: Params) -> str:
    """Name the scoring in words: whose it is, then each score's method."""
    return f"{instrument.source}; {', '.join(map(method, instrument.scales))}"


def method(scale: Scale) -> str:
    """Name one score's method in words."""
    times = f" x {scale.multiply:g}" if scale.multiply != 1 else ""
    plus = f" + {scale.add:g}" if scale.add else ""
    up_to = f", up to {scale.most_missing} missing" if scale.most_missing else ""
    said = f"{scale.name}: {scale.method} of {len(scale.items)} items"
    return f"{said}{times}{plus}{up_to}"
