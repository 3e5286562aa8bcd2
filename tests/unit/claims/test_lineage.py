"""Where claims and verdicts come from, on rows of the database: how many independent origins, and which."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from claims.lineage import trace, trace_claim, trace_verdict
from claims.models import Claim, Evidence, Verdict
from claims.workflow import editing
from claims.workflow.evidence import withdraw_evidence
from sources.actions import (
    confirm_citation,
    correct_citation,
    merge_sources,
    part_sources,
    record_citation,
    reject_citation,
)
from sources.models.anchor import selectors
from sources.provenance.types import Directness
from tests.factories import (
    CitationFactory,
    ClaimFactory,
    DocumentFactory,
    EvidenceFactory,
    RatingFactory,
    RelationshipFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)
from tests.tracing import WORDS, anonymous, article, found, names, person, stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory()


@pytest.fixture
def ann():
    return UserFactory(editor=True)


def paths(claim: Claim) -> list[list[str]]:
    """The way to each origin, in words."""
    traced = trace_claim(claim)
    return [[traced.graph.node(key).label for key in origin.path[1:]] for origin in traced.lineage.origins]


# one article


def test_a_claim_in_an_article_comes_from_whom_its_words_credit(claim) -> None:
    stands(claim, article("Sky News"), person("Mark Rutte"))
    assert paths(claim) == [["Sky News's article", "Mark Rutte"]]
    (origin,) = found(claim).origins
    assert (origin.directness, origin.anonymous) == (Directness.FIRST_HAND, False)


def test_a_claim_that_credits_nobody_is_the_articles_own_word(claim) -> None:
    stands(claim, article("Sky News"))
    (origin,) = found(claim).origins
    assert (origin.label, origin.directness) == ("Sky News's article", Directness.OWN_WORD)


def test_a_channel_stands_between_the_article_and_the_speaker(claim) -> None:
    snapshot = article("Sky News")
    interview = CitationFactory(snapshot=snapshot, source=SourceFactory(outlet=True, name="Reuters"))
    stands(claim, snapshot, person("Mark Rutte"), citation=interview)
    assert paths(claim) == [["Sky News's article", "interview with Reuters", "Mark Rutte"]]
    assert found(claim).origins[0].directness is Directness.SECOND_HAND


def test_a_channel_without_a_speaker_is_itself_the_origin(claim) -> None:
    snapshot = article("Sky News")
    report = CitationFactory(snapshot=snapshot, source=SourceFactory(outlet=True, name="Reuters"), channel="report")
    stands(claim, snapshot, citation=report)
    assert names(claim) == ["report by Reuters"]


def test_a_claim_that_stands_nowhere_comes_from_nowhere(claim) -> None:
    assert (found(claim).links, found(claim).origins) == ((), ())


def test_a_retired_place_counts_no_more(claim) -> None:
    stands(claim, article("Sky News"), person("Mark Rutte"))
    stands(claim, article("RTÉ"), person("Ursula von der Leyen"), retired=True)
    assert names(claim) == ["Mark Rutte"]


def test_two_places_of_one_article_are_one_link(claim) -> None:
    snapshot = article("Sky News", f"Mark Rutte said that {WORDS}. Again: {WORDS}, said Rutte.")
    stands(claim, snapshot, person("Mark Rutte"))
    at = snapshot.text.rindex(WORDS)
    stands(claim, snapshot, person("Mark Rutte"), **selectors(snapshot.text, at, at + len(WORDS)))
    assert found(claim).sentence == "1 link, 1 independent origin: Mark Rutte"


# credits


def test_five_outlets_that_credit_one_agency_are_one_origin(claim) -> None:
    reuters = SourceFactory(kind="agency", name="Reuters")
    for name in ("Sky News", "RTÉ", "Le Monde", "Politiken", "El País"):
        snapshot = article(name)
        stands(claim, snapshot)
        CitationFactory(snapshot=snapshot, credit=reuters)
    assert found(claim).sentence == "5 links, 1 independent origin: Reuters"


def test_behind_an_agency_stands_whom_it_heard(claim) -> None:
    reuters = SourceFactory(kind="agency", name="Reuters")
    for name in ("Sky News", "RTÉ"):
        snapshot = article(name)
        stands(claim, snapshot, person("Mark Rutte"))
        CitationFactory(snapshot=snapshot, credit=reuters)
    (way,) = paths(claim)
    assert way[1:] == ["Reuters", "Mark Rutte"]


def test_an_agency_that_speaks_itself_is_no_second_origin(claim) -> None:
    reuters = SourceFactory(kind="agency", name="Reuters")
    snapshot = article("Sky News")
    CitationFactory(snapshot=snapshot, credit=reuters)
    stands(claim, snapshot, reuters)
    assert names(claim) == ["Reuters"]
    assert found(claim).loops == ()


# copies


def copied(original=None, name: str = "RTÉ", text: str | None = None, **more):
    """An article that copies another."""
    original = original or article("Reuters")
    snapshot = article(name, text)
    CitationFactory(snapshot=snapshot, copy_of=original.document, confidence=0.95, **more)
    return snapshot


def test_a_copy_says_what_its_original_says(claim) -> None:
    stands(claim, copied())
    assert paths(claim) == [["RTÉ's article", "Reuters's article"]]


def test_words_that_the_original_lacks_are_the_copys_own(claim) -> None:
    stands(claim, copied(article("Reuters", "Nothing of the kind.")))
    assert paths(claim) == [["RTÉ's article"]]


def test_words_of_the_original_in_other_quotation_marks_are_a_copy_all_the_same(claim) -> None:
    original = article("Reuters", "Rutte told us that “NATO will act – or won’t” today.")
    snapshot = copied(original, text="Rutte: 'NATO will act - or won't', he said.")
    stands(claim, snapshot, quote="NATO will act - or won't")
    assert paths(claim) == [["RTÉ's article", "Reuters's article"]]


def test_words_of_an_older_snapshot_of_the_original_count(claim) -> None:
    original = article("Reuters")
    SnapshotFactory(document=original.document, text="Corrected since: nothing of the kind.")
    stands(claim, copied(original))
    assert names(claim) == ["Reuters's article"]


def test_whom_a_copy_credits_stands_behind_its_original(claim) -> None:
    stands(claim, copied(), person("Mark Rutte"))
    assert paths(claim) == [["RTÉ's article", "Reuters's article", "Mark Rutte"]]


def test_attribution_is_carried_to_the_end_of_a_chain_of_copies(claim) -> None:
    original = article("Reuters")
    stands(claim, copied(copied(original, "AFP"), "RTÉ"), person("Mark Rutte"))
    assert paths(claim) == [["RTÉ's article", "AFP's article", "Reuters's article", "Mark Rutte"]]


def test_copies_and_their_original_are_one_origin(claim) -> None:
    original = article("Reuters")
    for snapshot in (original, copied(original, "RTÉ"), copied(original, "Sky News")):
        stands(claim, snapshot)
    assert found(claim).sentence == "3 links, 1 independent origin: Reuters's article"


def test_an_original_that_credits_another_speaker_is_believed(claim) -> None:
    original = article("Reuters")
    stands(ClaimFactory(), original, person("Jens Stoltenberg"))
    stands(claim, copied(original), person("Mark Rutte"))
    assert names(claim) == ["Jens Stoltenberg"]


def test_an_original_that_names_the_channel_is_believed(claim) -> None:
    original = article("Reuters")
    channel = CitationFactory(snapshot=original, source=SourceFactory(outlet=True, name="CNN"))
    stands(ClaimFactory(), original, person("Mark Rutte"), citation=channel)
    stands(claim, copied(original))
    assert paths(claim) == [["RTÉ's article", "Reuters's article", "interview with CNN", "Mark Rutte"]]


def test_an_original_whose_channel_was_rejected_says_no_more_than_its_copy(claim) -> None:
    original = article("Reuters")
    channel = CitationFactory(snapshot=original, standing="rejected")
    stands(ClaimFactory(), original, citation=channel)
    stands(claim, copied(original), person("Mark Rutte"))
    assert names(claim) == ["Mark Rutte"]


def test_a_link_in_the_original_is_followed_for_its_copies(claim) -> None:
    original = article("Reuters")
    CitationFactory(snapshot=original, link=article("NATO", title="Press release").document, quote="act")
    stands(ClaimFactory(), original)
    stands(claim, copied(original))
    assert paths(claim) == [["RTÉ's article", "Reuters's article", "Press release"]]


def test_the_house_of_whom_the_original_credits_is_known(claim) -> None:
    original = article("Reuters")
    spokeswoman, ministry = person("Allison Hart"), SourceFactory(kind="government", name="NATO")
    RelationshipFactory(subject=spokeswoman, kind="speaks_for", object=ministry)
    stands(ClaimFactory(), original, spokeswoman)
    stands(claim, copied(original))
    stands(claim, article("Sky News"), ministry)
    assert found(claim).sentence == "2 links, 1 independent origin: NATO"


def test_anonymous_sources_of_copies_are_one(claim) -> None:
    original = article("Reuters")
    for snapshot in (original, copied(original, "RTÉ"), copied(original, "Sky News")):
        stands(claim, snapshot, anonymous(snapshot))
    assert found(claim).sentence == "3 links, 1 independent origin: an official (anonymous)"
    assert found(claim).anonymous_only


def test_anonymous_sources_of_copies_of_what_nobody_read_are_one(claim) -> None:
    original = article("Reuters")
    for snapshot in (copied(original, "RTÉ"), copied(original, "Sky News")):
        stands(claim, snapshot, anonymous(snapshot))
    assert len(found(claim).origins) == 1


def test_anonymous_sources_of_two_articles_are_two(claim) -> None:
    for snapshot in (article("RTÉ"), article("Sky News")):
        stands(claim, snapshot, anonymous(snapshot))
    assert len(found(claim).origins) == 2
    assert found(claim).anonymous_only


def test_articles_that_copy_each_other_are_circular_reporting(claim) -> None:
    one, other = article("RTÉ"), article("Sky News")
    CitationFactory(snapshot=one, copy_of=other.document)
    CitationFactory(snapshot=other, copy_of=one.document)
    stands(claim, one)
    (origin,) = found(claim).origins
    assert origin.circular
    assert len(found(claim).loops) == 1


def test_articles_that_copy_each_other_still_say_who_said_it(claim) -> None:
    one, other = article("RTÉ"), article("Sky News")
    CitationFactory(snapshot=one, copy_of=other.document)
    CitationFactory(snapshot=other, copy_of=one.document)
    stands(claim, one, person("Mark Rutte"))
    assert names(claim) == ["Mark Rutte"]
    assert len(found(claim).loops) == 1


def test_a_copy_of_circular_reporting_carries_its_credit_into_the_circle(claim) -> None:
    one, other = article("RTÉ"), article("Sky News")
    CitationFactory(snapshot=one, copy_of=other.document)
    CitationFactory(snapshot=other, copy_of=one.document)
    stands(claim, copied(one, "Politiken"), person("Mark Rutte"))
    assert names(claim) == ["Mark Rutte"]


def test_whoever_in_a_circle_says_who_said_it_is_believed(claim) -> None:
    one, other = article("RTÉ"), article("Sky News")
    CitationFactory(snapshot=one, copy_of=other.document)
    CitationFactory(snapshot=other, copy_of=one.document)
    stands(ClaimFactory(), other, person("Mark Rutte"))
    stands(claim, one)
    assert names(claim) == ["Mark Rutte"]


def test_a_page_is_taken_from_its_canonical_one_whatever_the_words(claim) -> None:
    original, snapshot = article("Reuters", "Nothing of the kind."), article("RTÉ")
    CitationFactory(snapshot=snapshot, canonical=original.document)
    stands(claim, snapshot)
    assert names(claim) == ["Reuters's article"]


# links


@pytest.fixture
def linking(claim):
    """The claim in an article whose words link to a press release; link is made by its arguments."""

    def make(speaker=None, to=None, quote: str = "act", **more):
        snapshot = article("Sky News")
        to = to or article("NATO", title="Press release").document
        link = CitationFactory(snapshot=snapshot, link=to, quote=quote, **more)
        return stands(claim, snapshot, speaker), link

    return make


def test_a_link_in_the_words_of_a_claim_is_where_it_comes_from(claim, linking) -> None:
    linking()
    assert paths(claim) == [["Sky News's article", "Press release"]]


def test_a_link_to_an_address_nobody_captured_is_an_origin_of_its_own(claim, linking) -> None:
    linking(to="https://www.nato.int/release")
    assert names(claim) == ["www.nato.int"]


def test_a_link_beside_the_words_counts_within_the_sentence(claim) -> None:
    near, far = (
        article(name, f"({link}){WORDS}{end} (source).")
        for name, link, end in (("RTÉ", "here", ""), ("Sky News", "there", ". Well"))
    )
    release, other = article("NATO", title="Press release"), article("EU", title="Another")
    CitationFactory(snapshot=near, link=release.document, quote="source")
    CitationFactory(snapshot=far, link=other.document, quote="source")
    stands(claim, near)
    stands(claim, far)
    assert sorted(names(claim)) == ["Press release", "Sky News's article"]


def test_a_link_right_before_the_words_counts(claim) -> None:
    snapshot = article("RTÉ", f"It is said that (source){WORDS}, and soon.")
    CitationFactory(snapshot=snapshot, link=article("NATO", title="Press release").document, quote="(source)")
    stands(claim, snapshot)
    assert names(claim) == ["Press release"]


def test_a_link_in_words_that_credit_a_speaker_is_background(claim, linking) -> None:
    linking(person("Mark Rutte"))
    assert names(claim) == ["Mark Rutte"]
    assert paths(claim) == [["Sky News's article", "Mark Rutte"]]


def test_a_link_that_a_person_confirmed_is_how_the_speakers_words_came(claim, linking, ann) -> None:
    _, link = linking(person("Mark Rutte"))
    confirm_citation(link, by=ann)
    assert paths(claim) == [["Sky News's article", "Press release", "Mark Rutte"]]


def test_a_channel_that_a_person_recorded_stands_before_the_speaker(claim, ann) -> None:
    snapshot = article("Sky News")
    stands(claim, snapshot, person("Mark Rutte"))
    reuters = SourceFactory(outlet=True, name="Reuters")
    record_citation(snapshot=snapshot, quotation=WORDS, channel="interview", source=reuters, by=ann)
    assert paths(claim) == [["Sky News's article", "interview with Reuters", "Mark Rutte"]]


def test_a_link_to_the_outlets_own_pages_is_too_unsure_to_count(claim, linking) -> None:
    linking(confidence=0.3)
    assert names(claim) == ["Sky News's article"]


def test_what_a_linked_page_was_taken_from_is_followed(claim, linking) -> None:
    release = article("NATO", "Other words altogether.", title="Press release")
    linking(to=copied(release, "EU", "Other words altogether, copied.").document)
    assert paths(claim) == [["Sky News's article", "EU's article", "Press release"]]


def test_a_link_to_what_is_copied_anyway_is_no_circle(claim) -> None:
    original = article("Reuters")
    snapshot = copied(original)
    CitationFactory(snapshot=snapshot, link=original.document, quote="act")
    stands(claim, snapshot)
    assert names(claim) == ["Reuters's article"]
    assert found(claim).loops == ()


def test_two_articles_that_link_to_each_other_are_circular_reporting(claim) -> None:
    one, other = article("RTÉ"), article("Sky News")
    for snapshot, to in ((one, other), (other, one)):
        CitationFactory(snapshot=snapshot, link=to.document, quote="act")
        stands(claim, snapshot)
    (origin,) = found(claim).origins
    assert origin.circular


# what people say of edges


@pytest.mark.parametrize("trait", ["copy_of", "canonical"])
def test_what_a_person_rejected_is_never_walked(claim, ann, trait: str) -> None:
    original, snapshot = article("Reuters"), article("RTÉ")
    citation = CitationFactory(snapshot=snapshot, **{trait: original.document})
    stands(claim, snapshot)
    assert names(claim) == ["Reuters's article"]
    reject_citation(citation, by=ann, reason="The other way round.")
    assert names(claim) == ["RTÉ's article"]


def test_an_unsure_copy_counts_once_a_person_has_confirmed_it(claim, ann) -> None:
    original, snapshot = article("Reuters"), article("RTÉ")
    citation = CitationFactory(snapshot=snapshot, copy_of=original.document, confidence=0.5)
    stands(claim, snapshot)
    assert names(claim) == ["RTÉ's article"]
    confirm_citation(citation, by=ann)
    assert names(claim) == ["Reuters's article"]
    assert found(claim).unconfirmed == 0


def test_a_channel_below_the_bar_is_left_out_but_its_speaker_stays(claim) -> None:
    snapshot = article("Sky News")
    unsure = CitationFactory(snapshot=snapshot, confidence=0.5)
    stands(claim, snapshot, person("Mark Rutte"), citation=unsure)
    assert paths(claim) == [["Sky News's article", "Mark Rutte"]]


def test_a_channel_corrected_to_a_document_leads_there_and_on(claim, ann) -> None:
    snapshot, transcript = article("Sky News"), article("NATO", "The whole press conference.", title="Transcript")
    channel = CitationFactory(snapshot=snapshot)
    stands(claim, snapshot, person("Mark Rutte"), citation=channel)
    correct_citation(channel, by=ann, channel="speech", document=transcript.document)
    assert paths(claim) == [["Sky News's article", "Transcript", "Mark Rutte"]]


def test_a_channel_corrected_to_a_copy_leads_to_its_original(claim, ann) -> None:
    snapshot, channel = article("Sky News"), CitationFactory(snapshot=article("Sky News", "Rutte. Mark Rutte."))
    channel = CitationFactory(snapshot=snapshot)
    stands(claim, snapshot, person("Mark Rutte"), citation=channel)
    correct_citation(channel, by=ann, channel="report", document=copied(name="Yahoo").document)
    assert paths(claim) == [["Sky News's article", "Yahoo's article", "Reuters's article", "Mark Rutte"]]


def test_what_a_person_said_of_one_snapshot_wins_over_a_surer_program(claim, ann) -> None:
    original, snapshot = article("Reuters"), article("RTÉ")
    unsure = CitationFactory(snapshot=snapshot, copy_of=original.document, confidence=0.65)
    confirm_citation(unsure, by=ann)
    again = SnapshotFactory(document=snapshot.document, text=snapshot.text + " Updated.")
    CitationFactory(snapshot=again, copy_of=original.document, confidence=0.99)
    stands(claim, snapshot)
    (edge,) = trace_claim(claim).graph.edges_of(f"document:{snapshot.document_id}")
    assert (edge.standing, edge.key) == ("confirmed", str(unsure.pk))


def test_an_edge_read_from_two_snapshots_is_one(claim) -> None:
    reuters = SourceFactory(kind="agency", name="Reuters")
    snapshot = article("RTÉ")
    again = SnapshotFactory(document=snapshot.document, text=snapshot.text + " Updated.")
    for each in (snapshot, again):
        CitationFactory(snapshot=each, credit=reuters)
        stands(claim, each)
    assert found(claim).sentence == "1 link, 1 independent origin: Reuters"
    assert found(claim).unconfirmed == 1


# sources that are one


def test_records_of_one_source_are_one_origin_until_they_are_parted(claim, ann) -> None:
    rutte, other = person("Mark Rutte"), person("Rutte, Mark")
    stands(claim, article("RTÉ"), rutte)
    stands(claim, article("Sky News"), other)
    assert len(found(claim).origins) == 2
    likeness = merge_sources(rutte, other, by=ann)
    assert found(claim).sentence == "2 links, 1 independent origin: Mark Rutte"
    part_sources(likeness, by=ann)
    assert len(found(claim).origins) == 2


def test_outlets_whose_records_were_merged_are_one_origin(claim, ann) -> None:
    one, other = article("RTÉ", title="At eight"), article("RTE", title="At nine")
    stands(claim, one)
    stands(claim, other)
    merge_sources(one.document.publisher, other.document.publisher, by=ann)
    (origin,) = found(claim).origins
    assert origin.merges[0].because == "Behind both stands RTÉ"


def test_what_was_recorded_of_a_merged_record_holds_for_the_source(claim, ann) -> None:
    spokeswoman, other, nato = person("Allison Hart"), person("A. Hart"), SourceFactory(kind="government", name="NATO")
    RelationshipFactory(subject=other, kind="speaks_for", object=nato)
    merge_sources(spokeswoman, other, by=ann)
    stands(claim, article("RTÉ"), spokeswoman)
    stands(claim, article("Sky News"), nato)
    assert len(found(claim).origins) == 1


def test_a_house_counts_on_the_days_on_which_it_was_one(claim) -> None:
    house = SourceFactory(kind="organisation", name="News Corp")
    outlets = [SourceFactory(outlet=True, name=name) for name in ("The Sun", "The Times")]
    for outlet in outlets:
        RelationshipFactory(subject=outlet, kind="owned_by", object=house, since=date(2026, 1, 1))
        stands(claim, article(outlet, published=date(2026, 1, 22)))
    assert len(found(claim).origins) == 1
    before = ClaimFactory()
    for outlet in outlets:
        stands(before, article(outlet, published=date(2025, 1, 22)))
    assert len(found(before).origins) == 2


def test_a_relationship_that_was_a_mistake_counts_no_more(claim) -> None:
    outlets = [SourceFactory(outlet=True, name=name) for name in ("The Sun", "The Times")]
    RelationshipFactory(subject=outlets[0], kind="owned_by", object=outlets[1], retired=True)
    for outlet in outlets:
        stands(claim, article(outlet))
    assert len(found(claim).origins) == 2


def test_relationships_are_followed_over_several_steps(claim) -> None:
    house = [SourceFactory(outlet=True, name=name) for name in ("The Sun", "News UK", "News Corp", "Fox")]
    for subject, above in ((0, 1), (1, 2), (3, 2)):
        RelationshipFactory(subject=house[subject], kind="owned_by", object=house[above])
    stands(claim, article(house[0]))
    stands(claim, article(house[3]))
    assert len(found(claim).origins) == 1


# verdicts


def verdict_on(claim: Claim, *evidence: Evidence):
    verdict = Verdict(claim=claim, rating=RatingFactory(), summary="It is so.")  # how it came about is no matter here
    return trace_verdict(verdict, Evidence.objects.filter(pk__in=[row.pk for row in evidence]))


def test_evidence_leads_to_the_document_that_it_quotes(claim) -> None:
    row = EvidenceFactory(claim=claim, snapshot=article("NATO", title="Minutes"), quote=WORDS)
    assert verdict_on(claim, row).lineage.sentence == "1 link, 1 independent origin: Minutes"


def test_a_published_verdict_has_its_day(claim) -> None:
    verdict = VerdictFactory(claim=claim, published=True)
    traced = trace_verdict(verdict, claim.evidence.all())
    node = traced.graph.node(traced.lineage.start)
    assert (node.label, node.when) == (f"False: {verdict.summary}", localdate(verdict.published_at))
    assert len(traced.lineage.links) == 1


def test_evidence_in_writing_is_an_origin_of_its_own(claim) -> None:
    row = EvidenceFactory(claim=claim, citation_only=True)
    (origin,) = verdict_on(claim, row).lineage.origins
    assert (origin.label, origin.directness) == ("National Archives, box 12, folder 3", Directness.DOCUMENT)


def test_withdrawn_evidence_carries_nothing(claim, ann) -> None:
    kept = EvidenceFactory(claim=claim, snapshot=article("NATO", title="Minutes"), quote=WORDS)
    gone = EvidenceFactory(claim=claim, citation_only=True)
    withdraw_evidence(gone, by=ann, reason="A forgery.")
    assert verdict_on(claim, kept, gone).lineage.links == (f"evidence:{kept.pk}",)


def test_evidence_that_a_reader_may_not_see_is_not_traced(claim) -> None:
    kept = EvidenceFactory(claim=claim, snapshot=article("NATO", title="Minutes"), quote=WORDS)
    EvidenceFactory(claim=claim, citation_only=True)
    assert len(verdict_on(claim, kept).lineage.links) == 1


def test_evidence_in_the_words_of_a_claim_takes_over_its_speaker(claim) -> None:
    snapshot = article("NATO", title="Minutes")
    stands(ClaimFactory(), snapshot, person("Mark Rutte"))
    inside = EvidenceFactory(claim=claim, snapshot=snapshot, quote="will act")
    assert [origin.label for origin in verdict_on(claim, inside).lineage.origins] == ["Mark Rutte"]


def test_evidence_in_other_words_does_not(claim) -> None:
    snapshot = article("NATO", title="Minutes")
    stands(ClaimFactory(), snapshot, person("Mark Rutte"))
    beside = EvidenceFactory(claim=claim, snapshot=snapshot, quote="Tariffs")
    assert [origin.label for origin in verdict_on(claim, beside).lineage.origins] == ["Minutes"]


def test_two_papers_that_copy_one_report_are_one_origin_of_a_verdict(claim) -> None:
    original = article("Reuters")
    rows = [EvidenceFactory(claim=claim, snapshot=copied(original, name), quote=WORDS) for name in ("RTÉ", "Sky News")]
    traced = verdict_on(claim, *rows)
    assert traced.lineage.sentence == "2 links, 1 independent origin: Reuters's article"
    assert traced.lineage.single_source


def test_evidence_that_the_original_lacks_is_the_papers_own(claim) -> None:
    original = article("Reuters", "Nothing of the kind.")
    rows = [EvidenceFactory(claim=claim, snapshot=copied(original, name), quote=WORDS) for name in ("RTÉ", "Sky News")]
    assert len(verdict_on(claim, *rows).lineage.origins) == 2


# price


def busy(number: int, newsrooms: int) -> list[Claim]:
    """Claims with copies, credits, links, channels and anonymous sources."""
    reuters, house = SourceFactory(kind="agency", name="Reuters"), SourceFactory(kind="organisation", name="House")
    made = []
    for count in range(newsrooms):
        original = article(f"Original {count}")
        RelationshipFactory(subject=original.document.publisher, object=house)
        stands(ClaimFactory(), original, person(f"Speaker {count}"))
        snapshot, linking, third = copied(original, f"Copy {count}"), article(f"Other {count}"), article(f"3rd {count}")
        official = anonymous(snapshot)
        CitationFactory(snapshot=linking, link=copied(original, f"Linked {count}").document, quote="act")
        CitationFactory(snapshot=snapshot, credit=reuters)
        channel = CitationFactory(snapshot=third)
        for claim in (ClaimFactory() for _ in range(number // newsrooms)):
            stands(claim, snapshot, official)
            stands(claim, linking)
            stands(claim, third, citation=channel)
            made.append(claim)
    return made


def test_fifty_claims_cost_as_many_queries_as_one() -> None:
    claims = [claim.pk for claim in busy(50, newsrooms=5)]
    counted = []
    for some in (claims[:1], claims):
        with CaptureQueriesContext(connection) as queries:
            assert len(trace(some)) == len(some)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 13


def test_the_claims_of_a_batch_have_no_say_in_each_others_graph() -> None:
    claims = busy(4, newsrooms=2)
    together = trace([claim.pk for claim in claims])
    for claim in claims:
        alone = trace_claim(claim)
        assert together[claim.pk].lineage == alone.lineage
        assert together[claim.pk].graph.edges == alone.graph.edges
        assert together[claim.pk].graph.nodes == alone.graph.nodes


def test_a_merged_claim_takes_the_channels_of_its_places_along(claim, ann) -> None:
    snapshot = article("Sky News")
    stands(other := ClaimFactory(), snapshot, person("Mark Rutte"), citation=CitationFactory(snapshot=snapshot))
    way = paths(other)
    stands(claim, article("RTÉ"))
    editing.merge([claim, other], editing.Wording("NATO will act.", "fact"), by=ann)
    assert way[0] in paths(claim)


def test_documents_need_no_publisher_and_no_day(claim) -> None:
    document = DocumentFactory(publisher=None, published=None, title="Leaflet")
    stands(claim, SnapshotFactory(document=document))
    assert names(claim) == ["Leaflet"]
    assert found(claim).earliest.published is False
