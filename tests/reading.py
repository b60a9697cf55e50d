"""How hard a text is to read."""

import re

import pyphen

SYLLABLES = pyphen.Pyphen(lang="en_US")


def grade(sentences):
    """The Flesch-Kincaid grade of some sentences, US years (Kincaid et al. 1975).

    Syllables are counted where a word may be hyphenated, so that no download is needed.
    """
    words = [word for one in sentences for word in re.findall(r"[\w']+", one)]
    ends = sum(len(re.findall(r"[.?!]", one)) or 1 for one in sentences)
    syllables = sum(len(SYLLABLES.positions(word.lower())) + 1 for word in words)
    return 0.39 * len(words) / ends + 11.8 * syllables / len(words) - 15.59
