"""What the Prefer header of a request asks of a container (RFC 7240; Web Annotation Protocol, section 4.2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .vocabulary import DESCRIPTIONS, IRIS, MINIMAL

PREFERENCE = re.compile(r'(?:[^,"]|"[^"]*"?)+')  # what stands between commas that are not quoted
PARAMETER = re.compile(r'([^\s=;"]+)\s*(?:=\s*(?:"([^"]*)"|([^\s;"]*)))?')


@dataclass(frozen=True)
class Preference:
    """minimal: without a page in it. iris: pages name the annotations only, None where nothing is said of that."""

    minimal: bool = False
    iris: bool | None = None

    @property
    def applies(self) -> bool:
        """Whether there is anything to go by."""
        return self.minimal or self.iris is not None


def preference(header: str) -> Preference:
    """What the header prefers. What it says that nobody understands is ignored (RFC 7240, section 2)."""
    included = set(_included(header))
    iris = None
    if IRIS in included or DESCRIPTIONS in included:
        iris = DESCRIPTIONS not in included  # both can't be; then the default holds
    return Preference(MINIMAL in included, iris)


def _included(header: str) -> Iterator[str]:
    for part in PREFERENCE.findall(header):
        parameters = [(name.lower(), quoted or bare) for name, quoted, bare in PARAMETER.findall(part)]
        if parameters[:1] == [("return", "representation")]:
            for name, value in parameters:
                yield from value.split() if name == "include" else ()
