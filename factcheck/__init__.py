"""The Django project of factcheck, a claim fact-checking and provenance tracker."""

__version__ = "0.1.0"
