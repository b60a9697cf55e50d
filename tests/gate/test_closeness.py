"""k, l and t of tables that were published with them, and what another program says.

The values are those of pycanon 1.3.6 (Apache-2.0), asked once in an environment of its
own. The first table is the 4-anonymous one of Machanavajjhala and others 2007; the
other two are those of Li and others 2007, who give 0.375 and 0.167 for the salaries.
"""

import pytest

from pod.gate.closeness import (
    classes_of,
    k_anonymity,
    l_diversity,
    t_closeness,
    uniques,
)

INPATIENTS = """
130**,<30,Heart Disease
130**,<30,Heart Disease
130**,<30,Viral Infection
130**,<30,Viral Infection
1485*,>=40,Cancer
1485*,>=40,Heart Disease
1485*,>=40,Viral Infection
1485*,>=40,Viral Infection
130**,3*,Cancer
130**,3*,Cancer
130**,3*,Cancer
130**,3*,Cancer
"""
DIVERSE = """
476**,2*,3,gastric ulcer
476**,2*,4,gastritis
476**,2*,5,stomach cancer
4790*,>=40,6,gastritis
4790*,>=40,11,flu
4790*,>=40,8,bronchitis
476**,3*,7,bronchitis
476**,3*,9,pneumonia
476**,3*,10,stomach cancer
"""
CLOSE = """
4767*,<=40,3,gastric ulcer
4767*,<=40,5,stomach cancer
4767*,<=40,9,pneumonia
4790*,>=40,6,gastritis
4790*,>=40,11,flu
4790*,>=40,8,bronchitis
4760*,<=40,4,gastritis
4760*,<=40,7,bronchitis
4760*,<=40,10,stomach cancer
"""


def classes(table, *columns):
    """The classes of a table, by what others may see: its first two columns."""
    rows = [
        dict(zip(("zip", "age", *columns), line.split(","), strict=True))
        for line in table.split("\n")
        if line
    ]
    return classes_of(rows, ("zip", "age"))


def of(found, column, kind=str):
    return [[kind(row[column]) for row in one] for one in found]


def test_inpatients():
    conditions = of(classes(INPATIENTS, "condition"), "condition")
    assert k_anonymity(conditions) == 4
    assert l_diversity(conditions) == 1
    assert t_closeness(conditions, numbers=False) == pytest.approx(0.5833333333333333)


@pytest.mark.parametrize(
    ("table", "of_salary", "of_disease"),
    [
        (DIVERSE, 0.375, 0.4444444444444445),
        (CLOSE, 0.1666666666666667, 0.5555555555555556),
    ],
    ids=["diverse", "close"],
)
def test_salaries_and_diseases(table, of_salary, of_disease):
    found = classes(table, "salary", "disease")
    salaries, diseases = of(found, "salary", float), of(found, "disease")
    assert k_anonymity(found) == 3
    assert (l_diversity(salaries), l_diversity(diseases)) == (3, 3)
    assert t_closeness(salaries, numbers=True) == pytest.approx(of_salary)
    assert t_closeness(diseases, numbers=False) == pytest.approx(of_disease)


def test_who_is_alone_is_counted_and_a_table_of_nobody_has_no_k():
    assert uniques([["a"], ["b", "c"], ["d"]]) == 2
    assert (k_anonymity([]), l_diversity([]), t_closeness([], numbers=True)) == (
        0,
        0,
        0,
    )


def test_one_value_alone_is_as_close_as_can_be():
    assert t_closeness([[1.0, 1.0], [1.0]], numbers=True) == 0
