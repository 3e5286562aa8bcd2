"""English verb forms that moving a clause needs: "mocking" to "mocked", "have" to "has" after a singular subject."""

from __future__ import annotations

from functools import cache

CONTRACTED = {"'re": "'s", "’re": "’s", "'m": "'s", "’m": "’s", "'ve": " has", "’ve": " has"}


def past_of(gerund: str) -> str:
    """The past tense of an -ing form: "mocking" -> "mocked", "making" -> "made"."""
    lower = gerund.lower()
    forms = _inflections(base_of(lower), "VBD")
    stem = lower.removesuffix("ing")
    return next((form for form in forms if form == stem + "ed"), forms[0] if forms else stem + "ed")


def third_person(form: str) -> str:
    """The form of a verb after a singular subject: "have" -> "has", "take" -> "takes", "were" -> "was"."""
    if form in CONTRACTED:
        return CONTRACTED[form]
    if form == "were":
        return "was"
    forms = _inflections(base_of(form), "VBZ")
    return forms[0] if forms else form + "s"


@cache
def base_of(form: str) -> str:
    """The base form of a verb: "holds" -> "hold", "denied" -> "deny"."""
    from lemminflect import getLemma  # its tables take a fifth of a second to read, and few texts need them

    lemmas = getLemma(form, "VERB")
    return str(lemmas[0]) if lemmas else form


@cache
def _inflections(base: str, tag: str) -> tuple[str, ...]:
    from lemminflect import getInflection

    return tuple(str(form) for form in getInflection(base, tag))


def article(words: str) -> str:
    """ "a" or "an" before these words, by the sound the letters suggest."""
    first = words.split()[0] if words.split() else ""
    if first.isupper() and len(first) > 1 and first not in ("NATO", "NASA", "UNESCO", "UNICEF"):
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    lower = first.lower()
    if lower.startswith(("uni", "eu", "use", "usu", "one", "once", "ura", "ubi", "uk")) and not lower.startswith(
        ("unim", "unin")
    ):
        return "a"
    if lower.startswith(("hour", "honest", "honour", "honor", "heir")):
        return "an"
    return "an" if lower[:1] in "aeiou" or lower in ("8", "11", "18", "80") else "a"
