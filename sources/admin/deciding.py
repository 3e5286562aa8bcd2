"""What a person says of two records that may be one source: of one pair on its page, of several ticked ones at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextInputWidget

from factcheck.common.errors import DomainError, InvalidInput
from sources.actions import merge_sources, part_sources, tell_apart
from sources.models import Likeness

from .base import ActionForm

Standing = Likeness.Standing
ONE, OTHER, APART, PART = "one", "other", "apart", "part"


def decide(likeness: Likeness, decision: str, *, by: User, reason: str) -> Likeness:
    """Keep `one` or `other` of the two, tell them apart, or part what was merged; of records that were merged since,
    what they were merged into is meant. Raises what the action raises."""
    if decision == APART:
        return tell_apart(likeness, by=by, reason=reason)
    if decision == PART:
        return part_sources(likeness, by=by, reason=reason)
    one, other = likeness.one.record, likeness.other.record
    kept, gone = (one, other) if decision == ONE else (other, one)
    return merge_sources(kept, gone, by=by, reason=reason)


def mentions(rows: QuerySet[Any], path: str, sources: Iterable[UUID]) -> Counter[UUID]:
    """How many of the rows lead to each source by the path, under whatever record of it; one query."""
    given = list(sources)
    led = rows.filter(Q(**{f"{path}__in": given}) | Q(**{f"{path}__merged_into__in": given})).order_by()
    numbers = led.values(record=Coalesce(f"{path}__merged_into", path)).annotate(number=Count("pk"))
    return Counter(dict(numbers.values_list("record", "number")))


@dataclass(frozen=True)
class Pair:
    """A likeness to be decided: of each of the two records how often it is named."""

    likeness: Likeness
    one: int
    other: int

    @property
    def kept(self) -> str:
        """Which one to keep unless somebody says otherwise: the one named more often; of two alike the older."""
        return OTHER if self.other > self.one else ONE

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Which one to keep, in words."""
        ends = ((ONE, self.likeness.one.record, self.one), (OTHER, self.likeness.other.record, self.other))
        return [
            (end, f"Keep “{source}” ({source.get_kind_display()}, named {times:,} time{'' if times == 1 else 's'})")
            for end, source, times in ends
        ]

    @property
    def field(self) -> str:
        """The name of the choice in a form of several pairs."""
        return f"kept-{self.likeness.pk}"


class LikenessForm(ActionForm):
    """One pair: which record is kept, or that they are two sources; of merged ones, that they are two records again."""

    pair: Pair

    decision = forms.ChoiceField(widget=UnfoldAdminRadioSelectWidget)
    why = forms.CharField(
        label="Reason",
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="It stands in the history. “They are two sources” asks for it.",
    )

    class Meta:
        model = Likeness
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)  # noqa: S101
        decision.choices = [*self.pair.choices, (APART, "They are two sources")]
        if self.instance.standing == Standing.MERGED:
            decision.choices = [(PART, "Take back: they are two records again")]
        decision.initial = {Standing.MERGED: PART, Standing.DIFFERENT: APART}.get(
            Standing(self.instance.standing), self.pair.kept
        )

    def rehearse(self, data: dict[str, Any]) -> None:
        try:
            decide(self.instance, data["decision"], by=self.user, reason=data["why"])
        except InvalidInput as error:
            raise InvalidInput(str(error), field="why" if error.field == "reason" else "decision") from error


class SeveralForm(forms.Form):
    """Several pairs at once: which record of each is kept, and one reason for all."""

    reason = forms.CharField(
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="One for all of them; it stands in the history of each.",
    )

    def __init__(self, *args: Any, pairs: Iterable[Pair], decision: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairs, self.decision = list(pairs), decision
        self.fields["reason"].required = decision == APART
        for pair in self.pairs if decision == ONE else ():
            self.fields[pair.field] = forms.ChoiceField(
                label=str(pair.likeness),
                help_text=pair.likeness.reason,
                choices=pair.choices,
                initial=pair.kept,
                widget=UnfoldAdminRadioSelectWidget,
            )

    def decide(self, by: User) -> Counter[str]:
        """Each pair by itself; how often it was done (""), and what stood in the way of the others."""
        told: Counter[str] = Counter()
        for pair in self.pairs:
            decision = self.cleaned_data.get(pair.field, self.decision)
            try:
                decide(pair.likeness, decision, by=by, reason=self.cleaned_data["reason"])
                told[""] += 1
            except DomainError as error:
                told[str(error)] += 1
        return told


def outcome(told: Mapping[str, int], done: str) -> str:
    """ "2 merged, 1 was not: …"."""
    number, left = told.get("", 0), {why: times for why, times in told.items() if why}
    if not left:
        return f"{number:,} {done}."
    refused = sum(left.values())
    return f"{number:,} {done}, {refused:,} {'was' if refused == 1 else 'were'} not: {' '.join(left)}"
