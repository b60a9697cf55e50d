"""Which code is whose, sealed for the one office that links records; nobody else's.

The pod seals it, the evaluators hand it on as it is, and the linkage authority alone
opens it. It holds codes and prison numbers and not one answer.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from pod.bundle.released import StudyCode
from pod.errors import Malformed, PartRefused
from pod.seal import Identity, Recipient, seal, unseal
from pod.values import Value

LINKAGE = "linkage.age"
WITHDRAWN = "withdrawn.csv"
"""Its path in a bundle."""
MOST = 8_000_000
"""No bundle brings more bytes of it than this."""


class Linked(Value, frozen=True, order=True):
    """One code, and the prison number of whoever it stands for."""

    study_code: StudyCode
    prison_number: Annotated[str, Meta(pattern=r"^[A-Z]\d{4}[A-Z]{2}\Z")]


def seal_linkage(linked: Iterable[Linked], recipient: Recipient) -> bytes:
    """Return codes and numbers as a table sealed for the linkage authority alone."""
    return seal(linkage_csv(linked).encode("ascii"), (recipient,))


def linkage_csv(linked: Iterable[Linked]) -> str:
    """Return codes and numbers as CSV, by code: that tells of no other order."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Linked.__struct_fields__)
    writer.writerows(msgspec.structs.astuple(one) for one in sorted(linked))
    return text.getvalue()


def open_linkage(untrusted: bytes, identity: Identity) -> Sequence[Linked]:
    """Open one with the linkage authority's key; Sealed where that does not open it."""
    try:
        text = unseal(untrusted, (identity,)).decode("ascii")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        if not rows or tuple(rows[0]) != Linked.__struct_fields__:
            raise Malformed("This is no table of codes and prison numbers.")
        return [_linked(row) for row in rows[1:]]
    except (UnicodeDecodeError, csv.Error, msgspec.ValidationError) as error:
        raise Malformed("This is no table of codes and prison numbers.") from error


def _linked(row: Sequence[str]) -> Linked:
    names = Linked.__struct_fields__
    if len(row) != len(names):
        raise Malformed("This is no table of codes and prison numbers.")
    return msgspec.convert(dict(zip(names, row, strict=True)), Linked)


def one_table(tables: Iterable[Sequence[Linked]]) -> Sequence[Linked]:
    """Return each code once; PartRefused where two tables contradict each other."""
    whose: dict[str, Linked] = {}
    for one in (row for table in tables for row in table):
        if whose.setdefault(one.study_code, one) != one:
            raise PartRefused(f"Two files say differently whose {one.study_code} is.")
    return sorted(whose.values())
