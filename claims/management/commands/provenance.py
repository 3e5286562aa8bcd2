"""manage.py provenance CLAIM_ID [--format text|json|turtle|svg] [--as NAME]: where a claim comes from."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims import origins
from claims.models import Claim
from claims.pictures import Picture, Viewer, claim_picture
from claims.prov import provenance
from factcheck.common.commands import refuse_unready_database
from sources.actions import compare_earlier
from sources.models import Snapshot
from sources.provenance import prov
from sources.provenance.diagram import diagram
from sources.provenance.outline import outline, outline_text

FORMATS = ("text", "json", "turtle", "svg")


class Command(BaseCommand):
    """The way of one claim; or, without one, everything that is kept of where claims come from, brought up to date."""

    help = (
        "Show where a claim comes from: as a list, as PROV-JSON, as PROV-O in Turtle or as a drawing. With"
        " --update: compare the texts that were captured before texts were compared, and count origins anew where"
        " something has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One claim, or --update."""
        parser.add_argument("claim", nargs="?", metavar="CLAIM_ID", help="Identifier of the claim.")
        parser.add_argument("--format", choices=FORMATS, default="text", help="Default: text.")
        parser.add_argument("--as", dest="person", metavar="NAME", help="As this person sees it; else as the public.")
        parser.add_argument("--update", action="store_true", help="Bring what is kept up to date. Can be interrupted.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 2 for what can't be done."""
        refuse_unready_database()
        if options["update"] == bool(options["claim"]):
            raise CommandError("Give either the identifier of a claim or --update.", returncode=2)
        if options["update"]:
            self._update()
            return
        viewer = _viewer(options["person"])
        self.stdout.write(_shown(_claim(options["claim"], viewer), options["format"], viewer))

    def _update(self) -> None:
        late = Snapshot.objects.filter(fingerprint=None)
        edges = 0
        with tqdm(total=late.count(), unit="text", desc="Comparing", disable=None, file=sys.stderr) as bar:
            for key in list(late.values_list("pk", flat=True)):
                edges += compare_earlier(Snapshot.objects.select_related("document__publisher").get(pk=key))
                bar.update()
        waiting = origins.outdated().count()
        with tqdm(total=waiting, unit="claim", desc="Counting", disable=None, file=sys.stderr) as bar:
            counted = origins.refresh(seen=bar.update)
        self.stdout.write(f"{edges} copies proposed, the origins of {counted} claims counted anew.")


def _viewer(name: str | None) -> Viewer:
    if name is None:
        return AnonymousUser()
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise CommandError(f"Nobody at the desk is called '{name}'. Their names stand in the admin.", returncode=2)
    return found


def _claim(written: str, viewer: Viewer) -> Claim:
    try:
        claim = Claim.objects.get(pk=UUID(written))
    except (ValueError, Claim.DoesNotExist):
        raise CommandError(
            f"There is no claim '{written}'. Its identifier stands in the admin and in an export's column claim_id.",
            returncode=2,
        ) from None
    if not Claim.objects.visible_to(viewer).filter(pk=claim.pk).exists():
        raise CommandError(
            "The claim has no published verdict: the public sees nothing of it. Name somebody of the desk: --as NAME",
            returncode=2,
        )
    return claim


def _shown(claim: Claim, wanted: str, viewer: Viewer) -> str:
    if wanted == "json":
        return prov.to_json(provenance(claim, viewer=viewer))
    if wanted == "turtle":
        return prov.to_turtle(provenance(claim, viewer=viewer))
    picture = claim_picture(claim, viewer)
    if wanted == "svg":
        return diagram(picture.nodes, picture.edges, picture.whole, title=picture.title, sentence=picture.sentence)
    return _text(picture)


def _text(picture: Picture) -> str:
    whole = picture.whole
    lines = [f"{picture.sentence}.", "", outline_text(outline(picture.nodes, picture.edges, whole.start, whole))]
    return "\n".join(lines)
