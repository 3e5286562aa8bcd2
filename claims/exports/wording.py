"""A report's own words, by language. What it quotes stays as it was said."""

from __future__ import annotations

from dataclasses import dataclass

GERMAN = {
    "By rating": "Nach Urteil",
    "By speaker": "Nach Sprecher",
    "Verdicts by month": "Urteile nach Monat",
    "No verdict yet": "Noch kein Urteil",
    "Retracted": "Zurückgezogen",
    "The article itself": "Der Artikel selbst",
    "Version": "Fassung",
    "published": "veröffentlicht",
    "corrected": "berichtigt",
    "retracted": "zurückgezogen",
    "supports": "stützt",
    "refutes": "widerlegt",
    "context": "ordnet ein",
    "Verdict report": "Prüfbericht",
    "As of": "Stand",
    "Edition": "Ausgabe",
    "Identifier": "Kennung",
    "SHA-256 of the content": "SHA-256 des Inhalts",
    "Contents": "Inhalt",
    "Summary": "Überblick",
    "Count": "Anzahl",
    "Articles": "Artikel",
    "Claims": "Behauptungen",
    "Claim": "Behauptung",
    "Verdict": "Urteil",
    "Explanation": "Erläuterung",
    "Where it stands": "Wo es steht",
    "Evidence": "Belege",
    "History": "Verlauf",
    "Correction": "Berichtigung",
    "Retraction": "Rücknahme",
    "captured": "erfasst am",
    "characters": "Zeichen",
    "Method": "Methode",
    "Scale": "Skala",
    "Index of speakers": "Verzeichnis der Sprecher",
    "Method note": (
        "Jede Behauptung ist an den genauen Wortlaut gebunden, in dem sie steht, und an den Text, wie er erfasst "
        "wurde. Prüfer haben sie unabhängig voneinander beurteilt; freigegeben hat das Urteil jemand, der es nicht "
        "geschrieben hat. Veröffentlichte Urteile werden nie geändert: Was falsch war, wird durch eine neue Fassung "
        "berichtigt oder zurückgezogen, und beides steht hier."
    ),
}
ENGLISH = {
    "Method note": (
        "Each claim is tied to the exact words that it stands in, and to the text as it was captured. Reviewers "
        "assessed it independently of each other, and whoever approved the verdict had not written it. Published "
        "verdicts are never changed: what was wrong is corrected by a new version, or retracted, and both are told "
        "here."
    ),
}
LANGUAGES = {"en": ENGLISH, "de": GERMAN}


@dataclass(frozen=True)
class Words:
    """Says what stands in English in a language."""

    known: dict[str, str]

    def __call__(self, english: str) -> str:
        return self.known.get(english, english)

    @property
    def all(self) -> dict[str, str]:
        """By what stands in English."""
        return {english: self(english) for english in GERMAN}


def words(language: str) -> Words:
    """Those of a language. Raises KeyError for one that no report is in."""
    return Words(LANGUAGES[language])
