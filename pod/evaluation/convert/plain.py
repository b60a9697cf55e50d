"""CSV and Parquet: the rows as they are, with a dictionary beside or inside."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from pod.evaluation.convert.sheet import Field, Sheet

DICTIONARY = "dictionary.csv"
_COLUMNS = ("table", "column", "label", "type", "unit", "values", "missing")


def write_csv(sheets: Iterable[Sheet], folder: Path) -> list[Path]:
    """Write each table as CSV in UTF-8, and one dictionary of all their columns.

    What is missing is an empty cell.
    """
    told, paths = [], []
    for sheet in sheets:
        paths.append(folder / f"{sheet.name}.csv")
        write_rows(sheet.rows, paths[-1])
        told += [_described(sheet.name, field) for field in sheet.fields]
    paths.append(folder / DICTIONARY)
    paths[-1].write_text(as_csv(_COLUMNS, told), "utf-8")
    return paths


def write_rows(rows: pa.Table, path: Path) -> None:
    """Write rows as CSV in UTF-8 with a header."""
    with path.open("wb") as out:
        arrow_csv.write_csv(rows, out)


def as_csv(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a small table as CSV with a header."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_parquet(sheets: Iterable[Sheet], folder: Path) -> list[Path]:
    """Write each table as Parquet; what a column means is in its metadata.

    That is `label`, `unit`, `why` (the column that tells why it is missing), and
    `values` as a JSON list of pairs: value and label.
    """
    paths = []
    for sheet in sheets:
        paths.append(folder / f"{sheet.name}.parquet")
        fields = [
            _arrow(sheet.rows.schema.field(one.name), one) for one in sheet.fields
        ]
        schema = pa.schema(fields, {"about": sheet.about, "key": ",".join(sheet.key)})
        parquet.write_table(sheet.rows.cast(schema), paths[-1], compression="zstd")
    return paths


def _arrow(column: pa.Field, field: Field) -> pa.Field:
    told = {"label": field.label, "unit": field.unit, "why": field.why}
    values = msgspec.json.encode(field.values).decode() if field.values else ""
    told["values"] = values
    return column.with_metadata({name: text for name, text in told.items() if text})


def _described(table: str, field: Field) -> Mapping[str, str]:
    values = " | ".join(f"{value} = {label}" for value, label in field.values)
    cells = (table, field.name, field.label, field.sort, field.unit, values, field.why)
    return dict(zip(_COLUMNS, cells, strict=True))
