"""A study goes to other tools with its labels, units, lists and reasons."""

import csv
import json
import math
import shutil
import subprocess

import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from pod.errors import Malformed, Storage, Usage
from pod.evaluation.convert.convert import convert
from pod.evaluation.convert.for_r import write_r
from pod.evaluation.convert.gather import Gathering
from pod.evaluation.convert.plain import write_csv, write_parquet
from pod.evaluation.convert.psychds import FILE, Named, file_name, write_psychds
from pod.evaluation.convert.redcap import COLUMNS, write_redcap
from pod.evaluation.convert.sheet import (
    FIRST_REASON,
    Field,
    Sheet,
    numbered,
    short_names,
)
from pod.evaluation.convert.statistical import write_dta, write_sav
from pod.evaluation.engines.source import opened
from pod.evaluation.folder import StudyFolder
from pod.study import BAND_VALUES
from tests.evaluation.engines_made import Made

FIRST = "ons4_satisfied_first"


@pytest.fixture(scope="module")
def made():
    return Made(people=12)


@pytest.fixture(scope="module")
def sheets(made, tmp_path_factory):
    """Every table of a study, by its name."""
    path = made.lay(tmp_path_factory.mktemp("study"))
    with opened(path, made.sites) as source:
        return {one.name: one for one in Gathering(source, BAND_VALUES).sheets()}


def test_the_wide_table_has_one_row_per_person_and_every_number(made, sheets):
    people = sheets["people"]
    assert people.rows["study_code"].to_pylist() == [f"code{n:04d}" for n in range(12)]
    told = {
        row["study_code"]: (row["value"], row["missing"] or None)
        for row in made.tables["measure"]
        if (row["task"], row["point"], row["kind"]) == ("ons4", "first", "score")
    }
    columns = (people.rows[name].to_pylist() for name in (FIRST, f"{FIRST}_why"))
    found = dict(zip(told, zip(*columns, strict=True), strict=True))
    assert found == told
    assert {None, "skipped"} == {why for _, why in found.values()}


def test_the_long_table_has_every_row(made, sheets):
    assert sheets["measures"].rows.num_rows == len(made.tables["measure"])
    assert sheets["measures"].field("value").why == "missing"


def test_columns_say_what_the_pods_own_descriptions_say(sheets):
    rt_ms = sheets["trials-flanker"].field("rt_ms")
    assert (rt_ms.label, rt_ms.unit) == (
        "ms from the figure's onset to the press",
        "ms",
    )
    assert sheets["people"].field("pod").label == "Pod that sent the person"


def test_a_band_that_is_not_on_the_list_is_put_at_its_end(sheets):
    bands = [value for value, _ in sheets["people"].field("sentence_band").values]
    assert bands[:-1] == list(BAND_VALUES["sentence_band"])
    assert bands[-1].startswith("élan")


def test_an_items_answers_are_named_and_what_was_asked_is_not(sheets):
    item = sheets["people"].field("ons4_item_satisfied_first")
    assert dict(item.values)[0]
    assert "satisfied with" not in item.label


def same(ours, theirs):
    """Tell whether two cells agree; pandas has nothing for None."""
    if ours is None or pd.isna(theirs):
        return ours is None and pd.isna(theirs)
    return ours == theirs


def test_spss_reads_back_every_value_label_and_reason(sheets, tmp_path):
    paths = write_sav(sheets.values(), tmp_path)
    people = numbered(sheets["people"])
    assert paths[0].name == "people.sav"
    told, meta = pyreadstat.read_sav(paths[0], user_missing=True)
    assert list(told.columns) == [one.name for one in people.fields]
    for field in people.fields:
        pairs = zip(people.rows[field.name].to_pylist(), told[field.name], strict=True)
        assert all(
            same(ours, theirs) or (ours, theirs) == (None, "") for ours, theirs in pairs
        )
        assert meta.column_names_to_labels[field.name] == field.said
    skipped = meta.variable_value_labels[FIRST]
    assert skipped[FIRST_REASON] == "missing: skipped"
    (hole,) = meta.missing_ranges[FIRST]
    assert hole["lo"] < hole["hi"] == FIRST_REASON
    plain, _ = pyreadstat.read_sav(paths[0])
    assert plain[FIRST].min() > FIRST_REASON
    bands = meta.variable_value_labels["sentence_band"]
    assert list(bands.values())[:2] == ["remand", "under 6 months"]


def test_stata_reads_back_every_value_label_and_reason(sheets, tmp_path):
    paths = {path.stem: path for path in write_dta(sheets.values(), tmp_path)}
    people = numbered(sheets["people"])
    names = short_names([one.name for one in people.fields], 32)
    told, meta = pyreadstat.read_dta(paths["people"], user_missing=True)
    whys = sheets["people"].rows[f"{FIRST}_why"].to_pylist()
    letters = [x if isinstance(x, str) else None for x in told[names[FIRST]]]
    assert letters == ["a" if why == "skipped" else None for why in whys]
    assert meta.variable_value_labels[names[FIRST]]["a"] == "missing: skipped"
    assert meta.column_names_to_labels[names[FIRST]] == "ons4: satisfied, first"
    plain, _ = pyreadstat.read_dta(paths["people"])
    ours = sheets["people"].rows[FIRST].to_pylist()
    assert all(map(same, ours, plain[names[FIRST]]))


def test_parquet_and_csv_keep_the_very_rows(sheets, tmp_path):
    for path in write_parquet(sheets.values(), tmp_path):
        sheet, table = sheets[path.stem], parquet.read_table(path)
        assert table.to_pylist() == sheet.rows.to_pylist()
    table = parquet.read_table(tmp_path / "trials-flanker.parquet")
    assert table.schema.field("rt_ms").metadata[b"unit"] == b"ms"
    write_csv(sheets.values(), tmp_path)
    with (tmp_path / "people.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row, ours in zip(rows, sheets["people"].rows.to_pylist(), strict=True):
        assert row["sentence_band"] == ours["sentence_band"]
        assert (float(row[FIRST]) if row[FIRST] else None) == ours[FIRST]
    with (tmp_path / "dictionary.csv").open(newline="", encoding="utf-8") as file:
        told = {(one["table"], one["column"]): one for one in csv.DictReader(file)}
    assert told["trials-flanker", "rt_ms"]["unit"] == "ms"
    assert len(told) == sum(len(one.fields) for one in sheets.values())


def test_redcaps_dictionary_has_its_eighteen_columns_and_fits_the_data(
    sheets, tmp_path
):
    dictionary, data = write_redcap(sheets.values(), tmp_path)
    with dictionary.open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    with data.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(lines[0]) == COLUMNS
    assert len(COLUMNS) == 18
    names = [line["Variable / Field Name"] for line in lines]
    assert names[0] == "study_code"
    assert list(rows[0]) == names
    assert {line["Form Name"] for line in lines} == {"people"}
    band = next(x for x in lines if x["Variable / Field Name"] == "sentence_band")
    choices = dict(one.split(", ", 1) for one in band[COLUMNS[5]].split(" | "))
    ours = sheets["people"].rows["sentence_band"].to_pylist()
    assert [choices[row["sentence_band"]] for row in rows] == ours


def test_psych_ds_names_every_file_and_describes_every_column(sheets, tmp_path):
    named = Named("calm", "Calm", "Outcomes of a study")
    *files, description = write_psychds(sheets.values(), tmp_path, named)
    told = json.loads(description.read_bytes())
    measured = [one["name"] for one in told["variableMeasured"]]
    assert len(set(measured)) == len(measured)
    assert len(files) == len(sheets)
    for path in files:
        assert FILE.fullmatch(path.name)
        with path.open(newline="", encoding="utf-8") as file:
            assert set(next(csv.reader(file))) <= set(measured)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_psych_ds_name_keeps_to_the_rule_whatever_it_is_made_of(study, table):
    assert FILE.fullmatch(file_name(study, table))


@given(st.lists(st.text(max_size=50), unique=True, max_size=20))
def test_short_names_are_plain_and_each_somebodys_own(names):
    told = short_names(names, 26, ("if",))
    assert len(set(told.values())) == len(names)
    for short in told.values():
        assert short.isascii()
        assert short.replace("_", "a").isalnum()
        assert short[0].isalpha()
        assert 0 < len(short) <= 26
        assert "__" not in short
        assert short[-1] != "_"


def test_names_that_are_cut_short_have_no_underscores_that_redcap_leaves_out():
    long = "phq8_item_concentrating_first"
    told = short_names([long, f"{long}_why", f"{long}__why_"], 26)
    assert list(told.values()) == [
        "phq8_item_concentrating_fi",
        "phq8_item_concentrating_2",
        "phq8_item_concentrating_3",
    ]


def test_where_it_cannot_be_written_a_sentence_says_so_and_nothing_stays(
    made, tmp_path
):
    made.lay(tmp_path)
    (tmp_path / "file").write_text("no folder")
    study = StudyFolder(tmp_path)
    with pytest.raises(Storage, match="out cannot be written"):
        convert(study, "csv", tmp_path / "file" / "out")
    with pytest.raises(Usage, match="not a study folder"):
        convert(study, "csv", tmp_path / "out")
    assert not list(tmp_path.glob("out*"))


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)


def one_column(label, words):
    """Return a table of one column of a closed list, with any label."""
    values = tuple((word, word) for word in dict.fromkeys(words))
    field = Field(name="answer", label=label, sort="string", values=values)
    rows = pa.table({"answer": pa.array(list(words), pa.string())})
    return Sheet("odd", "Odd words", ("answer",), (field,), rows)


@settings(max_examples=25)
@given(WORDS, st.lists(WORDS.filter(str.strip), min_size=1, max_size=4))
def test_odd_words_survive_spss(tmp_path_factory, label, words):
    sheet = one_column(label, words)
    (path,) = write_sav([sheet], tmp_path_factory.mktemp("odd"))
    told, meta = pyreadstat.read_sav(path)
    labels = meta.variable_value_labels["answer"]
    for ours, code in zip(words, told["answer"], strict=True):
        assert ours.encode().startswith(labels[code].encode().rstrip())


def test_a_number_that_could_be_a_reason_is_refused():
    field = Field(name="x", label="x", sort="number", why="why", reasons=("skipped",))
    why = Field(name="why", label="why", sort="string")
    rows = pa.table({"x": [-1e10, 1.0], "why": ["", ""]})
    with pytest.raises(Malformed):
        numbered(Sheet("odd", "Odd", ("x",), (field, why), rows))


ASKED = """
source("{script}", chdir = TRUE)
cat(nrow(people), is.factor(people$sentence_band), levels(people$sentence_band)[1],
    attr(people[["{first}"]], "label"), sum(is.na(people[["{first}"]])),
    attr(trials_flanker[["rt_ms"]], "unit"), class(trials_flanker[["correct"]]),
    sprintf("%.10f", sum(people[["{first}"]], na.rm = TRUE)),
    utf8ToInt(rev(levels(people$sentence_band))[1])[1], sep = "|")
"""


@pytest.mark.proof
def test_r_reads_it_with_labels_and_factors(sheets, tmp_path):
    paths = write_r(sheets.values(), tmp_path)
    (script,) = (path for path in paths if path.suffix == ".R")
    asked = ASKED.format(script=script, first=FIRST)
    program = shutil.which("Rscript")
    done = subprocess.run(
        [program, "--vanilla", "-e", asked], check=True, capture_output=True, text=True
    )
    told = [v for v in sheets["people"].rows[FIRST].to_pylist() if v is not None]
    assert not done.stderr
    assert done.stdout.split("|")[:7] == [
        *("12", "TRUE", "remand", "ons4: satisfied, first"),
        *(str(12 - len(told)), "ms", "logical"),
    ]
    total, first = done.stdout.split("|")[7:]
    assert math.isclose(float(total), sum(told), rel_tol=1e-9)
    assert int(first) == ord("é")
