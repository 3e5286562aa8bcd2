"""Whether a text can be read at all: has words, is not too long, is English. Asked before the parser is loaded."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from .types import NotEnglish, NothingToRead, TextTooLong

MAX_CHARACTERS = 5_000_000
STRETCHES, STRETCH = 8, 80  # so many stretches of so many characters tell the language as well as a whole book does
FEW_WORDS = 40  # below, the language is a guess, and only a very sure one counts
SURE, VERY_SURE = 0.90, 0.97
# Words that no other language has in such numbers: to see them takes a twentieth of asking for the language.
ENGLISH = frozenset("the of and to that with was were has have said from which this would".split())
MANY, SHARE = 8, 0.1  # so many of them, and such a share of all words, are sure
READ = {"en", "pcm", "sco"}  # Nigerian Pidgin and Scots: what short English texts are taken for

# Names in English of the languages that are met most; ISO 639-1 codes, as py3langid gives them.
LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay",
    "mt": "Maltese", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tl": "Tagalog",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def check(text: str) -> None:
    """Raise NothingToRead, TextTooLong or NotEnglish, each with reason and remedy, for a text not worth parsing."""
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(
            f"The text has {len(text):,} characters, and the limit is {MAX_CHARACTERS:,}. Split it into several texts."
        )
    if not any(character.isalpha() for character in text):
        raise NothingToRead("The text holds no words. Hand in a text with at least one sentence.")
    language = other_language(text)
    if language:
        name = LANGUAGES.get(language, f"the language '{language}'")
        raise NotEnglish(
            f"The text seems to be in {name}, and only English is read. Hand in an English text or a translation."
        )


def other_language(text: str) -> str:
    """The ISO 639 code of the language that the text is surely in, "" for English and for doubt."""
    sample = _sample(text).encode("utf8", "replace").decode("utf8")  # half of a surrogate pair is no character
    words = sample.split()
    if sum(word.lower() in ENGLISH for word in words) >= max(MANY, SHARE * len(words)):
        return ""
    language, probability = _identifier().classify(sample)
    needed = SURE if len(words) >= FEW_WORDS else VERY_SURE
    return "" if language in READ or probability < needed else str(language)


def _sample(text: str) -> str:
    """Stretches from all over a long text: an English menu above a Danish article is a small part of it."""
    every = len(text) // STRETCHES
    if every <= STRETCH:
        return text
    return " ".join(text[k * every : k * every + STRETCH] for k in range(STRETCHES))


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
