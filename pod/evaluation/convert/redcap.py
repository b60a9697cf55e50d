"""REDCap: a data dictionary of exactly its 18 columns, and a file of data to import."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from pod.evaluation.convert.plain import as_csv, write_rows
from pod.evaluation.convert.sheet import Field, Sheet, short_names

COLUMNS = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
_LONGEST = 26
"""REDCap takes longer names and warns of them; other tools behind it cut them."""
_FORM = "people"
_VALIDATED = {"integer": "integer", "number": "number"}
_RESERVED = frozenset(("redcap_event_name", "redcap_data_access_group"))


def write_redcap(sheets: Iterable[Sheet], folder: Path) -> list[Path]:
    """Write the dictionary and the data of the table that has one row per person.

    The first field is the record's id. Closed lists are dropdowns coded from 1; why a
    number is missing is a field of its own beside it.
    """
    people = next(iter(sheets))
    names = short_names([one.name for one in people.fields], _LONGEST, _RESERVED)
    lines = [_line(one, names[one.name]) for one in people.fields]
    cells = {
        names[one.name]: _coded(people.rows[one.name], one) for one in people.fields
    }
    paths = [folder / "dictionary_redcap.csv", folder / "data_redcap.csv"]
    paths[0].write_text(as_csv(COLUMNS, lines), "utf-8")
    write_rows(pa.table(cells), paths[1])
    return paths


def _line(field: Field, name: str) -> Mapping[str, str]:
    kind = "text"
    if field.sort == "boolean":
        kind = "yesno"
    elif field.codes:
        kind = "dropdown"
    told = dict.fromkeys(COLUMNS, "")
    labels = field.codes.items()
    told |= {
        COLUMNS[0]: name,
        COLUMNS[1]: _FORM,
        COLUMNS[3]: kind,
        COLUMNS[4]: field.label,
        COLUMNS[5]: _choices(
            [(code, dict(field.values)[word]) for word, code in labels]
        ),
        COLUMNS[6]: _note(field),
        COLUMNS[7]: "" if kind != "text" else _VALIDATED.get(field.sort, ""),
        COLUMNS[17]: f"@READONLY {field.name}" if name != field.name else "@READONLY",
    }
    return told


def _choices(labels: Sequence[tuple[int, str]]) -> str:
    """Return choices as REDCap writes them; a bar inside a label would part it."""
    return " | ".join(f"{code}, {one.replace('|', '/')}" for code, one in labels)


def _note(field: Field) -> str:
    answers = ", ".join(f"{code} = {label}" for code, label in field.values)
    known = answers if field.sort in ("integer", "number") else ""
    return "; ".join(one for one in (field.unit, known) if one)


def _coded(column: pa.ChunkedArray, field: Field) -> pa.Array:
    if field.sort == "boolean":
        return column.cast(pa.int64())
    if not field.codes:
        return column
    told = [field.codes.get(one) for one in column.to_pylist()]
    return pa.array(told, pa.int64())
