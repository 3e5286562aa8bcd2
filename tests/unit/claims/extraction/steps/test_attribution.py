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
