"""What the description says in words: the conventions of the whole API, and what its parts are."""

from __future__ import annotations

CONVENTIONS = """\
Claims, where they stand, who said them, and what the reviewers found.

**Reading** needs no account: everybody sees the claims with a published verdict, and the documents and sources that
these lead to. Drafts, assessments and the names of people are the desk's. Who is signed in sees what their role may.

**Tokens.** Programs sign in with a personal token, `Authorization: Bearer …`. An administrator or its owner makes it,
with an end and with the scopes that it needs: `documents`, `claims`, `triage`, `assess`, `evidence`, `verdicts`,
`markup`, `webhooks`. Every token may read. What an act needs is said with it; without the scope it is a 403.

**Pages.** Lists answer with `results`, `next` and `previous`, and the same links in the `Link` header (RFC 8288).
Follow them as they are: a cursor is opaque, belongs to its list and query, and stays right whatever is added
meanwhile. `page_size` is 25 unless asked for, at most 100; more is refused rather than cut.

**Parameters** that are unknown, empty or given twice in vain are refused, with the nearest known name.

**Errors** are problem details (RFC 9457), `application/problem+json`, with what is wrong, field by field, in
`errors`. What isn't there and what you may not see are the same 404.

**Conditional requests.** Answers to GET carry a strong `ETag`; send it back in `If-None-Match` and what has not
changed is a 304 without a body. HEAD works wherever GET does.

**Rate limits.** `RateLimit-Policy` says how many requests are allowed in how many seconds, `RateLimit` how many are
left and until when. One too many is a 429 with `Retry-After`. A token has an allowance of its own, others share that
of their address.

**Every answer** has an `X-Request-ID`; one that you send is kept. Name it when you ask us about an answer.

**Deprecation.** Within `/api/v1/` things are only added: be ready for new fields, parameters, operations and values.
What is to go is marked `deprecated` here and answers with `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) headers
for six months at least. What would break programs otherwise comes under a new `/api/v2/`.
"""

TAGS = {
    "claims": "One atomic assertion each, with where it stands, who said it, and the published verdict.",
    "documents": "Articles, transcripts, posts, treaties and datasets in which claims stand.",
    "snapshots": "The text of a document as it was captured at one moment.",
    "sources": "People, outlets, agencies, organisations and governments, with how much they claimed.",
    "verdicts": "What was found of a claim, version by version.",
    "ratings": "The scale of the verdicts.",
    "evidence": "What a verdict stands on.",
    "assessments": "What each reviewer found, blind to the others.",
    "annotations": "Claims as W3C Web Annotations of the document that they stand in.",
    "changes": "What was published, corrected or retracted, in order, nothing missed and nothing twice.",
    "webhooks": "The same, sent to an address of yours, signed.",
    "v1alpha1": "Google's Fact Check Tools API, for programs that were written for it.",
}

SERVERS = [{"url": "/", "description": "This site."}]
LICENSE = {"name": "MIT", "identifier": "MIT"}
CONTACT = {"name": "The desk of this site"}
