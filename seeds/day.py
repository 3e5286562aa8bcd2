"""A day at the desk with the seed article, so that every page has something to show.

Everything is done by the desk's people through the actions, as at a screen. What the day says of the world is on record
(the treaty, the agreement, the inauguration) or stands in the article itself; what people conclude is marked "Example".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.models import Claim, Edit, Rating, Verdict
from claims.models.claim import reviewers
from claims.workflow import assessing, editing, tracing, triage, verdicts
from claims.workflow.editing import Wording
from claims.workflow.evidence import add_evidence
from claims.workflow.moves import State
from sources.actions import record_relationship, record_source
from sources.models import Snapshot, Source

REVIEWERS = 2  # who assess each claim of the day

PACT = "The defence pact on Greenland dates from 1951."
MEMBER = "Denmark is a NATO member."
PRESIDENT = "Donald Trump is US President."
VICE_PRESIDENT = "JD Vance is Vice President."
SECRETARY_GENERAL = "Mark Rutte is NATO Secretary General."
ALLIANCE = "The alliance underpinned Western security since the end of World War Two."
KEY_FORCE = "The United States is the key force in NATO."
ICELAND = "Donald Trump repeatedly referred to Greenland as Iceland in his speech."
FEBRUARY = "The Tariffs were scheduled to go into effect on February 1st."
SCRAPPED = "Donald Trump would be scrapping tariffs of up to 25% threatened against Denmark and other European allies."
DAVOS = "Donald Trump addressed Davos for the first time in six years."
PARLIAMENT = "Aaja Chenmitz is one of two Greenlandic politicians in the Danish parliament."
COMMANDERS = "It was now up to NATO commanders to work through the details of extra security requirements."
RENEGOTIATE = "The United States and Denmark will renegotiate a 1951 defence pact on Greenland."

AGREEMENT = (
    "Agreement between the United States and the Kingdom of Denmark, Pursuant to the North Atlantic Treaty, concerning "
    "the Defense of Greenland, signed at Copenhagen, 27 April 1951"
)
TREATY = "The North Atlantic Treaty, signed at Washington, 4 April 1949, by twelve states, Denmark among them"
INAUGURATION = "Inauguration of the President and the Vice President of the United States, Washington, 20 January 2025"
RUTTE = "NATO: Mark Rutte took office as Secretary General on 1 October 2024"

# Not worth checking, by the reason.
SET_ASIDE = {
    "An opinion; no evidence could decide it.": (
        "The agreement puts everybody in a really good position, especially as it pertains to security, and minerals "
        "and everything else.",
        "There’s still a lot of work to be done.",
        "These are positive messages.",
        "Denmark is “ungrateful”.",
        "The United States deserves Greenland.",
    ),
    "Background that nobody disputes.": (
        "Mark Carney is Canada’s Prime Minister.",
        "Emmanuel Macron is French President.",
        "Allison Hart is a NATO spokesperson.",
        "Lars Lokke Rasmussen is Foreign Minister.",
    ),
    "About a private person, and of no weight for the article.": (
        "Lis Steenholdt is 65 years old.",
        "Lis Steenholdt is a pensioner.",
    ),
}
# Worth checking, and not taken by anybody yet.
QUEUED = (
    RENEGOTIATE,
    "Tariffs threatened against Denmark and other European allies were of up to 25%.",
    "Placing American bases on Greenland under US sovereignty had not been discussed.",
    "The subject of Greenland’s sovereignty “did not come up” in Mark Rutte’s talks with Donald Trump.",
    "The agreement was negotiated with Mark Rutte.",
    "Last week Lars Lokke Rasmussen met JD Vance.",
    "Russia does not hold any claim to the island.",
    "China does not hold any claim to the island.",
)
# What the extractor put badly, and how a reviewer puts it.
REWORDED = {
    "NATO will come together in NATO with NATO’s senior commanders to work out what is necessary.": (
        "NATO will come together with its senior commanders to work out what is necessary."
    ),
    "Global markets the threat of tariffs saw relief, with Wall Street’s key indices climbing.": (
        "Global markets saw relief, with Wall Street’s key indices climbing."
    ),
}
REJECTED = {"Certainly Mark Rutte would hope for 2026.": "A hope, and of nothing that is named here."}

ONLY_THE_ARTICLE = "Example: searched was the article alone; the speech itself was not at hand."
JUDGEMENT = "Example: what is “key” is a judgement; no evidence could decide it."


@dataclass(frozen=True)
class People:
    """Who works that day."""

    reviewer: User
    reviewer2: User
    editor: User
    editor2: User


@dataclass(frozen=True)
class Day:
    """The people, and the text that they work on."""

    people: People
    snapshot: Snapshot

    def claim(self, words: str) -> Claim:
        """The claim of these words. Raises LookupError where the article holds none."""
        found = Claim.objects.filter(text=words, appearances__snapshot=self.snapshot).first()
        if found is None:
            raise LookupError(f"The article holds no claim “{words}”.")
        return found

    def triage(self) -> None:
        """The morning: what is worth checking, and what was put badly."""
        by, second = self.people.reviewer, self.people.reviewer2
        for reason, claims in SET_ASIDE.items():
            for words in claims:
                triage.set_aside(self.claim(words), by=by, reason=reason)
        for words, better in REWORDED.items():
            claim = self.claim(words)
            wording = Wording(better, claim.kind, claim.checkable, claim.checkworthiness, claim.negated, claim.hedged)
            editing.reword(claim, wording, by=second)
        for words, reason in REJECTED.items():
            editing.reject(self.claim(words), by=second, reason=reason)
        for words in QUEUED:
            triage.queue(self.claim(words), by=by)
        tomorrow = timezone.localdate() + timedelta(days=1)
        triage.queue(self.claim(SCRAPPED), by=self.people.editor, deadline=tomorrow)

    def gather(self) -> None:
        """What can be had without leaving the desk."""
        note = "Example: the pact exists; whether it will be renegotiated, it can't tell."
        self.cite(RENEGOTIATE, AGREEMENT, "context", note)
        add_evidence(
            self.claim(SCRAPPED),
            by=self.people.reviewer2,
            stance="supports",
            snapshot=self.snapshot,
            quotation="I will not be imposing the Tariffs that were scheduled to go into effect on February 1st",
            note="Example: his own words, as the article quotes them; of 25% they say nothing.",
        )

    def trace(self) -> None:
        """Where things come from: an edge that was looked at, and what is on record of who belongs to whom."""
        people = self.people
        place = self.claim(COMMANDERS).appearances.select_related("citation").get()
        assert place.citation is not None  # noqa: S101  # the article says so
        tracing.confirm_edge(place, place.citation, by=people.reviewer)
        fox = record_source("Fox Corporation", Source.Kind.ORGANISATION)
        media = record_source("Trump Media & Technology Group", Source.Kind.ORGANISATION)
        since = date(2019, 3, 19)
        known = [("Fox News", "owned_by", fox, since), ("Truth Social", "owned_by", media, None)]
        known.append(("Allison Hart", "speaks_for", Source.objects.get(name="NATO"), None))
        for name, kind, other, first in known:
            subject = Source.objects.get(name=name)
            record_relationship(subject, kind, other, by=people.editor, since=first, note="Example: as is on record.")

    def take(self) -> None:
        """Being assessed: one just assigned, one with a draft, one with the first of two findings in."""
        people = self.people
        for words in (DAVOS, PARLIAMENT, FEBRUARY):
            triage.queue(self.claim(words), by=people.editor)
        triage.assign(self.claim(DAVOS), by=people.editor, reviewer=people.reviewer)
        triage.assign(self.claim(PARLIAMENT), by=people.reviewer)
        draft = "Example: still to do: look up who was elected to the Folketing in Greenland."
        assessing.save_assessment(self.claim(PARLIAMENT), by=people.reviewer, rating=None, rationale=draft)
        self.assess(FEBRUARY, people.reviewer, "Unproven", "Example: searched was the article alone.")
        triage.assign(self.claim(FEBRUARY), by=people.reviewer2)

    def cite(self, words: str, citation: str, stance: str, note: str = "") -> None:
        """Evidence without a link."""
        add_evidence(self.claim(words), by=self.people.reviewer, stance=stance, citation=citation, note=note)

    def assess(self, words: str, by: User, rating: str, rationale: str) -> None:
        """Take a claim and give a finding."""
        claim = self.claim(words)
        triage.assign(claim, by=by)
        assessing.submit_assessment(claim, by=by, rating=_rating(rating), rationale=rationale)

    def find(self, words: str, first: tuple[str, str], second: tuple[str, str]) -> None:
        """Both reviewers' ratings and rationales, each on their own."""
        triage.queue(self.claim(words), by=self.people.editor)
        self.assess(words, self.people.reviewer, *first)
        self.assess(words, self.people.reviewer2, *second)

    def conclude(self) -> None:
        """Findings: what the records show, what nobody could show yet, and two that the reviewers see differently."""
        on_record = {PACT: AGREEMENT, MEMBER: TREATY, PRESIDENT: INAUGURATION}
        on_record |= {VICE_PRESIDENT: INAUGURATION, SECRETARY_GENERAL: RUTTE}
        for words, citation in on_record.items():
            self.cite(words, citation, "supports")
            self.find(words, ("True", f"Example: {citation}."), ("True", "Example: the record that is cited shows it."))
        self.find(ICELAND, ("Unproven", ONLY_THE_ARTICLE), ("Unproven", ONLY_THE_ARTICLE))
        self.find(KEY_FORCE, ("Not checkable", JUDGEMENT), ("Unproven", "Example: searched was the article alone."))
        self.cite(ALLIANCE, TREATY, "context")
        self.find(
            ALLIANCE,
            ("Not checkable", "Example: what “underpinned” security is a judgement."),
            ("Missing context", "Example: the alliance is younger than that; its treaty was signed in 1949."),
        )
        reason = "Example: since when there is an alliance can be checked, and readers should know it."
        assessing.settle(self.claim(ALLIANCE), by=self.people.editor, rating=_rating("Missing context"), reason=reason)

    def write(self) -> None:
        """Verdicts, each as far as it is that evening."""
        people = self.people
        self.publish(MEMBER, "Denmark signed the North Atlantic Treaty in 1949 as one of its twelve first members.")
        president = self.publish(PRESIDENT, "Donald Trump took office as President on 20 January 2025.")
        reason = "Example: who holds an office can change; look again before another article rests on this."
        verdicts.ask_for_another_look(president, by=people.reviewer, reason=reason)
        self.publish(PACT, "The agreement on the defense of Greenland is of 1951.")
        self.publish(
            PACT,
            "The agreement on the defense of Greenland was signed at Copenhagen on 27 April 1951.",
            "Example: the first version did not say when and where it was signed, nor name the agreement; now it does.",
        )
        year = "The North Atlantic Treaty was signed in 1949; right after the war the alliance did not exist yet."
        alliance = self.send(ALLIANCE, people.reviewer2, year)
        verdicts.approve(alliance, by=people.editor2)
        self.send(VICE_PRESIDENT, people.reviewer, "JD Vance took office as Vice President on 20 January 2025.")
        rutte = self.send(SECRETARY_GENERAL, people.reviewer2, "Mark Rutte is NATO’s Secretary General.")
        verdicts.send_back(rutte, by=people.editor, comment="Example: tell readers since when.")

    def send(self, words: str, by: User, summary: str, correction_note: str = "") -> Verdict:
        """A verdict that says what was found, sent to review."""
        claim = self.claim(words)
        assert claim.outcome is not None  # noqa: S101  # the day's own order
        cited = "; ".join(claim.evidence.values_list("citation", flat=True))
        verdict = verdicts.draft_verdict(
            claim,
            by=by,
            rating=claim.outcome,
            summary=f"Example: {summary}",
            explanation=f"Example, written to show how a verdict looks. It rests on: {cited}.",
            correction_note=correction_note,
        )
        return verdicts.send_verdict(verdict, by=by)

    def publish(self, words: str, summary: str, correction_note: str = "") -> Verdict:
        """A reviewer's verdict, approved by an editor and published by the other one."""
        verdict = self.send(words, self.people.reviewer, summary, correction_note)
        verdicts.approve(verdict, by=self.people.editor)
        return verdicts.publish(verdict, by=self.people.editor2)


def _rating(name: str) -> Rating:
    return Rating.objects.get(name=name)


def is_untouched(snapshot: Snapshot) -> bool:
    """Whether nobody has worked on a snapshot's claims."""
    moved = Claim.objects.filter(appearances__snapshot=snapshot).exclude(state=State.NEW)
    return not moved.exists() and not Edit.objects.filter(snapshot=snapshot).exists()


@transaction.atomic
def work(snapshot: Snapshot) -> bool:
    """The whole day or nothing; False, and nothing done, where somebody has worked on the article already.

    Two reviewers work that day: nothing is done where the site asks for another number.
    """
    Snapshot.objects.select_for_update().get(pk=snapshot.pk)  # of two starts at once, the second waits and does nothing
    if reviewers() != REVIEWERS or not is_untouched(snapshot):
        return False
    names = People.__dataclass_fields__
    people = People(**{name: User.objects.get(username=name) for name in names})
    day = Day(people, snapshot)
    day.triage()
    day.gather()
    day.trace()
    day.take()
    day.conclude()
    day.write()
    return True
