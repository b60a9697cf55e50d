"""What a questionnaire yields: its published sums, and how many items were skipped."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from pod.modules.questionnaire.declared import Item, Params, Row, Scale
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
    values = [option.value for option in instrument.options(item)]
    return min(values) + max(values) - value


def total(scale: Scale, values: Mapping[str, int | None]) -> Score:
    """Return the sum of a scale's items.

    With up to `most_missing` items left out: mean of the others times the number of
    items, not rounded. With more, `skipped` when none was answered, else
    `too_many_skipped`.
    """
    there = [value for name in scale.items if (value := values.get(name)) is not None]
    if not there:
        return missing("skipped")
    if len(scale.items) - len(there) > scale.most_missing:
        return missing("too_many_skipped")
    if len(there) == len(scale.items):
        return scored(sum(there))
    return scored(fmean(there) * len(scale.items))
