"""The names that the Web Annotation Data Model, its Protocol and the Linked Data Platform give to things."""

from __future__ import annotations

ANNO = "http://www.w3.org/ns/anno.jsonld"
LDP = "http://www.w3.org/ns/ldp.jsonld"
JSON_LD = "application/ld+json"
MEDIA_TYPE = f'{JSON_LD}; profile="{ANNO}"'  # Protocol, section 3.1

BASIC_CONTAINER = "http://www.w3.org/ns/ldp#BasicContainer"
MINIMAL = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
IRIS = "http://www.w3.org/ns/oa#PreferContainedIRIs"
DESCRIPTIONS = "http://www.w3.org/ns/oa#PreferContainedDescriptions"

# Protocol, sections 3.1 and 4.1: what a thing is, and which rules it follows.
OF_ANNOTATION = '<http://www.w3.org/ns/ldp#Resource>; rel="type", <http://www.w3.org/ns/oa#Annotation>; rel="type"'
OF_CONTAINER = (
    f'<{BASIC_CONTAINER}>; rel="type", '
    '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'
)
