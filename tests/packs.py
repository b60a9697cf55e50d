"""A language pack made for tests: English with other letters, and longer words."""

import json
import re
from collections.abc import Mapping

from pod.settings.agreed import newest
from pod.settings.packs import originals

CODE, NAME = "qx", "Ŵłółêg"
LETTERS = str.maketrans("aeiouyAEIOUYcsz", "âêîôûŷÂÊÎÔÛŶčšž")
GAP = re.compile(r"({[^}]*})")
LONG, LONGER = 3, 0.2
"""Words of more letters than this grow, by this share of their letters."""
PACK = f"""
code = "{CODE}"
name = "{NAME}"
voice = "pl"
plural = "n==1 ? 0 : n>=2 && n<=4 ? 1 : 2"
consent = {newest()}
"""
FORMS = 3


def other(said):
    """A sentence in the pack's language: gaps stay, letters change, words grow."""
    parts = GAP.split(said)
    return "".join(
        part if GAP.fullmatch(part) else re.sub(r"[A-Za-z']+", _grown, part)
        for part in parts
    )


def _grown(word):
    said = word[0]
    more = round(len(said) * LONGER) if len(said) > LONG else 0
    return (said + said[-1] * more).translate(LETTERS)


def translated(part, where=""):
    """Every sentence of a file in the pack's language."""
    if isinstance(part, Mapping):
        return {key: translated(one, f"{where}.{key}") for key, one in part.items()}
    if isinstance(part, list) and where.startswith(".counted"):
        return [other(part[0])] + [other(part[-1])] * (FORMS - 1)
    if isinstance(part, list):
        return [translated(one, where) for one in part]
    if where.endswith(".wording"):
        return part
    if where.endswith(".note"):
        return "Înn Ênglîšh."
    return other(part)


def make_pack(folder, about=PACK, code=CODE):
    """Write a whole pack into a site's folder; return where it lies."""
    where = folder / code
    for name, said in originals().items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(in_toml(translated(said)), "utf-8")
    (where / "pack.toml").write_text(about, "utf-8")
    return where


def in_toml(tree):
    """A tree of sentences as TOML."""
    return "".join(f"{key} = {_value(one)}\n" for key, one in tree.items())


def _value(one):
    if isinstance(one, Mapping):
        inner = ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in one.items())
        return f"{{{inner}}}"
    if isinstance(one, list):
        return f"[{', '.join(map(_value, one))}]"
    return json.dumps(one, ensure_ascii=False)
