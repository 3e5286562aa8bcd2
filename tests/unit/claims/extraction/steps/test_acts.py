"""Acts and beliefs that a claim tells in its own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft
from claims.extraction.types import CueKind

Drafts = Callable[[str], list[Draft]]


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Mark Rutte denied that the allies had sent troops.", ("Mark Rutte", "denied", CueKind.DENY)),
        ("Mark Rutte threatened to leave the alliance.", ("Mark Rutte", "threatened", CueKind.THREATEN)),
        ("Mark Rutte praised the plan.", ("Mark Rutte", "praised", CueKind.JUDGE)),
        ("Ann Lee asked whether the road had closed.", ("Ann Lee", "asked", CueKind.ASK)),
    ],
)
def test_who_does_what_is_told_beside_the_claim_and_nobody_is_credited(
    drafts_of: Drafts, sentence: str, act: tuple[str, str, CueKind]
) -> None:
    (draft,) = drafts_of(sentence)
    assert draft.text == sentence
    assert [(voice.speaker.name, voice.cue, voice.cue_kind) for voice in draft.chain if voice.told] == [act]
    assert draft.speaker is None


@pytest.mark.parametrize(
    ("sentence", "claim", "chain"),
    [
        (
            "A source said that Donald Trump believed the plan would fail.",
            "Donald Trump believed the plan would fail.",
            [("Donald Trump", CueKind.BELIEVE, True), ("a source", CueKind.SAY, False)],
        ),
        (
            "Ann Lee said that Mark Rutte denied the allegation.",
            "Mark Rutte denied the allegation.",
            [("Mark Rutte", CueKind.DENY, True), ("Ann Lee", CueKind.SAY, False)],
        ),
    ],
)
def test_within_a_report_the_act_comes_before_who_vouches_for_it(
    drafts_of: Drafts, sentence: str, claim: str, chain: list[tuple[str, CueKind, bool]]
) -> None:
    (draft,) = drafts_of(sentence)
    assert draft.text == claim
    assert [(voice.speaker.name, voice.cue_kind, voice.told) for voice in draft.chain] == chain


@pytest.mark.parametrize(
    "sentence",
    [
        "Mark Rutte did not deny the allegation.",
        "The allegation was denied.",
        "Ann Lee added a chapter.",
        "Ann Lee left Rome.",
    ],
)
def test_what_is_denied_done_by_nobody_or_no_act_tells_none(drafts_of: Drafts, sentence: str) -> None:
    (draft,) = drafts_of(sentence)
    assert (draft.text, draft.chain) == (sentence, ())
