"""What is read: a claim of the seed article, and what hangs on it."""

from __future__ import annotations

from typing import Any

from claims.api.annotations.vocabulary import ANNO, LDP

JSON = dict[str, Any]

SITE = "https://facts.example.org/api/v1/"
CLAIM, APPEARANCE = "01a21829-88c0-7695-b1bc-d0f2125c7065", "01a21829-8916-74fc-8fee-d40e9186016d"
DOCUMENT, SNAPSHOT = "01a21829-79fa-71c3-9ea3-654f0dcb2747", "01a21829-79fd-72af-8105-89c5c6c3cf2f"
OUTLET, VERDICT, EVIDENCE = (
    "01a21829-786b-7721-8e29-362e73f94a51",
    "01a21829-92a7-742e-83b4-c015162f8660",
    "01a21829-90a8-7222-b1e6-9e40a28d011d",
)
WEBHOOK, DELIVERY = "01a21829-a001-7b6e-8f55-0c7c11f2a3d4", "01a21829-a2b3-7c1d-9a10-5e0f4b1c2d3e"
SINCE = "Wzdd:1wABCD:9mT0uR3Qf2sB7w"  # signed, as a cursor is
CLAIM_TEXT = "The defence pact on Greenland dates from 1951."
TITLE = "Rutte says allies must step up in the Arctic after Trump drops Greenland threats"
QUOTE = {
    "type": "TextQuoteSelector",
    "exact": "1951 defence pact on Greenland",
    "prefix": " and Denmark will renegotiate a ",
    "suffix": ", a source familiar with the tal",
}
POSITION = {"type": "TextPositionSelector", "start": 1578, "end": 1608}
AGREEMENT = (
    "Agreement between the United States and the Kingdom of Denmark, Pursuant to the North Atlantic Treaty, concerning "
    "the Defense of Greenland, signed at…"
)
SUMMARY = "Example: The agreement on the defense of Greenland was signed at Copenhagen on 27 April 1951."
CORRECTION = "Example: the first version did not say when and where it was signed, nor name the agreement; now it does."
MODEL = "800d9c4a813da1c4990936e6526c45be94ac17c738659710150c97f2f1a5f45c"

_OUTLET: JSON = {"id": OUTLET, "name": "RTÉ", "kind": "outlet"}
_SOURCE: JSON = {
    **_OUTLET,
    "aliases": ["Raidió Teilifís Éireann"],
    "domains": ["rte.ie"],
    "description": "",
    "url": "https://www.rte.ie/",
    "merged_into": None,
}
# Its first paragraph as captured; the example of the whole text is as long.
TEXT = "Western allies will need to step up their presence in the Arctic under a framework deal with the US."
_SNAPSHOT: JSON = {
    "id": SNAPSHOT,
    "captured_at": "2026-11-26T14:01:41.117187Z",
    "text_sha256": "ad08ce09bb25f81a04336edaa788248d21e1d8f03e0061a3f864716649dd004b",
    "captured_sha256": "732e902075836861e47900cd96fc201ed72558dd569920c585fbbfca348e6bcd",
    "byte_size": 6213,
    "media_type": "text/plain",
}
_DOCUMENT: JSON = {
    "id": DOCUMENT,
    "kind": "article",
    "title": TITLE,
    "publisher": _OUTLET,
    "author": "",
    "published": "2026-01-22",
    "url": "",
    "language": "en-IE",
    "snapshots": [_SNAPSHOT],
}
_REFERENCE: JSON = {"id": DOCUMENT, "title": TITLE, "url": "", "published": "2026-01-22"}
_VERDICT: JSON = {
    "id": VERDICT,
    "claim": CLAIM,
    "rating": "True",
    "value": 5,
    "summary": SUMMARY,
    "explanation": "",
    "grounds": "",
    "version": 2,
    "stage": "published",
    "published_at": "2026-11-26T14:01:47.461288Z",
    "correction_note": CORRECTION,
    "retraction_notice": "",
}
_CLAIM_REFERENCE: JSON = {"id": CLAIM, "text": CLAIM_TEXT}
_WEBHOOK: JSON = {
    "id": WEBHOOK,
    "created_at": "2026-11-26T13:00:00.250Z",
    "url": "https://newsroom.example.org/factcheck",
    "kinds": ["published", "corrected"],
    "disabled_at": None,
    "disabled_reason": "",
}
_APPEARANCE: JSON = {
    "id": APPEARANCE,
    "document": _REFERENCE,
    "target": {"source": f"urn:uuid:{SNAPSHOT}", "selector": [POSITION, QUOTE]},
    "speaker": None,
    "cue": "",
    "channel": "",
    "extracted_by": {
        "type": "software",
        "name": "factcheck-extractor",
        "version": "2",
        "model_sha256": MODEL,
    },
}
_ORIGINS: JSON = {
    "links": 1,
    "independent_origins": 1,
    "single_source": True,
    "anonymous_only": False,
    "circular": False,
    "sentence": f"1 link, 1 independent origin: {TITLE}",
}
_CLAIM: JSON = {
    "id": CLAIM,
    "created_at": "2026-11-26T14:01:44.896121Z",
    "text": CLAIM_TEXT,
    "kind": "background",
    "checkable": True,
    "checkworthiness": 0.31,
    "reasons": [
        "It is background that is commonly known.",
        "It names who or what it is about.",
        "It says when.",
    ],
    "quantities": [],
    "dates": [{"text": "1951", "start": 1578, "end": 1582, "value": "1951", "grain": "year"}],
    "negated": False,
    "hedged": False,
    "verdict": _VERDICT,
    "appearances": [_APPEARANCE],
    "origins": _ORIGINS,
}
_ANNOTATION: JSON = {
    "@context": ANNO,
    "id": f"{SITE}annotations/{APPEARANCE}/",
    "type": "Annotation",
    "motivation": ["identifying", "assessing"],
    "created": "2026-11-26T14:01:44Z",
    "creator": {"type": "Software", "name": "factcheck-extractor 2"},
    "body": [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "value": CLAIM_TEXT,
            "format": "text/plain",
            "language": "en-IE",
        },
        {"type": "SpecificResource", "purpose": "identifying", "source": f"{SITE}claims/{CLAIM}/"},
        {"type": "TextualBody", "purpose": "assessing", "value": "True", "format": "text/plain"},
        {"type": "TextualBody", "purpose": "commenting", "value": SUMMARY, "format": "text/plain"},
    ],
    "target": {
        "type": "SpecificResource",
        "source": f"{SITE}documents/{DOCUMENT}/",
        "selector": [POSITION, QUOTE],
        "state": {"type": "TimeState", "sourceDate": "2026-11-26T14:01:41Z", "cached": f"urn:uuid:{SNAPSHOT}"},
    },
}
_HERE = f"{SITE}documents/{DOCUMENT}/annotations/"
_COLLECTION: JSON = {
    "@context": [ANNO, LDP],
    "id": _HERE,
    "type": ["BasicContainer", "AnnotationCollection"],
    "label": f"Claims in {TITLE}",
    "total": 1,
    "modified": "2026-11-26T14:01:47Z",
    "first": {
        "id": f"{_HERE}?page=0",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": [{name: value for name, value in _ANNOTATION.items() if name != "@context"}],
    },
    "last": f"{_HERE}?page=0",
}

_KEYS = {"claim": f"claim:{CLAIM}", "document": f"document:{DOCUMENT}", "evidence": f"evidence:{EVIDENCE}"}


def _lineage(start: str, root: str, label: str, directness: str) -> JSON:
    return {
        "start": start,
        "sentence": f"1 link, 1 independent origin: {label}",
        "links": [root],
        "origins": [
            {
                "label": label,
                "keys": [root],
                "anonymous": False,
                "circular": False,
                "directness": directness,
                "links": [root],
                "path": [start, root],
                "merges": [],
            }
        ],
        "single_source": True,
        "anonymous_only": False,
        "loops": [],
        "earliest": None,
        "unconfirmed": 0,
    }


def _node(key: str, kind: str, label: str) -> JSON:
    return {
        "key": key,
        "kind": kind,
        "type": "article" if kind == "document" else "",
        "label": label,
        "source": "",
        "when": None,
        "published": True,
        "url": "",
    }


def _edge(down: str, up: str, kind: str, words: str = "") -> JSON:
    return {
        "down": down,
        "up": up,
        "kind": kind,
        "by": "a person",
        "words": words,
        "confidence": 1.0,
        "standing": "confirmed",
    }


_PROVENANCE: JSON = {
    "claim": _lineage(_KEYS["claim"], _KEYS["document"], TITLE, "own word"),
    "verdict": _lineage(f"verdict:{VERDICT}", _KEYS["evidence"], AGREEMENT, "document"),
    "nodes": [
        _node(_KEYS["claim"], "claim", CLAIM_TEXT),
        _node(_KEYS["document"], "document", TITLE),
        _node(_KEYS["evidence"], "evidence", AGREEMENT),
        _node(f"verdict:{VERDICT}", "verdict", f"True: {SUMMARY}"),
    ],
    "edges": [
        _edge(_KEYS["claim"], _KEYS["document"], "stands in", str(QUOTE["exact"])),
        _edge(f"verdict:{VERDICT}", _KEYS["claim"], "about"),
        _edge(f"verdict:{VERDICT}", _KEYS["evidence"], "rests on"),
    ],
}

READING: JSON = {
    "Annotation": _ANNOTATION,
    "AnnotationCollection": _COLLECTION,
    "AnnotationCollectionOrPage": _COLLECTION,
    "Appearance": _APPEARANCE,
    "Claim": _CLAIM,
    "Document": _DOCUMENT,
    "DocumentDetail": {**_DOCUMENT, "snapshots": [{**_SNAPSHOT, "text": TEXT}]},
    "DocumentReference": _REFERENCE,
    "Origins": _ORIGINS,
    "Provenance": _PROVENANCE,
    "Rating": {
        "name": "True",
        "value": 5,
        "position": 1,
        "description": "The claim is accurate and nothing significant is missing.",
        "stances": ["supports"],
        "asks": "",
    },
    "Snapshot": _SNAPSHOT,
    "SnapshotDetail": {**_SNAPSHOT, "document": _REFERENCE, "text": TEXT},
    "SnapshotOfDocument": {**_SNAPSHOT, "document": _REFERENCE},
    "SnapshotText": {**_SNAPSHOT, "text": TEXT},
    "Source": _SOURCE,
    "SourceReference": _OUTLET,
    "SourceWithClaims": {**_SOURCE, "claim_count": 0},
    "Verdict": _VERDICT,
    "VerdictDetail": {**_VERDICT, "claim": _CLAIM_REFERENCE},
    "Changes": {
        "changes": [
            {
                "position": 7,
                "kind": "corrected",
                "at": "2026-11-26T14:01:47.461288Z",
                "claim": _CLAIM_REFERENCE,
                "verdict": _VERDICT,
            }
        ],
        "next": SINCE,
        "next_url": f"{SITE}changes/?since={SINCE}",
        "more": False,
    },
    "Webhook": _WEBHOOK,
    "Webhooks": {"webhooks": [_WEBHOOK]},
    "WebhookInput": {"url": _WEBHOOK["url"], "kinds": _WEBHOOK["kinds"]},
    "WebhookSecret": {**_WEBHOOK, "secret": "whsec_bm90IGEgc2VjcmV0LCBqdXN0IGFuIGV4YW1wbGU="},
    "Delivery": {
        "id": DELIVERY,
        "created_at": "2026-11-26T14:01:48.002Z",
        "kind": "corrected",
        "claim": CLAIM,
        "attempts": 1,
        "next_attempt_at": None,
        "delivered_at": "2026-11-26T14:01:48.190Z",
        "gave_up_at": None,
        "log": [{"created_at": "2026-11-26T14:01:48.190Z", "status": 204, "error": "", "milliseconds": 171}],
    },
}
