"""English verb forms that moving a clause needs: "mocking" to "mocked", "have" to "has" after a singular subject."""

from __future__ import annotations

IRREGULAR_PAST = dict(
    pair.split(":")
    for pair in (
        "being:was having:had doing:did going:went making:made taking:took saying:said giving:gave getting:got "
        "coming:came "
        "seeing:saw knowing:knew thinking:thought finding:found telling:told becoming:became leaving:left feeling:felt "
        "putting:put bringing:brought beginning:began keeping:kept holding:held writing:wrote standing:stood "
        "hearing:heard "
        "letting:let meaning:meant setting:set meeting:met running:ran paying:paid sitting:sat speaking:spoke "
        "lying:lay "
        "leading:led reading:read growing:grew losing:lost falling:fell sending:sent building:built "
        "understanding:understood "
        "drawing:drew breaking:broke spending:spent cutting:cut rising:rose driving:drove buying:bought wearing:wore "
        "choosing:chose seeking:sought throwing:threw catching:caught dealing:dealt winning:won forgetting:forgot "
        "fighting:fought teaching:taught eating:ate hitting:hit hurting:hurt selling:sold shooting:shot shutting:shut "
        "singing:sang sinking:sank sleeping:slept stealing:stole striking:struck swearing:swore sweeping:swept "
        "swimming:swam "
        "swinging:swung tearing:tore waking:woke withdrawing:withdrew splitting:split spreading:spread "
        "springing:sprang "
        "shaking:shook rebuilding:rebuilt overthrowing:overthrew overtaking:overtook undertaking:undertook "
        "undergoing:underwent overcoming:overcame withholding:withheld hiding:hid forbidding:forbade forgiving:forgave "
        "freezing:froze feeding:fed fleeing:fled flying:flew lending:lent quitting:quit ridding:rid shedding:shed "
        "shrinking:shrank slitting:slit spinning:spun sticking:stuck stinging:stung binding:bound bearing:bore "
        "beating:beat "
        "bidding:bid biting:bit bleeding:bled blowing:blew breeding:bred bursting:burst casting:cast costing:cost "
        "creeping:crept digging:dug drinking:drank laying:laid lighting:lit proving:proved resetting:reset "
        "ringing:rang "
        "riding:rode seeking:sought broadcasting:broadcast forecasting:forecast outdoing:outdid upholding:upheld"
    ).split()
)
THIRD = {
    "am": "is",
    "are": "is",
    "'re": "'s",
    "’re": "’s",
    "'m": "'s",
    "’m": "’s",
    "have": "has",
    "'ve": " has",
    "’ve": " has",
    "do": "does",
    "were": "was",
    "don`t": "doesn`t",
}


def past_of(gerund: str) -> str:
    """The past tense of an -ing form: "mocking" -> "mocked", "making" -> "made"."""
    lower = gerund.lower()
    if lower in IRREGULAR_PAST:
        return IRREGULAR_PAST[lower]
    stem = lower.removesuffix("ing")
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return stem[:-1] + "ied"
    return stem + "ed"


def third_person(form: str) -> str:
    """The form of a present-tense verb after a singular subject: "have" -> "has", "take" -> "takes"."""
    if form in THIRD:
        return THIRD[form]
    if form.endswith(("s", "sh", "ch", "x", "z", "o")):
        return form + "es"
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return form[:-1] + "ies"
    return form + "s"


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
