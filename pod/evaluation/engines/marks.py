"""What changed since a study was last published: a mark for each table and bundle.

A mark is made of all that a bundle has in a table, whatever the order of its rows, so
that rows that came late or were taken out are seen, too.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pod.evaluation.engines.source import Source

Marks: TypeAlias = Mapping[tuple[str, str], str]
"""The mark of each table and bundle."""

_MARK = """
SELECT bundle, count(*) || '-' || bit_xor(hash(t)) FROM "{table}" AS t GROUP BY bundle
"""


def marks_of(source: Source) -> dict[tuple[str, str], str]:
    """Return the mark of what each bundle has in each table now."""
    return {
        (table, str(bundle)): str(mark)
        for table in source.tables
        for bundle, mark in source.ask(_MARK.format(table=table))
    }


def changed(now: Marks, before: Marks) -> Mapping[str, Sequence[str]]:
    """Return which bundles are to be copied anew, table by table.

    A bundle that has nothing left in a table is among them: it is taken out there.
    """
    found: dict[str, list[str]] = {}
    for table, bundle in sorted(now.keys() | before.keys()):
        if now.get((table, bundle)) != before.get((table, bundle)):
            found.setdefault(table, []).append(bundle)
    return found
