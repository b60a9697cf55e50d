"""The last parts of a report: limits, methods, dictionary, references."""

from collections.abc import Iterator, Sequence

from pod.evaluation.analysis.findings import Entry, Findings, Honest, Stamp
from pod.evaluation.report.document import Note, Paragraph, Section, Table, section
from pod.evaluation.report.numbers import NONE, short
from pod.evaluation.report.words import words

DICTIONARY = Honest(
    design="Each score as the pod's own files describe it.",
    who="Scores that are analysed here.",
    cannot="It cannot show how a score was understood by whoever answered.",
)
STAMPED = Honest(
    design="Hashes are SHA-256; data is over the hashes of all bundles that count.",
    who="Everything this report was made from.",
    cannot="It cannot show what was never sent.",
)


def limits_section(found: Findings) -> Section:
    """Return what cannot be shown."""
    said = words().limits
    notes = [Note("Before anything is read", found.notes)] if found.notes else []
    return section("limits", said.title, [*notes, *map(Paragraph, said.sentences)])


def methods_section(found: Findings) -> Section:
    """Return which methods were used, from what was used."""
    return section(
        "methods", words().methods.title, [Paragraph(one) for one in _methods(found)]
    )


def _methods(found: Findings) -> Iterator[str]:
    said, stamp = words().methods, found.stamp
    chosen = sum(one.chosen for one in found.outcomes)
    filled = {
        "outcomes": chosen,
        "others": len(found.outcomes) - chosen,
        "threshold": stamp.threshold,
        "round_to": stamp.round_to,
    }
    yield from (one.format(**filled) for one in said.always)
    if any(one.everyone.reliable for one in found.outcomes):
        yield said.reliable
    yield said.multiplicity.format(family=found.family)
    for line, sentences in (
        (said.model, [one.model.sentence for one in found.outcomes if one.model]),
        (said.imputed, [one.imputed.sentence for one in found.outcomes if one.imputed]),
        (said.arms, [arm.sentence for one in found.outcomes for arm in one.compared]),
        (said.sites, [one.sites.sentence for one in found.outcomes if one.sites]),
        (said.dose, [one.dose.sentence for one in found.outcomes if one.dose]),
    ):
        yield from (line.format(sentence=one) for one in _once(sentences))
    if found.quality.rescored:
        yield said.rescored
    yield said.again


def _once(sentences: Sequence[str]) -> Sequence[str]:
    return list(dict.fromkeys(sentences))


def dictionary_section(found: Findings) -> Section:
    """Return what each score is."""
    table = Table(
        id="dictionary-table",
        caption="Scores, and which way is better",
        columns=("Scores", "What it is", "Scoring", "Source"),
        rows=tuple(_entries(found.dictionary)),
        honest=DICTIONARY,
        wordy=True,
    )
    return section("dictionary", "Data dictionary", [table])


def _entries(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """Give a row for each measure, all of its scores in the first cell."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for one in entries:
        key = (one.told, one.scoring, one.source)
        rows.setdefault(key, []).append(f"{one.name} ({one.better})")
    yield from (("; ".join(names), *key) for key, names in rows.items())


def references_section() -> Section:
    """Return what the methods stand on."""
    said = words().references
    return section("references", said.title, [Paragraph(one) for one in said.list])


def stamp_section(stamp: Stamp) -> Section:
    """Return all versions and hashes in full."""
    told = {
        "Study": f"{stamp.study}: {stamp.title}",
        "Level": stamp.level,
        "Agreement": stamp.agreement or NONE,
        "Bundles": f"{stamp.bundles:,}",
        "Data": stamp.data,
        "Sites": stamp.sites,
        "Study pack": stamp.pack,
        "Policy": stamp.policy,
        "Program": f"training-pod {stamp.code}",
        "Groups under": f"{stamp.threshold} withheld",
        "Rounded to": str(stamp.round_to),
        "People left pods in groups of": f"{stamp.k} alike or more",
    }
    table = Table(
        id="versions-table",
        caption="What this report was made from",
        columns=("", "Value"),
        rows=tuple(told.items()),
        honest=STAMPED,
        wordy=True,
    )
    return section("versions", "Versions and hashes", [table])


def stamp_lines(stamp: Stamp) -> tuple[str, ...]:
    """Return what stands on every page."""
    return (
        f"Study {stamp.study}",
        f"Data {short(stamp.data)}",
        f"Policy {short(stamp.policy)}",
        f"Pack {short(stamp.pack)}",
        f"Program {stamp.code}",
        f"Groups under {stamp.threshold} withheld",
    )
