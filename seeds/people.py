"""The sources that the seed article names, with the other names they go by."""

from __future__ import annotations

from sources.models import Source

Kind = Source.Kind

# Where their own pages are: a link to one of these leads to them.
DOMAINS = {
    "RTÉ": ("rte.ie",),
    "Reuters": ("reuters.com",),
    "Fox News": ("foxnews.com",),
    "DR": ("dr.dk",),
    "Truth Social": ("truthsocial.com",),
    "NATO": ("nato.int",),
    "World Economic Forum": ("weforum.org",),
}

SOURCES: tuple[tuple[str, Source.Kind, tuple[str, ...]], ...] = (
    ("RTÉ", Kind.OUTLET, ("Raidió Teilifís Éireann", "RTE")),
    ("Reuters", Kind.AGENCY, ()),
    ("Fox News", Kind.OUTLET, ()),
    ("DR", Kind.OUTLET, ("Danish public television DR", "Danmarks Radio")),
    ("Truth Social", Kind.OUTLET, ()),
    ("NATO", Kind.ORGANISATION, ("North Atlantic Treaty Organization",)),
    ("World Economic Forum", Kind.ORGANISATION, ()),
    ("United States", Kind.GOVERNMENT, ("US", "the United States", "the US")),
    ("Denmark", Kind.GOVERNMENT, ()),
    ("Greenland", Kind.GOVERNMENT, ()),
    ("Mark Rutte", Kind.PERSON, ("Mr Rutte",)),
    ("Donald Trump", Kind.PERSON, ("Mr Trump",)),
    ("Allison Hart", Kind.PERSON, ()),
    ("Lars Lokke Rasmussen", Kind.PERSON, ("Mr Lokke", "Lars Løkke Rasmussen")),
    ("JD Vance", Kind.PERSON, ()),
    ("Aaja Chenmitz", Kind.PERSON, ("Aaja Chemnitz",)),
    ("Lis Steenholdt", Kind.PERSON, ()),
    ("Mark Carney", Kind.PERSON, ()),
    ("Emmanuel Macron", Kind.PERSON, ("Mr Macron",)),
)
