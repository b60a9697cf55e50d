"""R: the CSV files, and a script of base R that reads them with labels and factors."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pod.evaluation.convert.plain import DICTIONARY, write_csv
from pod.evaluation.convert.sheet import Field, Sheet, Sort, short_names

SCRIPT = "read.R"
_CLASSES: Mapping[Sort, str] = {
    "integer": "numeric",
    "number": "numeric",
    "boolean": "character",
    "string": "character",
}
_HEAD = """\
# Reads the tables that lie beside this script, with labels, units and factors.
# In R: source("read.R", chdir = TRUE)
read_table <- function(file, classes) {
  utils::read.csv(file, colClasses = classes, na.strings = "", check.names = FALSE,
                  encoding = "UTF-8", stringsAsFactors = FALSE)
}
told <- function(column, label, unit = NULL, why = NULL) {
  attr(column, "label") <- label
  attr(column, "unit") <- unit
  attr(column, "why_missing") <- why
  column
}
"""
_RESERVED = frozenset(
    ("told", "read_table", "if", "else", "for", "in", "next", "repeat")
)


def write_r(sheets: Iterable[Sheet], folder: Path) -> list[Path]:
    """Write CSV files and `read.R`, which makes a data frame of each table."""
    kept = list(sheets)
    paths = write_csv(kept, folder)
    names = short_names([one.name for one in kept], 40, _RESERVED)
    blocks = [_block(one, names[one.name]) for one in kept]
    script = folder / SCRIPT
    script.write_text("\n".join([_HEAD, *blocks]), "ascii")
    return [*paths[:-1], script, folder / DICTIONARY]


def _block(sheet: Sheet, name: str) -> str:
    classes = ", ".join(quoted(_CLASSES[one.sort]) for one in sheet.fields)
    lines = [
        f"# {sheet.about.encode('ascii', 'replace').decode()}",
        f"{name} <- read_table({quoted(f'{sheet.name}.csv')}, c({classes}))",
    ]
    columns = [(f"{name}[[{quoted(one.name)}]]", one) for one in sheet.fields]
    lines += [_column(column, field) for column, field in columns]
    return "\n".join(lines) + "\n"


def _column(column: str, field: Field) -> str:
    """Return what makes one column of the data frame what it is."""
    read = column
    if field.sort == "boolean":
        read = f'{column} == "true"'
    elif field.sort == "string" and field.values:
        values, labels = zip(*field.values, strict=True)
        read = f"factor({column}, levels = {_all(values)}, labels = {_all(labels)})"
    more = [quoted(field.label)]
    more += [f"unit = {quoted(field.unit)}"] if field.unit else []
    more += [f"why = {quoted(field.why)}"] if field.why else []
    lines = [f"{column} <- told({', '.join([read, *more])})"]
    if field.sort in ("integer", "number") and field.values:
        codes = ", ".join(str(code) for code, _ in field.values)
        named = _all(label for _, label in field.values)
        told = f"stats::setNames(c({codes}), {named})"
        lines.append(f'attr({column}, "labels") <- {told}')
    return "\n".join(lines)


def _all(words: Iterable[object]) -> str:
    return f"c({', '.join(quoted(str(word)) for word in words)})"


def quoted(text: str) -> str:
    """Return a text as R writes it, in ASCII; R has no character of code nought."""
    told = []
    for c in text.replace("\0", ""):
        if c in '"\\':
            told.append(f"\\{c}")
        elif " " <= c <= "~":
            told.append(c)
        else:
            told.append(f"\\U{ord(c):08x}")
    return f'"{"".join(told)}"'
