"""Who may do what to sources and to where things come from. A table, a policy sentence above each row."""

from __future__ import annotations

from django.db.models import TextChoices


class Act(TextChoices):
    """What people do, as the history tells it: "Ann Lee rejected where it was said to come from"."""

    CITE = "cite", "recorded where it comes from"
    CONFIRM = "confirm_citation", "confirmed where it comes from"
    CORRECT = "correct_citation", "corrected where it comes from"
    REJECT = "reject_citation", "rejected where it was said to come from"
    DESCRIBE = "describe_source", "described the source"
    MERGE = "merge_sources", "merged two records of one source"
    PART = "part_sources", "took the merging of two records back"
    TELL_APART = "tell_apart", "said that these are two sources"
    RELATE = "relate", "recorded what one source is to another"
    UNRELATE = "unrelate", "withdrew what was recorded of two sources"
    NOTE = "note_reliability", "noted how reliable a source is"


PERMISSIONS: dict[Act, str] = {
    # A reviewer says what words name as the place where something was taken from.
    Act.CITE: "sources.add_citation",
    # A reviewer looks at the edges that programs propose.
    Act.CONFIRM: "sources.change_citation",
    Act.CORRECT: "sources.change_citation",
    Act.REJECT: "sources.change_citation",
    # An editor corrects what is known of a source; a reviewer adds a new one.
    Act.DESCRIBE: "sources.change_source",
    # An editor says which records are one source, and which are two.
    Act.MERGE: "sources.merge_source",
    Act.PART: "sources.merge_source",
    Act.TELL_APART: "sources.merge_source",
    # An editor says what belongs to whom.
    Act.RELATE: "sources.add_relationship",
    Act.UNRELATE: "sources.change_relationship",
    # A reviewer notes what they think of a source, and why.
    Act.NOTE: "sources.add_reliabilitynote",
}
