"""Text to atomic claims: pure Python, no Django. The doorway is extract()."""

from .pipeline import extract, software_agent

__all__ = ["extract", "software_agent"]
