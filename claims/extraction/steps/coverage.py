"""What became of every sentence of a document: the claims found in it, or why it holds none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from ..types import ExtractedClaim, NoClaim, SentenceCoverage
from .page import Page
from .quotes import QuoteIndex
from .tree import FINITE, SUBJECTS, VERBAL, Tree
from .whole import only_reports

OPENING = "“‘«([*•-–— "
EXCLAIMS = re.compile(r"(?:what an?|how \w+ly?|so much for|here’s to)\b", re.I)
CLOSING = "\"'”’»)]* "
BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
LINE = re.compile(rf"[^\s](?:{BREAK.pattern.replace('[', '[^')}*\S)?")
Row = tuple[int, int, NoClaim]  # from, to, and why it would hold no claim


def of(
    tree: Tree,
    page: Page,
    quotes: QuoteIndex,
    silent: Mapping[int, NoClaim],
    claims: Sequence[ExtractedClaim],
    first: int = 0,
) -> tuple[SentenceCoverage, ...]:
    """Rows in text order. Every character of the page that is not white space lies in exactly one of them.

    silent: why sentences are not read at all, by their first token. claims: in text order; first: the number that the
    document's count has for the first of them.
    """
    rows = _whole(page, list(_sentences(tree, page, quotes, silent)))
    starts = [start for start, _, _ in rows]
    found: dict[int, list[int]] = {}
    for number, claim in enumerate(claims, first):
        found.setdefault(max(0, bisect_right(starts, claim.start) - 1), []).append(number)
    return tuple(
        SentenceCoverage(start, end, tuple(found[k])) if k in found else SentenceCoverage(start, end, (), why)
        for k, (start, end, why) in enumerate(rows)
    )


def _sentences(tree: Tree, page: Page, quotes: QuoteIndex, silent: Mapping[int, NoClaim]) -> Iterator[Row]:
    """The sentences that were read, by their place in the document, and why each would hold no claim."""
    for first, behind in tree.sentences:
        words = [i for i in range(first, behind) if not tree.is_space[i]]
        if any(character.isalnum() for i in words for character in tree.words[i]):
            start, end = page.place(tree.start[words[0]], tree.end[words[-1]])
            yield start, end, silent.get(first) or why_not(tree, words, quotes)


def why_not(tree: Tree, words: Sequence[int], quotes: QuoteIndex) -> NoClaim:
    """Why a sentence that was read holds no claim. words: its tokens, white space left out."""
    text = tree.text(words).strip(OPENING)
    last = text.rstrip(CLOSING)[-1:]
    if last == "?" or any(tree.words[i] == "?" for i in words):
        return NoClaim.QUESTION
    if last == ":" or only_reports(tree, tree.root((words[0], words[-1] + 1))):
        return NoClaim.LEAD_IN
    verbs = [i for i in words if tree.pos[i] in VERBAL]
    urges = bool(verbs) and tree.tag[verbs[0]] in ("VB", "VBP") and tree.subject(verbs[0]) is None
    if urges or last == "!" or EXCLAIMS.match(text) or _is_slogan(tree, words, quotes):
        return NoClaim.OPINION
    if not any(tree.tag[i] in FINITE for i in verbs) or not any(tree.dep[i] in SUBJECTS for i in words):
        return NoClaim.FRAGMENT
    return NoClaim.VAGUE


def _is_slogan(tree: Tree, words: Sequence[int], quotes: QuoteIndex) -> bool:
    """ "“Nothing about us without us,” she posted.": what stands within the marks has no predicate."""
    opening = next((i for i in words if tree.words[i][:1].isalnum()), words[0])
    quote = quotes.at(tree.start[opening])
    if quote is None or quote.start in quotes.turns:
        return False
    return not any(tree.tag[i] in FINITE for i in words if tree.start[i] < quote.end)


def _whole(page: Page, rows: Sequence[Row]) -> list[Row]:
    """The rows, and what was not read between them: beside a sentence on its line it goes with that, a line that was
    left out as a whole makes a row of its own."""
    text = page.document
    out: list[Row] = []
    read = page.start
    for start, end, why in [*sorted(rows), (page.end, page.end, NoClaim.FRAGMENT)]:
        start = max(start, read)
        for gap in LINE.finditer(text, read, start):
            opening, closing = gap.span()
            if start < end and not BREAK.search(text, closing, start):
                start = opening
            elif out and not BREAK.search(text, out[-1][1], opening):
                out[-1] = (out[-1][0], closing, out[-1][2])
            else:
                out.append((opening, closing, page.why_left(opening) or NoClaim.FRAGMENT))
        if start < end:
            out.append((start, end, why))
        read = max(read, end)
    return out
