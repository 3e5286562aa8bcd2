"""The forms of a verdict's acts: written, reviewed, published, corrected, retracted."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.models import Rating, Verdict
from claims.workflow import verdicts

from .forms import ActForm, Reason, box


class Draft(ActForm):
    """The next version of the claim's verdict."""

    rating = forms.ModelChoiceField(Rating.objects.all(), empty_label=None)
    summary = forms.CharField(max_length=300, widget=box(2), help_text="One sentence for readers.")
    explanation = forms.CharField(required=False, widget=box(5))
    grounds = forms.CharField(required=False, widget=box(2))
    correction_note = forms.CharField(
        required=False, widget=box(2), help_text="For readers: what is corrected, and why."
    )

    WORDS = ("rating", "summary", "explanation", "grounds", "correction_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claim = self.subject.claim if isinstance(self.subject, Verdict) else self.subject
        public = Verdict.objects.public().filter(claim=claim).exists()
        if not self.is_bound:
            self.initial.setdefault("rating", claim.outcome_id)
        asks = {rating.pk: rating.asks for rating in Rating.objects.all() if rating.asks}
        self.fields["grounds"].help_text = "; ".join(dict.fromkeys(f"Say {what}" for what in asks.values()))
        if not public:
            del self.fields["correction_note"]
            if claim.outcome_id:
                self.fields["rating"].queryset = Rating.objects.filter(pk=claim.outcome_id)  # type: ignore[attr-defined]
                if claim.outcome_id not in asks:
                    del self.fields["grounds"]

    def words(self) -> dict[str, Any]:
        """What was written."""
        return {name: self.cleaned_data[name] for name in self.WORDS if name in self.cleaned_data}

    def act(self) -> Any:
        return verdicts.draft_verdict(self.subject, by=self.user, **self.words())


class Revise(Draft):
    """The subject is one's own draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        verdict: Verdict = kwargs["subject"]
        kwargs.setdefault("initial", {name: getattr(verdict, name) for name in self.WORDS} | {"rating": verdict.rating})
        super().__init__(*args, **kwargs)

    def act(self) -> Any:
        return verdicts.revise_verdict(self.subject, by=self.user, **self.words(), **self.given("seen"))


class Send(ActForm):
    """To review."""

    def act(self) -> Any:
        return verdicts.send_verdict(self.subject, by=self.user, **self.given("seen"))


class GiveUp(ActForm):
    """The draft is withdrawn."""

    def act(self) -> Any:
        return verdicts.withdraw_verdict(self.subject, by=self.user, **self.given("seen"))


class SendBack(ActForm):
    """To its author."""

    comment = forms.CharField(widget=box(2), help_text="What is to be mended.")

    def act(self) -> Any:
        return verdicts.send_back(self.subject, by=self.user, **self.given("comment", "seen"))


class Approve(ActForm):
    """Four eyes."""

    def act(self) -> Any:
        return verdicts.approve(self.subject, by=self.user, **self.given("seen"))


class Publish(ActForm):
    """To the public."""

    def act(self) -> Any:
        return verdicts.publish(self.subject, by=self.user, **self.given("seen"))


class Retract(ActForm):
    """In the open."""

    notice = forms.CharField(widget=box(2), help_text="For readers: why it is no longer our verdict.")

    def act(self) -> Any:
        return verdicts.retract(self.subject, by=self.user, **self.given("notice", "seen"))


class LookAgain(Reason):
    """Something speaks against what is published."""

    def act(self) -> Any:
        return verdicts.ask_for_another_look(self.subject, by=self.user, **self.given("reason"))


class Confirm(Reason):
    """It stands."""

    def act(self) -> Any:
        return verdicts.confirm(self.subject, by=self.user, **self.given("reason", "seen"))
