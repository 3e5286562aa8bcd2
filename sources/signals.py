"""What rooms downstream may want to know of."""

from __future__ import annotations

from django.dispatch import Signal

document_changed = Signal()  # snapshot: the new text of a document that was captured before with another
provenance_changed = Signal()  # documents, sources: keys of those whose upstream is another from now on
