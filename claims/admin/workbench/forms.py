"""What a person fills in at the workbench, one form an act; each hands it to the act's own function.

`subject` is the claim, its place, a piece of evidence or a verdict: what the act is done to.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Permission, User
from django.db.models import Q, QuerySet

from claims.models import Appearance, Claim, Edit, Evidence, Rating
from claims.rules import RULES
from claims.workflow import assessing, editing, evidence, triage
from claims.workflow.editing import Wording
from claims.workflow.moves import Act
from factcheck.common.errors import InvalidInput
from sources.actions import capturer, record_capture, source_named
from sources.capture import CaptureError, capture_url
from sources.models import Snapshot


def reviewers() -> QuerySet[User]:
    """Those who may assess claims."""
    app, codename = RULES[Act.ASSESS].permission.split(".")
    assess = Permission.objects.filter(content_type__app_label=app, codename=codename)
    may = Q(groups__permissions__in=assess) | Q(user_permissions__in=assess) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True).distinct().order_by("username")


def box(rows: int) -> forms.Textarea:
    """A box to write in."""
    return forms.Textarea(attrs={"rows": rows})


class ActForm(forms.Form):
    """seen is the revision of the row that the screen showed; result what the act gave back, once it is done."""

    result: Any = None
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, subject: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}-%s")
        super().__init__(*args, **kwargs)
        self.user, self.subject = user, subject
        if not self.is_bound:
            self.initial.setdefault("seen", getattr(subject, "revision", None))

    def act(self) -> Any:
        """Do it. Raises DomainError."""
        raise NotImplementedError

    def given(self, *names: str) -> dict[str, Any]:
        """Some of what was filled in."""
        return {name: self.cleaned_data[name] for name in names}


class Queue(ActForm):
    """Worth checking."""

    deadline = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def act(self) -> Any:
        return triage.queue(self.subject, by=self.user, **self.given("deadline", "seen"))


class Reason(ActForm):
    """An act that needs nothing but a reason."""

    reason = forms.CharField(widget=box(2))


class SetAside(Reason):
    """Not worth checking."""

    def act(self) -> Any:
        return triage.set_aside(self.subject, by=self.user, **self.given("reason", "seen"))


class Reject(Reason):
    """No claim."""

    def act(self) -> Any:
        return editing.reject(self.subject, by=self.user, **self.given("reason", "seen"))


class Restore(ActForm):
    """A claim after all."""

    def act(self) -> Any:
        return editing.restore(self.subject, by=self.user, **self.given("seen"))


class Take(ActForm):
    """A place of one's own, for a while."""

    def act(self) -> Any:
        return triage.assign(self.subject, by=self.user)


class GiveBack(ActForm):
    """The place is free again."""

    def act(self) -> Any:
        return triage.release(self.subject, by=self.user)


class Assign(ActForm):
    """A place for somebody else."""

    reviewer = forms.ModelChoiceField(User.objects.none(), empty_label="Choose a reviewer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = reviewers()  # type: ignore[attr-defined]

    def act(self) -> Any:
        return triage.assign(self.subject, by=self.user, **self.given("reviewer"))


class Unassign(Assign):
    """Somebody else's place is free again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = self.subject.assignments.values("reviewer")
        self.fields["reviewer"].queryset = User.objects.filter(pk__in=holders)  # type: ignore[attr-defined]

    def act(self) -> Any:
        return triage.release(self.subject, by=self.user, **self.given("reviewer"))


class Assess(ActForm):
    """One's own finding: kept as a draft while it is written, submitted for good."""

    rating = forms.ModelChoiceField(Rating.objects.all(), required=False, empty_label=None, widget=forms.RadioSelect)
    rationale = forms.CharField(required=False, widget=box(4))

    def act(self) -> Any:
        return assessing.save_assessment(self.subject, by=self.user, **self.given("rating", "rationale"))


class Submit(Assess):
    """The same, for good."""

    def act(self) -> Any:
        return assessing.submit_assessment(self.subject, by=self.user, **self.given("rating", "rationale"))


class Contest(Reason):
    """The reviewers agree, an editor doubts."""

    def act(self) -> Any:
        return assessing.contest(self.subject, by=self.user, **self.given("reason", "seen"))


class Settle(Reason):
    """Which finding stands, and why."""

    rating = forms.ModelChoiceField(Rating.objects.all(), empty_label="Choose a rating")
    field_order = ("rating", "reason")

    def act(self) -> Any:
        return assessing.settle(self.subject, by=self.user, **self.given("rating", "reason", "seen"))


class Reword(ActForm):
    """What is said of the claim."""

    text = forms.CharField(widget=box(3))
    kind = forms.ChoiceField(choices=Claim.KINDS)
    checkable = forms.BooleanField(required=False)

    def act(self) -> Any:
        claim = self.subject
        kept = {name: getattr(claim, name) for name in ("checkworthiness", "negated", "hedged")}
        wording = Wording(**self.given("text", "kind", "checkable"), **kept)
        return editing.reword(claim, wording, by=self.user, **self.given("seen"))


class Split(ActForm):
    """Several claims in the place of one."""

    parts = forms.CharField(widget=box(4), help_text="One claim on each line, each a whole sentence.")

    def act(self) -> Any:
        claim, lines = self.subject, [line.strip() for line in self.cleaned_data["parts"].splitlines()]
        kept = {name: getattr(claim, name) for name in ("kind", "checkable", "checkworthiness", "negated", "hedged")}
        parts = [Wording(text=line, **kept) for line in lines if line]
        return editing.split(claim, parts, by=self.user, **self.given("seen"))[0]


class Merge(ActForm):
    """One claim in the place of several that say the same."""

    others = forms.ModelMultipleChoiceField(Claim.objects.all(), widget=forms.MultipleHiddenInput)
    text = forms.CharField(widget=box(3))

    def act(self) -> Any:
        claim = self.subject
        kept = {name: getattr(claim, name) for name in ("kind", "checkable", "checkworthiness", "negated", "hedged")}
        others = [other for other in self.cleaned_data["others"] if other.pk != claim.pk]
        wording = Wording(text=self.cleaned_data["text"], **kept)
        return editing.merge([claim, *others], wording, by=self.user)


class Speaker(ActForm):
    """Who said it and how it came. The subject is the claim's place."""

    speaker = forms.CharField(
        required=False, max_length=300, help_text="Empty: the article itself says so.", widget=forms.TextInput()
    )
    cue = forms.CharField(required=False, max_length=200, help_text="“said”, “according to”")
    channel = forms.CharField(required=False, max_length=300, help_text="“interview with Reuters”")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].widget.attrs["list"] = "fc-sources"

    def act(self) -> Any:
        appearance: Appearance = self.subject
        speaker = source_named(self.cleaned_data["speaker"], by=self.user)
        return editing.correct_speaker(appearance, by=self.user, speaker=speaker, **self.given("cue", "channel"))


class Spot(ActForm):
    """A stretch of the article, in code points, as the selection gives it."""

    start = forms.IntegerField(widget=forms.HiddenInput)
    end = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def span(self) -> tuple[int, int]:
        return self.cleaned_data["start"], self.cleaned_data["end"]


class Move(Spot):
    """The claim stands in the selected words. The subject is its place."""

    def act(self) -> Any:
        return editing.move_place(self.subject, by=self.user, span=self.span)


class Record(Spot):
    """A claim in the selected words. The subject is the snapshot."""

    text = forms.CharField(widget=box(3))
    kind = forms.ChoiceField(choices=Claim.KINDS)
    speaker = forms.CharField(required=False, max_length=300, help_text="Empty: the article itself says so.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].widget.attrs["list"] = "fc-sources"

    def act(self) -> Any:
        speaker = source_named(self.cleaned_data["speaker"], by=self.user)
        place = editing.Place(self.subject, span=self.span, speaker=speaker)
        return editing.record_claim(Wording(**self.given("text", "kind")), place, by=self.user)


class Support(ActForm):
    """Evidence: a link that is captured now, words of a captured document, or a citation in writing."""

    stance = forms.ChoiceField(choices=Evidence.Stance.choices, widget=forms.RadioSelect)
    url = forms.URLField(
        label="Link", required=False, assume_scheme="https", help_text="Its text is captured and kept."
    )
    snapshot = forms.ModelChoiceField(
        Snapshot.objects.defer("text"), label="Document", required=False, widget=forms.HiddenInput
    )
    quotation = forms.CharField(required=False, widget=box(3), help_text="The words that matter, exactly.")
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)
    citation = forms.CharField(
        required=False, widget=box(2), help_text="Without a link: author, title, page, where it is kept."
    )
    note = forms.CharField(required=False, widget=box(2))

    def act(self) -> Any:
        snapshot = self.cleaned_data["snapshot"]
        if self.cleaned_data["url"] and snapshot is None:
            snapshot = captured(self.cleaned_data["url"])
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        span = (start, end) if snapshot and start is not None and end is not None else None
        words = self.given("stance", "quotation", "citation", "note")
        return evidence.add_evidence(self.subject, by=self.user, snapshot=snapshot, span=span, **words)


def captured(url: str) -> Snapshot:
    """What stands at an address now. Raises InvalidInput of `url`."""
    try:
        return record_capture(capture_url(url), by=capturer()).snapshot
    except CaptureError as error:
        raise InvalidInput(str(error), field="url") from error


class Withdraw(Reason):
    """The subject is a piece of evidence."""

    def act(self) -> Any:
        return evidence.withdraw_evidence(self.subject, by=self.user, **self.given("reason"))


class Undo(ActForm):
    """The subject is the snapshot: what this person did last with its claims."""

    edit = forms.ModelChoiceField(Edit.objects.all(), widget=forms.HiddenInput)

    def act(self) -> Any:
        return editing.undo(self.cleaned_data["edit"], by=self.user)
