# SPDX-License-Identifier: Apache-2.0
"""The scores of geoparsing; `riskmap-bench geoparse --check` computes the same ones.

A span is (first, end) in Unicode scalars. Spans match where they share at least half of the shorter one. Each expected
span takes the one found span, not taken yet, that shares most of it; the others are wrong, but for those that match a
span that is left out of the count ("neutral").
"""
import re

NO_NAMES = set(
    "the a an its this that these those his her their our your my other another two three six more in of "
    "battle fort fortified summit positions fighting supply weapons isil isis daesh ied ieds vbied vbieds uav uavs "
    "arabic-speaking kurdish-speaking northern southern eastern western".split())
DEMONYMS = set(
    "iraqi syrian kuwaiti kurdish turkish iranian lebanese jordanian saudi british american russian french german "
    "arab".split())
UNITS = {"isil-held", "isis-held", "u.s.-led", "us-led", "insurgent-held"}
SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()


def matches(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and 2 * shared >= min(a[1] - a[0], b[1] - b[0])


def score(expected, found, neutral=()):
    """Counts (right, wrong, missed) and the pairs (expected index, found index)."""
    expected, found = sorted(set(expected)), sorted(set(found))
    taken, pairs = set(), []
    for number, span in enumerate(expected):
        best = None
        for other, candidate in enumerate(found):
            if other in taken or not matches(span, candidate):
                continue
            shared = min(span[1], candidate[1]) - max(span[0], candidate[0])
            if best is None or shared > best[0]:
                best = (shared, other)
        if best:
            taken.add(best[1])
            pairs.append((expected[number], found[best[1]]))
    wrong = sum(
        1 for other, candidate in enumerate(found)
        if other not in taken and not any(matches(candidate, span) for span in neutral))
    return len(pairs), wrong, len(expected) - len(pairs), pairs


def figures(right, wrong, missed):
    """Precision, recall, F1 and n (expected spans)."""
    precision = right / (right + wrong) if right + wrong else 0
    recall = right / (right + missed) if right + missed else 0
    f1 = 2 * right / (2 * right + wrong + missed) if right else 0
    return precision, recall, f1, right + missed


def is_named(text):
    """Whether a marked place has a name: a word that begins with a capital and is none of the words that make none."""
    for word in re.split(r"[\s,;()\"]+", text):
        bare = word.strip(".").replace("\u2019s", "").replace("'s", "")
        lower = bare.lower()
        if not bare[:1].isupper() or lower in NO_NAMES or lower in DEMONYMS or lower in UNITS:
            continue
        return True
    return False


def innermost(spans):
    """Spans that hold no other one of the list, and those that do."""
    spans = sorted(set(spans))
    holders = [a for a in spans if any(a != b and a[0] <= b[0] and b[1] <= a[1] for b in spans)]
    return [s for s in spans if s not in holders], holders


def plain_number(text):
    """The value of a number written plainly; None for all else."""
    word = text.strip().lower()
    if word in SMALL:
        return float(SMALL.index(word))
    bare = word.replace(",", "")
    return float(bare) if re.fullmatch(r"\d+(\.\d+)?", bare) else None
