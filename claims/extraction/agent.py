"""Who extracts: this program as it is installed here."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from .types import SoftwareAgent

NAME = "factcheck-extractor"
STEPS_VERSION = "2"  # raised whenever the steps give other claims for the same text
MODEL = Path(__file__).parent / "model" / "model.int8.onnx"


@cache
def software_agent(model: str = "") -> SoftwareAgent:
    """Name, version of the steps, SHA-256 of the network's file.

    model: a spaCy pipeline in the place of our own parser; its name and version are then part of the name, and the
    SHA-256 is that of its files. Raises UnusablePipeline.
    """
    if model:
        from .parser.installed import digest, title
        from .pipeline import parser

        nlp = parser(model)
        return SoftwareAgent(f"{NAME} with {title(nlp)}", STEPS_VERSION, digest(nlp.path) if nlp.path else "")
    with MODEL.open("rb") as file:
        return SoftwareAgent(NAME, STEPS_VERSION, hashlib.file_digest(file, "sha256").hexdigest())
