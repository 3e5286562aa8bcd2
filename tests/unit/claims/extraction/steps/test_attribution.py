"""Who is credited, by which words, through which channel."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft
from claims.extraction.types import ChannelKind, CueKind, SpeakerKind

Drafts = Callable[[str], list[Draft]]
INTRODUCED = "NATO Secretary General Mark Rutte arrived in Davos on Monday. "


def credited(drafts: list[Draft], words: str) -> Draft:
    return next(draft for draft in drafts if words in draft.text)


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Mr Rutte said that the allies will send troops.", "said"),
        ("Mr Rutte said the allies will send troops.", "said"),
        ("The allies will send troops, Mr Rutte said.", "said"),
        ("“The allies will send troops,” Mr Rutte said.", "said"),
        ("“The allies will send troops,” said Mr Rutte.", "said"),
        ("“The allies will send troops,” he added.", "added"),
        ("Mr Rutte insisted that “the allies will send troops”.", "insisted"),
        ("As Mr Rutte told Reuters, the allies will send troops.", "told"),
        ("The allies will send troops, according to Mr Rutte.", "according to"),
    ],
)
def test_direct_indirect_and_mixed_quotation_credit_the_fullest_name(
    drafts_of: Drafts, sentence: str, cue: str
) -> None:
    draft = credited(drafts_of(INTRODUCED + sentence), "llies will send troops")
    assert draft.speaker is not None
    assert (draft.speaker.name, draft.speaker.kind, draft.cue) == ("Mark Rutte", SpeakerKind.PERSON, cue)


def test_the_article_itself_is_nobody(drafts_of: Drafts) -> None:
    draft = credited(drafts_of("The allies sent troops."), "troops")
    assert (draft.speaker, draft.cue, draft.cue_kind, draft.channel) == (None, "", CueKind.NONE, None)


def test_a_quotation_of_several_sentences_has_one_speaker(drafts_of: Drafts) -> None:
    drafts = drafts_of("“I don’t want war. Nobody wants war. The allies sent troops,” Mr Rutte said.")
    assert {draft.speaker.name for draft in drafts if draft.speaker} == {"Rutte"}
    assert len([draft for draft in drafts if draft.speaker]) == 3


def test_a_quotation_goes_on_in_the_next_paragraph(drafts_of: Drafts) -> None:
    drafts = drafts_of("“We sent troops,” Mark Rutte said.\n“The war has ended. Prices have fallen.”")
    assert all(draft.speaker and draft.speaker.name == "Mark Rutte" for draft in drafts)


def test_an_anonymous_source_is_known_by_its_first_description(drafts_of: Drafts) -> None:
    drafts = drafts_of(
        "The talks failed, a source familiar with the talks said. The source said that Denmark had agreed."
    )
    agreed = credited(drafts, "had agreed")
    assert agreed.speaker is not None
    assert (agreed.speaker.name, agreed.speaker.kind) == ("a source familiar with the talks", SpeakerKind.ANONYMOUS)
    assert agreed.speaker.mention == "The source"


@pytest.mark.parametrize(
    ("sentence", "kind", "outlet"),
    [
        ("Mr Rutte told Reuters in an interview that prices had fallen.", ChannelKind.INTERVIEW, "Reuters"),
        ("Mr Rutte said in a social media post that prices had fallen.", ChannelKind.POST, ""),
        ("Mr Rutte said in a speech that prices had fallen.", ChannelKind.SPEECH, ""),
        ("Mr Rutte told the court that prices had fallen.", ChannelKind.TESTIMONY, ""),
        ("Mr Rutte said in a statement that prices had fallen.", ChannelKind.STATEMENT, ""),
    ],
)
def test_the_channel_is_named(drafts_of: Drafts, sentence: str, kind: ChannelKind, outlet: str) -> None:
    channel = credited(drafts_of(INTRODUCED + sentence), "rices had fallen").channel
    assert channel is not None
    assert (channel.kind, channel.outlet) == (kind, outlet)
    text = INTRODUCED + sentence
    assert text[channel.start : channel.end]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr Rutte did not say that the allies had sent troops.",
        "Mr Rutte asked whether the allies had sent troops.",
        "Mr Rutte denied that the allies had sent troops.",
        "When a minister resigns, Mr Rutte says that the allies are united.",
    ],
)
def test_what_is_denied_asked_or_said_only_in_a_certain_case_is_not_claimed(drafts_of: Drafts, sentence: str) -> None:
    assert not [draft for draft in drafts_of(sentence) if draft.speaker is not None]


def test_what_somebody_calls_something_is_also_his_claim(drafts_of: Drafts) -> None:
    drafts = drafts_of("Mark Rutte called Denmark “ungrateful”.")
    assert [(d.text, d.speaker.name if d.speaker else None) for d in drafts] == [
        ("Mark Rutte called Denmark “ungrateful”.", None),
        ("Denmark is “ungrateful”.", "Mark Rutte"),
    ]


@pytest.mark.parametrize(
    ("sentence", "venue", "cue"),
    [
        ("The court heard that the bridge had failed.", "the court", "heard"),
        ("The inquiry was told that the bridge had failed.", "the inquiry", "was told"),
        ("The inquest in Cork was told that the bridge had failed.", "the inquest in Cork", "was told"),
    ],
)
def test_evidence_is_credited_to_whoever_gave_it(drafts_of: Drafts, sentence: str, venue: str, cue: str) -> None:
    (draft,) = drafts_of(sentence)
    assert (draft.text, draft.cue) == ("The bridge had failed.", cue)
    assert draft.speaker is not None
    assert (draft.speaker.name, draft.speaker.kind) == (f"evidence to {venue}", SpeakerKind.ANONYMOUS)
    assert draft.channel is not None
    assert draft.channel.kind is ChannelKind.TESTIMONY


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Lee heard that the company forged the records.",
        "The minister was told that the company forged the records.",
    ],
)
def test_what_a_person_hears_is_no_evidence(drafts_of: Drafts, sentence: str) -> None:
    (draft,) = drafts_of(sentence)
    assert (draft.text, draft.speaker) == (sentence, None)


@pytest.mark.parametrize(
    ("sentence", "claim", "cue"),
    [
        ("“The river is full,” Ann Lee thundered.", "The river is full.", "thundered"),
        ("“The river is full,” Ann Lee chuckled.", "The river is full.", "chuckled"),
    ],
)
def test_any_verb_behind_a_quotation_that_ends_in_a_comma_means_saying(
    drafts_of: Drafts, sentence: str, claim: str, cue: str
) -> None:
    (draft,) = drafts_of(sentence)
    assert draft.speaker is not None
    assert (draft.text, draft.speaker.name, draft.cue, draft.cue_kind) == (claim, "Ann Lee", cue, CueKind.SAY)


@pytest.mark.parametrize("deed", ["Ann Lee danced.", "Ann Lee recounted the votes.", "Ann Lee established a company."])
def test_a_verb_behind_a_quotation_that_ends_its_sentence_is_no_saying(drafts_of: Drafts, deed: str) -> None:
    drafts = drafts_of(f"“The river is full.” {deed}")
    assert [(draft.text, draft.speaker) for draft in drafts] == [("The river is full.", None), (deed, None)]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Ann Lee was quoted as saying that the river was full.", "Ann Lee"),
        ("Ann Lee was quoted by Reuters as saying that the river was full.", "Ann Lee"),
        ("Ann Lee was heard saying that the river was full.", "Ann Lee"),
        ("Ann Lee was overheard telling an aide that the river was full.", "Ann Lee"),
    ],
)
def test_whoever_is_quoted_as_saying_something_says_it(drafts_of: Drafts, sentence: str, speaker: str) -> None:
    (draft,) = drafts_of(sentence)
    assert draft.speaker is not None
    assert (draft.text, draft.speaker.name) == ("The river was full.", speaker)


def test_whoever_is_told_something_does_not_say_it(drafts_of: Drafts) -> None:
    (draft,) = drafts_of("Mark Rutte was told that the allies had agreed.")
    assert (draft.text, draft.speaker) == ("Mark Rutte was told that the allies had agreed.", None)


def test_whoever_says_he_is_told_something_passes_it_on(drafts_of: Drafts) -> None:
    (draft,) = drafts_of("“I’m told that the allies have agreed,” Mark Rutte said.")
    assert draft.speaker is not None
    assert (draft.text, draft.speaker.name) == ("The allies have agreed.", "Mark Rutte")


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The court ruled that the law was void.", "The law was void."),
        ("The inquiry determined that the bridge had failed.", "The bridge had failed."),
        ("The inquiry established that the bridge had failed.", "The bridge had failed."),
        ("The report underlined that the bridge had failed.", "The bridge had failed."),
        ("The report highlighted that the bridge had failed.", "The bridge had failed."),
        ("Ann Lee recalled that the river was full.", "The river was full."),
        ("Ann Lee remembered that the river was full.", "The river was full."),
        ("Ann Lee recounted that the river was full.", "The river was full."),
        ("Ann Lee joked that the river was full.", "The river was full."),
        ("Ann Lee quipped that the river was full.", "The river was full."),
    ],
)
def test_verbs_of_ruling_finding_remembering_and_joking_report(drafts_of: Drafts, sentence: str, claim: str) -> None:
    (draft,) = drafts_of(sentence)
    assert (draft.text, draft.cue_kind, draft.cue) == (claim, CueKind.SAY, sentence.split(" that ")[0].split()[2])


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Lee ruled the country.",
        "Ann Lee recounted the votes.",
        "Ann Lee determined the price.",
        "Ann Lee established a company.",
        "Ann Lee highlighted the risk.",
    ],
)
def test_without_a_clause_the_same_verbs_report_nothing(drafts_of: Drafts, sentence: str) -> None:
    (draft,) = drafts_of(sentence)
    assert (draft.text, draft.chain) == (sentence, ())


def test_a_statement_is_its_authors(drafts_of: Drafts) -> None:
    (draft,) = drafts_of("Ann Lee’s statement said that the river was full.")
    assert draft.speaker is not None
    assert (draft.text, draft.speaker.name) == ("The river was full.", "Ann Lee")
