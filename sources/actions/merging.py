"""Two records that are one source become one, and can become two again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.models import User

from factcheck.common.acts import Conflict, reasoned, require, telling
from factcheck.common.errors import InvalidInput
from sources.models import Likeness, Source
from sources.rules import PERMISSIONS, Act
from sources.signals import provenance_changed

Standing = Likeness.Standing


def merge_sources(kept: Source, gone: Source, *, by: User, reason: str = "") -> Likeness:
    """From now on `gone` is another record of `kept`: it stays, and everything that leads to it leads on.

    kept gains its names and domains. Raises NotAllowed, InvalidInput for two that can't be one, Conflict where one of
    them has been merged meanwhile.
    """
    require(by, PERMISSIONS[Act.MERGE])
    if kept.pk == gone.pk:
        raise InvalidInput("Choose two different records.", field="gone")
    if (kept.kind == Source.Kind.ANONYMOUS) != (gone.kind == Source.Kind.ANONYMOUS):
        # Who an anonymous source is must not stand in a database by a click.
        raise InvalidInput("An anonymous source is merged with another anonymous source alone.", field="gone")
    with telling(by, Act.MERGE, reason.strip()):
        kept, gone = _locked(kept, gone)
        moved = list(gone.merged.values_list("pk", flat=True))
        aliases = (
            [] if kept.kind == Source.Kind.ANONYMOUS else _new({gone.name, *gone.aliases} - {kept.name}, kept.aliases)
        )
        domains = _new(set(gone.domains), kept.domains)
        kept.aliases, kept.domains = sorted({*kept.aliases, *aliases}), sorted({*kept.domains, *domains})
        kept.save(update_fields=["aliases", "domains"])
        gone.merged_into = kept
        gone.save(update_fields=["merged_into"])
        Source.objects.filter(pk__in=moved).update(merged_into=kept)
        likeness = _pair(kept, gone, by)
        likeness.standing = Standing.MERGED
        likeness.changes = {
            "kept": str(kept.pk),
            "moved": [str(pk) for pk in moved],
            "aliases": aliases,
            "domains": domains,
        }
        likeness.save()
        provenance_changed.send(sender=Source, documents=[], sources=[kept.pk, gone.pk])
    return likeness


def part_sources(likeness: Likeness, *, by: User, reason: str = "") -> Likeness:
    """Take a merging back: two records again, each with the names and domains that it had.

    Raises NotAllowed, and Conflict where it was taken back already or something was merged since.
    """
    require(by, PERMISSIONS[Act.PART])
    with telling(by, Act.PART, reason.strip()):
        now = Likeness.objects.select_for_update(of=("self",)).get(pk=likeness.pk)
        if now.standing != Standing.MERGED:
            raise Conflict("These are two records already.")
        pair = {str(row.pk): row for row in _rows(now.one_id, now.other_id)}
        kept = pair.pop(now.changes["kept"])
        (gone,) = pair.values()
        if gone.merged_into_id != kept.pk or kept.merged_into_id is not None:
            raise Conflict("One of them has been merged into another since; take that back first.")
        kept.aliases = [alias for alias in kept.aliases if alias not in now.changes["aliases"]]
        kept.domains = [domain for domain in kept.domains if domain not in now.changes["domains"]]
        kept.save(update_fields=["aliases", "domains"])
        gone.merged_into = None
        gone.save(update_fields=["merged_into"])
        Source.objects.filter(pk__in=now.changes["moved"], merged_into=kept).update(merged_into=gone)
        now.standing, now.changes = Standing.PROPOSED, {}
        now.save(update_fields=["standing", "changes"])
        provenance_changed.send(sender=Source, documents=[], sources=[kept.pk, gone.pk])
    likeness.standing, likeness.changes = now.standing, now.changes
    return likeness


def tell_apart(likeness: Likeness, *, by: User, reason: str) -> Likeness:
    """They are two sources: the proposal is not made again. Raises NotAllowed, InvalidInput without a reason."""
    require(by, PERMISSIONS[Act.TELL_APART])
    with telling(by, Act.TELL_APART, reasoned(reason)):
        now = Likeness.objects.select_for_update(of=("self",)).get(pk=likeness.pk)
        if now.standing == Standing.MERGED:
            raise Conflict("They have been merged; take that back first.")
        now.standing = likeness.standing = Standing.DIFFERENT
        now.save(update_fields=["standing"])
    return likeness


def _rows(*keys: UUID) -> Sequence[Source]:
    return list(Source.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def _locked(kept: Source, gone: Source) -> tuple[Source, Source]:
    rows = {row.pk: row for row in _rows(kept.pk, gone.pk)}
    merged = next((row for row in rows.values() if row.merged_into_id is not None), None)
    if merged is not None:
        raise Conflict(f"“{merged}” has been merged into “{merged.merged_into}” already.")
    return rows[kept.pk], rows[gone.pk]


def _new(values: set[str], known: Sequence[str]) -> list[str]:
    return sorted(values - set(known))


def _pair(kept: Source, gone: Source, by: User) -> Likeness:
    one, other = sorted((kept, gone), key=lambda source: source.pk)
    likeness, _ = Likeness.objects.get_or_create(
        one=one, other=other, defaults={"score": 1.0, "reason": "a person said so", "person": by}
    )
    return likeness
