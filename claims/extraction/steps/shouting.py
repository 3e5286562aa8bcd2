"""Lines in capitals, read in ordinary case: as the rest of the text writes each word, in small letters where it
doesn't. A text that is all in capitals stays as it is: nothing tells its names from its other words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from .legible import Edit
from .textlines import Line

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
WITHIN = re.compile(r"(?<=[a-z,;’'0-9] )[^\W\d_]+(?:[’'][^\W\d_]+)*")  # not after a full stop, which makes capitals
FEWEST = 3  # words in capitals: fewer are initials or a name


def is_shouted(text: str) -> bool:
    """Whether a line is written in capitals."""
    return text.upper() == text and sum(len(word) > 1 for word in WORD.findall(text)) >= FEWEST


def in_ordinary_case(lines: Sequence[Line]) -> Iterator[Edit]:
    """The words of lines in capitals that other lines write otherwise."""
    shouted = [line for line in lines if is_shouted(line.text)]
    if not shouted or len(shouted) == len(lines):
        return
    words = {word.lower() for line in shouted for word in WORD.findall(line.text)}
    usual = _usual((line for line in lines if not is_shouted(line.text)), words)
    for line in shouted:
        for k, match in enumerate(WORD.finditer(line.text)):
            word = match.group()
            written = usual.get(word.lower(), word.lower())
            if k == 0:
                written = written[:1].upper() + written[1:]
            if written != word and len(written) == len(word):
                yield Edit(line.start + match.start(), line.start + match.end(), written)


def _usual(lines: Iterator[Line], words: Collection[str]) -> dict[str, str]:
    """How these words are mostly written within sentences; a word that only ever begins one tells nothing, unless it is
    followed by another capital: a name."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for match in WITHIN.finditer(line.text):
            if (word := match.group().lower()) in words:
                seen[word][match.group()] += 1
        for match in re.finditer(r"\b([A-Z][a-z’']+) (?=[A-Z][a-z])", line.text):
            if (word := match[1].lower()) in words:
                seen[word].setdefault(match[1], 1)
    return {word: forms.most_common(1)[0][0] for word, forms in seen.items()}
