"""Acts on reports: to make one, and to make a later edition of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.utils import timezone
from uuid_utils.compat import uuid7

from claims.models import Edition, Report
from claims.rules import MAKE_REPORTS
from factcheck.common.acts import check, require, saving
from factcheck.common.errors import InvalidInput
from sources.models import Document

from .gather import claims_of, gather, viewer_of
from .model import digest, to_json


@dataclass(frozen=True)
class Draft:
    """What a report is to be: document or selection says what it covers."""

    title: str
    desk: str = ""
    introduction: str = ""
    language: str = Report.Language.ENGLISH
    audience: str = Report.Audience.PUBLIC
    document: Document | None = None
    selection: Sequence[UUID] = field(default_factory=list)


def make_report(draft: Draft, *, by: User, as_of: datetime | None = None) -> Edition:
    """A report with its first edition. Raises NotAllowed, and InvalidInput where there is nothing to report."""
    require(by, MAKE_REPORTS)
    report = Report(
        title=draft.title.strip(),
        desk=draft.desk.strip(),
        introduction=draft.introduction.strip(),
        language=draft.language,
        audience=draft.audience,
        document=draft.document,
        selection=list(dict.fromkeys(draft.selection)),
        made_by=by,
    )
    check(report)
    with saving():
        report.save()
        return _edition(report, by=by, number=1, as_of=as_of)


def renew(report: Report, *, by: User, as_of: datetime | None = None) -> Edition:
    """A later edition of a report: what it covers, as it is now. Raises as make_report does."""
    require(by, MAKE_REPORTS)
    with saving():
        locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        return _edition(locked, by=by, number=locked.editions.count() + 1, as_of=as_of)


def _edition(report: Report, *, by: User, number: int, as_of: datetime | None) -> Edition:
    moment = as_of or timezone.now()
    if moment > timezone.now():
        raise InvalidInput("A report tells what is; give a moment that has passed.", field="as_of")
    key = uuid7()
    told = gather(report, claims_of(report, viewer_of(report)), key=key, number=number, as_of=moment)
    if not told.claims:
        whom = "published" if report.audience == Report.Audience.PUBLIC else "recorded"
        raise InvalidInput(f"Nothing that it covers was {whom} by then, so there is nothing to report.")
    content = to_json(told)
    edition = Edition(
        pk=key,
        report=report,
        number=number,
        as_of=moment,
        content=content.decode(),
        content_sha256=digest(content),
        claim_count=len(told.claims),
        made_by=by,
    )
    edition.save()
    return edition
