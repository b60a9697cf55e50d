"""What a site calls its people and places, in another language than its settings'."""

from collections.abc import Mapping

HOLE = "{name}"
"""What of a place's name is the same in every language: A Wing, Houseblock 4."""


def site_name(known: Mapping[str, str], name: str) -> str:
    """Return a name as it is known, or by its form; an unknown one stays as it is."""
    if name in known:
        return known[name]
    for form, said in known.items():
        before, hole, after = form.partition(HOLE)
        own = name.removeprefix(before).removesuffix(after)
        if hole and own and name == f"{before}{own}{after}":
            return said.replace(HOLE, own)
    return name
