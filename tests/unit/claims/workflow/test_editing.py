"""Claims put better by hand: what is refused and at which field, what is kept, and what is taken back."""

from __future__ import annotations

import pytest

from claims.models import Appearance, Claim, Edit
from claims.workflow import editing, triage
from claims.workflow.acting import IllegalMove
from claims.workflow.editing import Place, Wording
from claims.workflow.moves import State
from factcheck.common.acts import Stale
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import AppearanceFactory, ClaimFactory, SnapshotFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return UserFactory(reviewer=True)


def places(claim: Claim) -> list[str]:
    """The words where a claim stands."""
    return list(claim.appearances.filter(retired=False).order_by("start").values_list("exact", flat=True))


def test_a_claim_is_recorded_with_the_place_it_stands_at(ann) -> None:
    snapshot, speaker = SnapshotFactory(), SourceFactory()
    wording = Wording("NATO will act.", "prediction", checkworthiness=0.7)
    claim = editing.record_claim(wording, Place(snapshot, "NATO will\nact", speaker, "said"), by=ann)
    appearance = claim.appearances.get()
    assert snapshot.text[appearance.start : appearance.end] == appearance.exact == "NATO will act"
    assert (appearance.person, appearance.software, appearance.speaker) == (ann, None, speaker)


def test_a_claim_is_recorded_at_a_span(ann) -> None:
    snapshot = SnapshotFactory()
    claim = editing.record_claim(Wording("NATO will act.", "prediction"), Place(snapshot, span=(21, 34)), by=ann)
    assert places(claim) == ["NATO will act"]


def test_a_claim_whose_words_are_nowhere_is_not_recorded(ann) -> None:
    with pytest.raises(InvalidInput, match="does not stand"):
        editing.record_claim(Wording("NATO sleeps.", "fact"), Place(SnapshotFactory(), "NATO sleeps"), by=ann)
    assert (Claim.objects.count(), Appearance.objects.count(), Edit.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("span", [(0, 0), (5, 4), (0, 10_000), (-1, 3)])
def test_a_span_outside_the_text_is_refused_at_the_quotation(ann, span: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput) as refused:
        editing.record_claim(Wording("NATO acts.", "fact"), Place(SnapshotFactory(), span=span), by=ann)
    assert refused.value.field == "quotation"


def test_check_worthiness_above_one_is_refused_at_its_field(ann) -> None:
    with pytest.raises(InvalidInput) as refused:
        editing.reword(ClaimFactory(), Wording("NATO acts.", "fact", checkworthiness=1.5), by=ann)
    assert refused.value.field == "checkworthiness"


def test_the_same_place_twice_is_refused_at_the_quotation(ann) -> None:
    claim, snapshot = ClaimFactory(), SnapshotFactory()
    editing.record_appearance(claim, Place(snapshot, "NATO will act"), by=ann)
    with pytest.raises(InvalidInput) as refused:
        editing.record_appearance(claim, Place(snapshot, "NATO will act"), by=ann)
    assert refused.value.field == "quotation"


def test_a_place_that_was_taken_back_can_be_given_again(ann) -> None:
    claim, snapshot = ClaimFactory(), SnapshotFactory()
    editing.record_appearance(claim, Place(snapshot, "NATO will act"), by=ann)
    editing.undo(Edit.objects.get(), by=ann)
    assert places(claim) == []
    editing.record_appearance(claim, Place(snapshot, "NATO will act", cue="told"), by=ann)
    assert places(claim) == ["NATO will act"]
    assert claim.appearances.get(retired=False).cue == "told"


def test_a_speaker_is_corrected_while_the_words_stay(ann) -> None:
    claim = ClaimFactory(appears=True)
    appearance, speaker = claim.appearances.get(), SourceFactory()
    editing.correct_speaker(appearance, by=ann, speaker=speaker, cue="told", channel="speech")
    appearance.refresh_from_db()
    assert (appearance.speaker, appearance.cue, appearance.exact) == (speaker, "told", "NATO will act")


def test_a_place_is_moved_by_a_new_one_that_keeps_the_speaker_and_retires_the_old(ann) -> None:
    old = AppearanceFactory()
    new = editing.move_place(old, by=ann, span=(21, 30))
    old.refresh_from_db()
    assert (new.exact, new.speaker, old.retired) == ("NATO will", old.speaker, True)
    with pytest.raises(InvalidInput, match="already"):
        editing.move_place(new, by=ann, span=(21, 30))
    back = editing.move_place(new, by=ann, span=(old.start, old.end))
    assert back == old
    assert places(old.claim) == ["NATO will act"]


def test_a_split_claim_leaves_its_parts_where_it_stood_and_as_far_as_it_was(ann) -> None:
    claim = ClaimFactory(appears=True)
    triage.queue(claim, by=ann)
    parts = editing.split(claim, [Wording("NATO acts.", "fact"), Wording("NATO waits.", "fact")], by=ann)
    assert [part.state for part in parts] == [State.QUEUED] * 2
    assert [places(part) for part in parts] == [["NATO will act"]] * 2
    assert {part.split_from for part in parts} == {claim}
    claim.refresh_from_db()
    assert (claim.state, claim.state_reason) == (State.REJECTED, "split into 2")


def test_one_part_is_no_split(ann) -> None:
    with pytest.raises(InvalidInput) as refused:
        editing.split(ClaimFactory(), [Wording("NATO acts.", "fact")], by=ann)
    assert refused.value.field == "parts"


def test_merged_claims_are_one_that_stands_wherever_they_stood(ann) -> None:
    first, second = ClaimFactory(appears=True), ClaimFactory()
    AppearanceFactory(claim=second, quote="Tariffs of up to 25%", snapshot=first.appearances.get().snapshot)
    merged = editing.merge([first, second], Wording("NATO acts.", "fact"), by=ann)
    second.refresh_from_db()
    assert (merged.pk, merged.text) == (first.pk, "NATO acts.")
    assert (second.state, second.merged_into) == (State.REJECTED, first)
    assert places(first) == ["NATO will act", "Tariffs of up to 25%"]


def test_claims_merge_again_after_a_merge_was_taken_back(ann) -> None:
    first, second = ClaimFactory(appears=True), ClaimFactory()
    AppearanceFactory(claim=second, quote="Tariffs of up to 25%", snapshot=first.appearances.get().snapshot)
    for _ in range(2):
        editing.merge([first, second], Wording("NATO acts.", "fact"), by=ann)
        assert places(first) == ["NATO will act", "Tariffs of up to 25%"]
        editing.undo(Edit.objects.first(), by=ann)
        first.refresh_from_db(), second.refresh_from_db()
        assert (first.state, second.state, second.merged_into) == (State.NEW, State.NEW, None)
        assert (places(first), places(second)) == (["NATO will act"], ["Tariffs of up to 25%"])


@pytest.mark.parametrize("number", [1, 2])
def test_a_claim_is_not_merged_with_itself_or_with_none(ann, number: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        editing.merge([ClaimFactory()] * number, Wording("NATO acts.", "fact"), by=ann)
    assert refused.value.field == "claims"


@pytest.mark.django_db(transaction=True)
def test_claims_are_merged_outside_a_transaction_too(ann) -> None:
    merged = editing.merge([ClaimFactory(), ClaimFactory()], Wording("NATO acts.", "fact"), by=ann)
    assert merged.text == "NATO acts."


def test_an_act_is_taken_back_once(ann) -> None:
    claim = ClaimFactory(text="NATO will act.")
    editing.reword(claim, Wording("NATO may act.", "fact"), by=ann)
    edit = editing.undo(Edit.objects.get(), by=ann)
    claim.refresh_from_db()
    assert (claim.text, edit.undone_by) == ("NATO will act.", ann)
    with pytest.raises(Stale, match="already"):
        editing.undo(edit, by=ann)


def test_an_act_is_not_taken_back_once_somebody_changed_the_same(ann) -> None:
    claim = ClaimFactory()
    editing.reword(claim, Wording("NATO may act.", "fact"), by=ann)
    edit = Edit.objects.get()
    editing.reword(claim, Wording("NATO might act.", "fact"), by=UserFactory(editor=True))
    with pytest.raises(Stale, match="take the later act back first"):
        editing.undo(edit, by=ann)
    claim.refresh_from_db()
    assert claim.text == "NATO might act."


def test_a_rewording_is_not_taken_back_from_a_claim_that_is_none_any_more(ann) -> None:
    claim = ClaimFactory()
    editing.reword(claim, Wording("NATO may act.", "fact"), by=ann)
    edit = Edit.objects.get()
    editing.reject(claim, by=ann, reason="No claim.")
    with pytest.raises(Stale, match="take the later act back first"):
        editing.undo(edit, by=ann)


def test_an_act_is_not_taken_back_once_the_claim_is_being_assessed(ann) -> None:
    claim = ClaimFactory()
    editing.reword(claim, Wording("NATO may act.", "fact"), by=ann)
    triage.queue(claim, by=ann)
    triage.assign(claim, by=ann)
    with pytest.raises(IllegalMove, match="being assessed"):
        editing.undo(Edit.objects.get(), by=ann)


@pytest.mark.parametrize(
    ("act", "permission"),
    [
        (lambda by: editing.record_claim(Wording("x", "fact"), Place(SnapshotFactory(), "NATO"), by=by), "add_claim"),
        (lambda by: editing.reword(ClaimFactory(), Wording("x", "fact"), by=by), "change_claim"),
        (
            lambda by: editing.correct_speaker(AppearanceFactory(), by=by, speaker=None, cue="", channel=""),
            "change_appearance",
        ),
    ],
    ids=["record", "reword", "speaker"],
)
def test_who_lacks_the_permission_is_told_which(act, permission: str) -> None:
    with pytest.raises(NotAllowed, match=f"the permission claims\\.{permission}"):
        act(UserFactory(journalist=True))


def test_a_speaker_corrected_through_a_form_can_be_taken_back() -> None:
    claim, editor = ClaimFactory(appears=True), UserFactory(editor=True)
    appearance = claim.appearances.get()
    before, other = appearance.speaker, SourceFactory()
    appearance.speaker = other  # as a form leaves it before the action is called
    editing.correct_speaker(appearance, by=editor, speaker=other, cue="told", channel="")
    editing.undo(Edit.objects.get(), by=editor)
    appearance.refresh_from_db()
    assert (appearance.speaker, appearance.cue) == (before, "said")
