"""What is sent to do something, and what is answered: the same claim, on its way."""

from __future__ import annotations

from .reading import (
    AGREEMENT,
    APPEARANCE,
    CLAIM,
    CLAIM_TEXT,
    CORRECTION,
    DOCUMENT,
    EVIDENCE,
    JSON,
    OUTLET,
    POSITION,
    QUOTE,
    SNAPSHOT,
    SUMMARY,
    TITLE,
    VERDICT,
)

EDGE, EDIT, ASSESSMENT = (
    "01a21829-8a10-7d3e-8c21-3f1e2d4c5b6a",
    "01a21829-8b20-7e4f-9d32-4a2f3e5d6c7b",
    "01a21829-8c30-7f5a-8e43-5b3a4f6e7d8c",
)
TREATY = "01a21829-8d40-7a6b-9f54-6c4b5a7f8e9d"
OTHER = "01a21829-8e50-7b7c-8a65-7d5c6b8a9f0e"  # a claim that says the same
SPAN: JSON = {"start": POSITION["start"], "end": POSITION["end"]}
PACT = "The United States and Denmark have a defence pact on Greenland."

_WORDING: JSON = {
    "text": CLAIM_TEXT,
    "kind": "background",
    "checkable": True,
    "checkworthiness": 0.31,
    "negated": False,
    "hedged": False,
}
_CLAIM: JSON = {
    "id": CLAIM,
    **_WORDING,
    "state": "queued",
    "state_reason": "",
    "revision": 2,
    "outcome": None,
    "assessors": 2,
    "deadline": "2026-11-27",
    "merged_into": None,
    "split_from": None,
    "possible": ["assign", "evidence", "merge", "place", "reject", "reword", "set_aside", "split", "trace"],
    "edit": EDIT,
}
_PLACE: JSON = {
    "id": APPEARANCE,
    "claim": CLAIM,
    "snapshot": SNAPSHOT,
    **SPAN,
    "exact": QUOTE["exact"],
    "speaker": None,
    "cue": "",
    "channel": "",
    "retired": False,
}
_PLACE_INPUT: JSON = {"snapshot": SNAPSHOT, "quotation": QUOTE["exact"], "speaker": None, "cue": "", "channel": ""}
_EVIDENCE_INPUT: JSON = {"stance": "supports", "snapshot": None, "quotation": "", "citation": AGREEMENT, "note": ""}
_VERDICT_INPUT: JSON = {
    "rating": "True",
    "summary": SUMMARY,
    "explanation": "The treaty collection has the agreement with its date and place.",
    "grounds": "",
    "correction_note": CORRECTION,
}

ACTING: JSON = {
    # Claims
    "ClaimState": _CLAIM,
    "ClaimStates": {"claims": [{**_CLAIM, "split_from": OTHER}, {**_CLAIM, "id": OTHER, "text": PACT}]},
    "WordingInput": {**_WORDING, "revision": 2},
    "SplitInput": {"revision": 2, "parts": [_WORDING, {**_WORDING, "text": PACT}]},
    "MergeInput": {**_WORDING, "others": [OTHER]},
    "RecordInput": {**_WORDING, "place": _PLACE_INPUT},
    "QueueInput": {"revision": 2, "deadline": "2026-11-27"},
    "ReviewerInput": {"revision": 2, "reviewer": "reviewer2"},
    "Edit": {
        "id": EDIT,
        "act": "reword",
        "created_at": "2026-11-26T14:01:45.100Z",
        "undone_at": "2026-11-26T14:02:10.800Z",
    },
    # Where they stand, and where they come from
    "Place": _PLACE,
    "PlaceInput": _PLACE_INPUT,
    "SpanInput": SPAN,
    "SpeakerInput": {"speaker": OUTLET, "cue": "reported", "channel": ""},
    "EdgeInput": {"channel": "link", "source": None, "document": TREATY},
    "EdgeCorrectionInput": {
        "channel": "link",
        "source": None,
        "document": TREATY,
        "revision": 1,
        "reason": "It quotes the agreement itself.",
    },
    "EdgeState": {
        "id": EDGE,
        "snapshot": SNAPSHOT,
        "source": None,
        "document": TREATY,
        "channel": "link",
        "exact": QUOTE["exact"],
        "confidence": 1.0,
        "standing": "confirmed",
        "revision": 2,
    },
    # Evidence and findings
    "EvidenceInput": _EVIDENCE_INPUT,
    "EvidenceState": {
        "id": EVIDENCE,
        "claim": CLAIM,
        "stance": "supports",
        "snapshot": None,
        "start": None,
        "end": None,
        "exact": "",
        "citation": AGREEMENT,
        "note": "",
        "withdrawn_at": None,
    },
    "WithdrawalInput": {"reason": "It is another agreement of the same year."},
    "OwnAssessment": {
        "id": ASSESSMENT,
        "claim": CLAIM,
        "rating": "True",
        "rationale": "The agreement itself says so.",
        "submitted_at": "2026-11-26T14:01:46.300Z",
    },
    # Verdicts
    "VerdictInput": _VERDICT_INPUT,
    "VerdictRevisionInput": {**_VERDICT_INPUT, "revision": 3},
    "VerdictState": {
        "id": VERDICT,
        "claim": CLAIM,
        "version": 2,
        "stage": "in_review",
        **_VERDICT_INPUT,
        "review_comment": "",
        "published_at": None,
        "retraction_notice": "",
        "stale_since": None,
        "stale_reason": "",
        "revision": 3,
        "possible": ["approve", "send_back"],
    },
    "CommentInput": {"revision": 3, "comment": "Say where the agreement can be read."},
    "NoticeInput": {"revision": 4, "notice": "The claim was about another agreement. We are sorry."},
    "LookInput": {"reason": "The treaty collection has published a protocol to it."},
    # Documents
    "CaptureInput": {
        "text": "The 1951 defence pact on Greenland is to be renegotiated, a source said.",
        "title": TITLE,
        "publisher": "RTÉ",
        "published": "2026-01-22",
        "language": "en-IE",
        "extract": True,
    },
    "Captured": {"id": DOCUMENT, "snapshot": SNAPSHOT, "created": True, "claims": 1},
    "CaptureAnswer": {"id": DOCUMENT, "snapshot": SNAPSHOT, "created": False, "claims": 1},
    "CaptureResults": {
        "results": [
            {
                "status": 201,
                "document": {"id": DOCUMENT, "snapshot": SNAPSHOT, "created": True, "claims": 1},
            }
        ]
    },
}
