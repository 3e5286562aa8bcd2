"""The verdict: written, reviewed by somebody else, published; then corrected, confirmed or retracted in the open."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone

from claims.models import Claim, Evidence, Rating, Verdict
from claims.workflow.acting import begin, keep, locked
from claims.workflow.assessing import fitting, require_grounds
from claims.workflow.moves import OPEN, Act, Stage
from factcheck.common.acts import check, reasoned, telling
from factcheck.common.errors import InvalidInput


def draft_verdict(
    claim: Claim,
    *,
    by: User,
    rating: Rating,
    summary: str,
    explanation: str = "",
    grounds: str = "",
    correction_note: str = "",
) -> Verdict:
    """The next version of the claim's verdict, of which `by` is the author. A first one says what was found."""
    with telling(by, Act.DRAFT):
        row = begin(claim, Act.DRAFT, by)
        if row.verdicts.filter(stage__in=OPEN).exists():
            raise InvalidInput("A verdict on this claim is on its way already; revise or withdraw that one.")
        last = row.verdicts.aggregate(last=Max("version"))["last"] or 0
        words = _words(row, rating, summary, explanation, grounds, correction_note)
        verdict = Verdict(claim=row, version=last + 1, author=by, **words)
        check(verdict)
        verdict.save()
    return verdict


def revise_verdict(
    verdict: Verdict,
    *,
    by: User,
    rating: Rating,
    summary: str,
    explanation: str = "",
    grounds: str = "",
    correction_note: str = "",
    seen: int | None = None,
) -> Verdict:
    """Change the words of one's own draft."""
    with telling(by, Act.REVISE):
        row = begin(verdict, Act.REVISE, by, seen)
        words = _words(row.claim, rating, summary, explanation, grounds, correction_note)
        for name, value in words.items():
            setattr(row, name, value)
        check(row)
        return keep(row, Act.REVISE, verdict, **words)


def _words(
    claim: Claim, rating: Rating, summary: str, explanation: str, grounds: str, correction_note: str
) -> dict[str, Any]:
    if rating.pk != claim.outcome_id and not claim.verdicts.public().exists():
        raise InvalidInput(
            f"The finding on this claim is “{claim.outcome}”; a verdict says what was found.", field="rating"
        )
    return {
        "rating": rating,
        "summary": summary.strip(),
        "explanation": explanation.strip(),
        "grounds": grounds.strip(),
        "correction_note": correction_note.strip(),
    }


def send_verdict(verdict: Verdict, *, by: User, seen: int | None = None) -> Verdict:
    """To review. From here on its words are fixed."""
    with telling(by, Act.SEND):
        row = begin(verdict, Act.SEND, by, seen)
        _require_ready(row)
        return keep(row, Act.SEND, verdict, stage=Stage.IN_REVIEW)


def _require_ready(verdict: Verdict) -> None:
    require_grounds(verdict.claim, verdict.rating, verdict.grounds if verdict.rating.asks else "-", note="grounds")
    earlier = verdict.claim.verdicts.public().filter(version__lt=verdict.version)
    if not verdict.correction_note and earlier.exists():
        raise InvalidInput(
            "An earlier version was published; tell readers what is corrected and why.", field="correction_note"
        )


def withdraw_verdict(verdict: Verdict, *, by: User, seen: int | None = None) -> Verdict:
    """Give a draft up."""
    with telling(by, Act.WITHDRAW):
        row = begin(verdict, Act.WITHDRAW, by, seen)
        return keep(row, Act.WITHDRAW, verdict, stage=Stage.WITHDRAWN)


def send_back(verdict: Verdict, *, by: User, comment: str, seen: int | None = None) -> Verdict:
    """Back to its author, with what is to be mended."""
    comment = reasoned(comment, "comment")
    with telling(by, Act.SEND_BACK, comment):
        row = begin(verdict, Act.SEND_BACK, by, seen)
        return keep(row, Act.SEND_BACK, verdict, stage=Stage.DRAFT, approved_by=None, review_comment=comment)


def approve(verdict: Verdict, *, by: User, seen: int | None = None) -> Verdict:
    """Somebody other than the author stands for it too."""
    with telling(by, Act.APPROVE):
        row = begin(verdict, Act.APPROVE, by, seen)
        _require_ready(row)
        return keep(row, Act.APPROVE, verdict, stage=Stage.APPROVED, approved_by=by)


def publish(verdict: Verdict, *, by: User, seen: int | None = None) -> Verdict:
    """To the public; the version published before becomes the corrected one at the same moment."""
    with telling(by, Act.PUBLISH):
        # The versions of one claim change one at a time.
        Claim.objects.select_for_update(no_key=True).get(pk=verdict.claim_id)
        row = begin(verdict, Act.PUBLISH, by, seen)
        _require_ready(row)
        before = row.claim.verdicts.filter(stage=Stage.PUBLISHED).first()
        if before is not None:
            with telling(by, Act.CORRECT, row.correction_note):
                now = begin(before, Act.CORRECT, by)
                keep(now, Act.CORRECT, before, stage=Stage.CORRECTED, stale_since=None, stale_reason="")
        with telling(by, Act.PUBLISH):  # the history has a context at a time, and the correction's was put over ours
            return keep(row, Act.PUBLISH, verdict, stage=Stage.PUBLISHED, published_at=timezone.now())


def retract(verdict: Verdict, *, by: User, notice: str, seen: int | None = None) -> Verdict:
    """No longer our verdict; it stays visible with a notice."""
    notice = reasoned(notice, "notice")
    with telling(by, Act.RETRACT, notice):
        row = begin(verdict, Act.RETRACT, by, seen)
        fields = {"stage": Stage.RETRACTED, "retraction_notice": notice, "stale_since": None, "stale_reason": ""}
        return keep(row, Act.RETRACT, verdict, **fields)


def ask_for_another_look(verdict: Verdict, *, by: User, reason: str) -> Verdict:
    """Something speaks against what is published: it stays, and comes back to the queue. A second reason is added."""
    reason = reasoned(reason)
    with telling(by, Act.STALE, reason):
        row = begin(verdict, Act.STALE, by)
        return mark_stale(row, reason, verdict)


def mark_stale(row: Verdict, reason: str, given: Verdict | None = None) -> Verdict:
    """What ask_for_another_look does, for a locked row, within another act."""
    reasons = [told for told in row.stale_reason.split("\n") if told]
    if reason not in reasons:
        reasons.append(reason)
    fields = {"stale_since": row.stale_since or timezone.now(), "stale_reason": "\n".join(reasons)}
    return keep(row, Act.STALE, given or row, **fields)


def confirm(verdict: Verdict, *, by: User, reason: str, seen: int | None = None) -> Verdict:
    """Looked at again: it stands as it is."""
    reason = reasoned(reason)
    with telling(by, Act.CONFIRM, reason):
        row = begin(verdict, Act.CONFIRM, by, seen)
        if row.stale_since is None:
            raise InvalidInput("Nothing asks for another look at this verdict.", field="reason")
        return keep(row, Act.CONFIRM, verdict, stale_since=None, stale_reason="")


def speaks_against(evidence: Evidence, verdict: Verdict) -> bool:
    """Whether evidence is against a rating: it takes a side, and the rating could not stand on that side alone."""
    takes_a_side = evidence.stance in (Evidence.Stance.SUPPORTS, Evidence.Stance.REFUTES)
    return takes_a_side and evidence.stance not in verdict.rating.stances


def weigh(claim: Claim, evidence: Evidence, was: str = "") -> None:
    """Ask for another look where evidence that is new, turned round or withdrawn speaks against what is published on
    the claim, or leaves it nothing to stand on. was: the stance that it counted with before, "" for new evidence."""
    for published in Verdict.objects.filter(claim=claim, stage=Stage.PUBLISHED):
        now = locked(published)
        if now.stage != Stage.PUBLISHED:
            continue
        if evidence.withdrawn_at is None and speaks_against(evidence, now):
            words = (evidence.exact or evidence.citation)[:200]
            mark_stale(now, f"New evidence {evidence.stance} the claim: “{words}”")
        elif was in now.rating.stances and not fitting(claim, now.rating).exists():
            mark_stale(
                now, f"The evidence that it stood on was {'withdrawn' if evidence.withdrawn_at else 'turned round'}."
            )
