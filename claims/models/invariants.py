"""What the database itself refuses, made from the workflow's tables: the last promise, kept against raw SQL too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pgtrigger
from pgtrigger import After, Before, Delete, Insert, Update

from claims.workflow.moves import CLAIM_MOVES, FOUND, OPEN, PUBLIC, UNTOUCHED, VERDICT_MOVES, Act
from sources.provenance.queries import BELOW_DOCUMENT

SAID = ("text", "kind", "checkable", "negated", "hedged")  # of a claim
WORDS = ("rating_id", "summary", "explanation", "grounds", "correction_note")  # of a verdict


def _list(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _moves(table: Mapping[tuple[Act, Any], tuple[str, ...]]) -> str:
    return ", ".join(f"('{act}', '{old}', '{new}')" for (act, old), results in table.items() for new in results)


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns) + ")"


def _refuse(condition: str, message: str, *values: str) -> str:
    """Refuse the row where the condition holds; each % of the message takes one of the values."""
    told = "".join(f", {value}" for value in values)
    return f"IF {condition} THEN RAISE EXCEPTION '{message}'{told} USING ERRCODE = 'check_violation'; END IF;"


def _only(acts: str, *columns: str) -> str:
    """Refuse a change of the columns by any act but these (their names, with spaces between)."""
    told = f"{' and '.join(columns)} of a {'%'} change only by: {', '.join(acts.split())}"
    return _refuse(f"{_changed(*columns)} AND NEW.act NOT IN ({_list(acts.split())})", told, "TG_TABLE_NAME")


def _unfounded(note: str) -> str:
    """Whether the rating asks for evidence or for a note that is not there."""
    fitting = (
        "SELECT 1 FROM claims_evidence e WHERE e.claim_id = NEW.claim_id AND e.withdrawn_at IS NULL"
        " AND e.stance = ANY(r.stances)"
    )
    return (
        "EXISTS (SELECT 1 FROM claims_rating r WHERE r.id = NEW.rating_id"
        f" AND ((r.stances <> '{{}}' AND NOT EXISTS ({fitting})) OR (r.asks <> '' AND btrim({note}) = '')))"
    )


UNFOUNDED = "the rating lacks the evidence or the note that it asks for"
SUBMITTED = "SELECT 1 FROM claims_assessment s WHERE s.submitted_at IS NOT NULL AND s.claim_id = NEW.claim_id"

CLAIM_BEGINS = (_refuse("NEW.state <> 'new' OR NEW.act <> 'record' OR NEW.revision <> 1", "a claim begins as new"),)
CLAIM_MOVES_ON = (
    _refuse(
        "(NEW.act, NEW.state) IS DISTINCT FROM (OLD.act, OLD.state)"
        f" AND (NEW.act, OLD.state, NEW.state) NOT IN ({_moves(CLAIM_MOVES)})",
        "the act % on a claim that is % does not make it %",
        *("NEW.act", "OLD.state", "NEW.state"),
    ),
    _refuse(
        f"{_changed(*SAID)} AND NOT OLD.state IN ({_list(UNTOUCHED)})"
        " AND NOT (OLD.state = 'rejected' AND NEW.act = 'undo')",
        "a claim that is % keeps its words",
        "OLD.state",
    ),
    _only("reword merge undo", *SAID),
    _only("submit contest settle", "outcome_id"),
    _only("queue", "assessors"),
    _refuse(
        f"{_changed('outcome_id', 'settled_by_id', 'state_reason', 'merged_into_id')} AND NEW.state = OLD.state",
        "a claim that stays % keeps its finding and its reason",
        "OLD.state",
    ),
    _refuse(
        "NEW.act = 'contest' AND EXISTS (SELECT 1 FROM claims_verdict v WHERE v.claim_id = NEW.id"
        f" AND v.stage IN ({_list((*OPEN, 'published'))}))",
        "a verdict stands on the finding that is contested",
    ),
    _refuse(
        "OLD.state = 'assigned' AND NEW.state = 'queued'"
        " AND EXISTS (SELECT 1 FROM claims_assignment a WHERE a.claim_id = NEW.id)",
        "a claim that somebody has taken does not go back to the queue",
    ),
    "IF OLD.state = 'assigned' AND NEW.state IN ('agreed', 'disputed') THEN",
    "SELECT count(*), count(DISTINCT rating_id), (array_agg(rating_id))[1] INTO submitted, different, found"
    " FROM claims_assessment WHERE claim_id = NEW.id AND submitted_at IS NOT NULL;",
    _refuse("submitted < NEW.assessors", "% of % assessments are in", "submitted", "NEW.assessors"),
    _refuse("(NEW.state = 'agreed') <> (different = 1)", "% ratings leave no claim %", "different", "NEW.state"),
    _refuse("NEW.state = 'agreed' AND NEW.outcome_id IS DISTINCT FROM found", "the reviewers found otherwise"),
    "END IF;",
    _refuse(
        "NEW.state = 'settled' AND EXISTS (SELECT 1 FROM claims_assessment a"
        " WHERE a.claim_id = NEW.id AND a.reviewer_id = NEW.settled_by_id)",
        "who has assessed a claim does not settle it",
    ),
    "NEW.revision := OLD.revision + 1;",
)

VERDICT_BEGINS = (
    _refuse("NEW.stage <> 'draft' OR NEW.act <> 'draft' OR NEW.revision <> 1", "a verdict begins as a draft"),
    _refuse(
        f"NOT EXISTS (SELECT 1 FROM claims_claim c WHERE c.id = NEW.claim_id AND c.state IN ({_list(FOUND)}))",
        "a verdict stands on a finding, and the claim is neither agreed nor settled",
    ),
)
VERDICT_MOVES_ON = (
    _refuse(
        "(NEW.act, NEW.stage) IS DISTINCT FROM (OLD.act, OLD.stage)"
        f" AND (NEW.act, OLD.stage, NEW.stage) NOT IN ({_moves(VERDICT_MOVES)})",
        "the act % on a verdict that is % does not make it %",
        *("NEW.act", "OLD.stage", "NEW.stage"),
    ),
    _refuse(f"OLD.stage <> 'draft' AND {_changed(*WORDS)}", "a verdict that is % keeps its words", "OLD.stage"),
    _refuse(_changed("author_id", "claim_id", "version"), "a verdict keeps its author, claim and version"),
    _only("revise", *WORDS),
    _only("approve send_back", "approved_by_id"),
    _only("publish", "published_at"),
    _only("retract", "retraction_notice"),
    _only("send_back", "review_comment"),
    _only("stale confirm correct retract", "stale_since", "stale_reason"),
    _refuse(
        f"{_changed('approved_by_id', 'published_at', 'retraction_notice', 'review_comment')}"
        " AND NEW.stage = OLD.stage",
        "a verdict that stays % keeps what was said as it came there",
        "OLD.stage",
    ),
    "IF NEW.stage <> OLD.stage AND NEW.stage IN ('in_review', 'approved', 'published') THEN",
    _refuse(_unfounded("NEW.grounds"), UNFOUNDED),
    _refuse(
        "btrim(NEW.correction_note) = '' AND EXISTS (SELECT 1 FROM claims_verdict v WHERE v.claim_id = NEW.claim_id"
        f" AND v.version < NEW.version AND v.stage IN ({_list(PUBLIC)}))",
        "a correction needs a note to the public",
    ),
    "END IF;",
    "NEW.revision := OLD.revision + 1;",
)

# One at a time: two who insert at once would not see each other's rows.
LOCKED = "SELECT state, assessors INTO claim FROM claims_claim WHERE id = NEW.claim_id FOR NO KEY UPDATE;"
KEEPS_CLAIM_AND_REVIEWER = _refuse(
    f"TG_OP = 'UPDATE' AND {_changed('claim_id', 'reviewer_id')}", "it keeps its claim and its reviewer"
)

ASSESSMENT = (
    _refuse("TG_OP = 'UPDATE' AND OLD.submitted_at IS NOT NULL", "a submitted assessment does not change"),
    KEEPS_CLAIM_AND_REVIEWER,
    LOCKED,
    _refuse("claim.state <> 'assigned'", "a claim that is % is not assessed", "claim.state"),
    _refuse(
        "NOT EXISTS (SELECT 1 FROM claims_assignment a"
        " WHERE a.claim_id = NEW.claim_id AND a.reviewer_id = NEW.reviewer_id)",
        "only who has taken a claim assesses it",
    ),
    "IF NEW.submitted_at IS NOT NULL THEN",
    _refuse(_unfounded("NEW.rationale"), UNFOUNDED),
    _refuse(
        f"(SELECT count(*) FROM ({SUBMITTED} AND s.id <> NEW.id) others) >= claim.assessors",
        "all assessments of this claim are in",
    ),
    "END IF;",
)
ASSIGNMENT = (
    KEEPS_CLAIM_AND_REVIEWER,
    LOCKED,
    _refuse("claim.state <> 'assigned'", "a claim that is % is not assigned", "claim.state"),
    _refuse(
        "(SELECT count(*) FROM claims_assignment a WHERE a.claim_id = NEW.claim_id AND a.reviewer_id <> NEW.reviewer_id"
        f" AND (a.reserved_until > now() OR EXISTS ({SUBMITTED} AND s.reviewer_id = a.reviewer_id)))"
        " >= claim.assessors",
        "every place of this claim is taken",
    ),
)
RELEASE = (
    _refuse(
        "NOT EXISTS (SELECT 1 FROM claims_claim c WHERE c.id = OLD.claim_id AND c.state = 'assigned')",
        "a place is given back only while the claim is being assessed",
    ),
    _refuse(
        "EXISTS (SELECT 1 FROM claims_assessment s WHERE s.claim_id = OLD.claim_id"
        " AND s.reviewer_id = OLD.reviewer_id AND s.submitted_at IS NOT NULL)",
        "a submitted assessment keeps its place",
    ),
)
OF_A_CLAIM = (
    _refuse(
        "EXISTS (SELECT 1 FROM claims_claim c WHERE c.id = NEW.claim_id AND c.state = 'rejected')",
        "a rejected claim has no places and takes no evidence",
    ),
    _refuse(f"TG_OP = 'UPDATE' AND {_changed('claim_id')}", "it keeps its claim"),
)


def _before(
    name: str, operation: pgtrigger.Operation, body: tuple[str, ...], declare: Mapping[str, str] | None = None
) -> pgtrigger.Trigger:
    func = "\n".join([*body, "RETURN OLD;" if operation == Delete else "RETURN NEW;"])
    return pgtrigger.Trigger(
        name=name, when=Before, operation=operation, func=func, declare=list((declare or {}).items())
    )


def _after(name: str, operation: pgtrigger.Operation, body: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=After, operation=operation, func=f"{body} RETURN NULL;")


def claim_triggers() -> list[pgtrigger.Trigger]:
    """A claim moves as the table says, keeps its words once it is being assessed, and counts its changes."""
    counts = {"submitted": "integer", "different": "integer", "found": "uuid"}
    return [
        _after("claim_has_origins", Insert, "INSERT INTO claims_claimorigins (claim_id) VALUES (NEW.id);"),
        _before("claim_begins_as_new", Insert, CLAIM_BEGINS),
        _before("claim_moves_by_the_table", Update, CLAIM_MOVES_ON, counts),
    ]


def verdict_triggers() -> list[pgtrigger.Trigger]:
    """A verdict moves as the table says; the words that were reviewed are the words that are published."""
    return [
        _before("verdict_begins_as_draft", Insert, VERDICT_BEGINS),
        _before("verdict_moves_by_the_table", Update, VERDICT_MOVES_ON),
        pgtrigger.Protect(name="verdict_is_never_deleted", operation=Delete),
    ]


def assessment_triggers() -> list[pgtrigger.Trigger]:
    """Only who has taken a claim assesses it, and once submitted, the finding stays."""
    return [
        _before("assessment_is_taken_and_final", Insert | Update, ASSESSMENT, {"claim": "record"}),
        pgtrigger.Protect(name="assessment_is_never_deleted", operation=Delete),
    ]


def assignment_triggers() -> list[pgtrigger.Trigger]:
    """No more reviewers than places; who has submitted keeps the place."""
    return [
        _before("assignment_has_a_place", Insert | Update, ASSIGNMENT, {"claim": "record"}),
        _before("assignment_is_released_before_it_is_used", Delete, RELEASE),
    ]


# documents of the rows that an act on places is about
CHANGED = """(
    SELECT DISTINCT s.document_id FROM places JOIN sources_snapshot s ON s.id = places.snapshot_id
) changed"""


def appearance_triggers() -> list[pgtrigger.Trigger]:
    """What was rejected as a claim stands nowhere any more, so its places do not change. Where it stands and who said
    it is where it comes from."""
    elsewhere = _refuse(
        "NEW.citation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sources_citation c"
        " WHERE c.id = NEW.citation_id AND c.snapshot_id = NEW.snapshot_id)",
        "its citation is of another snapshot",
    )
    return [
        _before("appearance_is_of_a_claim", Insert | Update, (*OF_A_CLAIM, elsewhere)),
        *(_tells_origins(operation) for operation in (Insert, Update, Delete)),
    ]


def _tells_origins(operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """A change of places outdates the origins of their claims, and of those in documents that were copied from there.
    Rows are locked in one order, as claims/origins.py does."""
    copies = f"""
        SELECT below.document_id
        FROM {CHANGED}, {BELOW_DOCUMENT.format(document="changed.document_id")} WHERE below.whole
        UNION
        SELECT below.document_id
        FROM copies, {BELOW_DOCUMENT.format(document="copies.document_id")} WHERE below.whole
    """
    return pgtrigger.Trigger(
        name=f"tells_origins_on_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=After,
        operation=operation,
        referencing=pgtrigger.Referencing(**{"old" if operation == Delete else "new": "places"}),  # type: ignore[no-untyped-call]
        declare=[("late", "uuid[]")],
        func=f"""
            WITH RECURSIVE copies(document_id) AS ({copies})
            SELECT array_agg(claim_id) INTO late FROM (
                SELECT claim_id FROM places
                UNION
                SELECT there.claim_id FROM copies, LATERAL (
                    SELECT a.claim_id FROM sources_snapshot s
                    JOIN claims_appearance a ON a.snapshot_id = s.id AND NOT a.retired
                    WHERE s.document_id = copies.document_id
                    OFFSET 0
                ) AS there
            ) AS touched;
            PERFORM 1 FROM claims_claimorigins WHERE claim_id = ANY(late) ORDER BY claim_id FOR UPDATE;
            UPDATE claims_claimorigins SET current = false, revision = revision + 1 WHERE claim_id = ANY(late);
            RETURN NULL;
        """,
    )


def evidence_triggers() -> list[pgtrigger.Trigger]:
    """No evidence on what was rejected as a claim."""
    return [_before("evidence_is_on_a_claim", Insert | Update, OF_A_CLAIM)]
