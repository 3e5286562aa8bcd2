"""What a query string may say: nothing unknown, nothing empty, nothing twice that counts once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.http import QueryDict
from rapidfuzz import process, utils

from factcheck.common.problem import INVALID_PARAMETER, UNKNOWN_PARAMETER, FieldError, ParametersRefused


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like this one, None where nothing is known or nothing is alike."""
    found = process.extractOne(name, sorted(known), processor=utils.default_process, score_cutoff=1)
    return found[0] if found else None


def check(query: QueryDict, *, known: Collection[str], repeatable: Collection[str] = ()) -> None:
    """Raises ParametersRefused for the parameters that are not known, empty, or given more often than once in vain."""
    if unknown := [name for name in query if name not in known]:
        raise ParametersRefused(UNKNOWN_PARAMETER, [FieldError(name, _unknown(name, known)) for name in unknown])
    errors = []
    for name, values in query.lists():
        if not all(value.strip() for value in values):
            errors.append(FieldError(name, f"{name} is empty; give it a value or leave it out."))
        elif len(values) > 1 and name not in repeatable:
            errors.append(FieldError(name, f"{name} is given {len(values)} times; give it once."))
    if errors:
        raise ParametersRefused(INVALID_PARAMETER, errors)


def _unknown(name: str, known: Collection[str]) -> str:
    if not known:
        return f"There is no parameter {name!r}: this address takes none."
    suggestion = nearest(name, known)
    return f"There is no parameter {name!r}" + (f"; did you mean {suggestion}?" if suggestion else " here.")
