from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.capture.agencies import agencies, agency_at, agency_named
from sources.capture.credits import MAX_CREDITS, named_in, read_credits
from sources.provenance.types import Channel

STORY = [f"The ministry said on Thursday that tariffs on cars from country {n} would rise." for n in range(2, 24)]


def credited(text: str) -> list[tuple[str, str]]:
    """Who is credited, in which words."""
    return [(found.name, text[found.start : found.end]) for found in read_credits(text)]


def confidence(text: str) -> float:
    [found] = read_credits(text)
    return found.confidence


@pytest.mark.parametrize(
    ("line", "credit", "name"),
    [
        ("LONDON (Reuters) - The deal stands.", "LONDON (Reuters)", "Reuters"),
        ("WASHINGTON (AP) — The deal stands.", "WASHINGTON (AP)", "AP"),
        ("BERLIN, Jan 22 (Reuters) - The deal stands.", "BERLIN, Jan 22 (Reuters)", "Reuters"),
        ("PALM BEACH, Fla. (AP) — The deal stands.", "PALM BEACH, Fla. (AP)", "AP"),
        ("DAVOS, Switzerland, Jan 22 (Reuters) - It stands.", "DAVOS, Switzerland, Jan 22 (Reuters)", "Reuters"),
        ("PARIS, Jan 22, 2026 (AFP) -- The deal stands.", "PARIS, Jan 22, 2026 (AFP)", "AFP"),
        ("Paris (France) (AFP) – The deal stands.", "Paris (France) (AFP)", "AFP"),
        ("Frankfurt/Main (dpa/lno) - The deal stands.", "Frankfurt/Main (dpa/lno)", "dpa"),
        ("Montpellier (SID) – The deal stands.", "Montpellier (SID)", "SID"),
        ("(Reuters) - The deal stands.", "(Reuters)", "Reuters"),
        ("Jan 22 (Reuters) - The deal stands.", "Jan 22 (Reuters)", "Reuters"),
        ("MOSCOW, January 22. /TASS/. The deal stands.", "MOSCOW, January 22. /TASS/", "TASS"),
        ("(ANSA) - ROME, JAN 22 - The deal stands.", "(ANSA)", "ANSA"),
        ("New Delhi [India], January 22 (ANI): It stands.", "New Delhi [India], January 22 (ANI)", "ANI"),
        ("New Delhi, Jan 22 (PTI) The deal stands.", "New Delhi, Jan 22 (PTI)", "PTI"),
        ("Madrid, 22 ene (EFE).- The deal stands.", "Madrid, 22 ene (EFE)", "EFE"),
        ("LONDON (REUTERS) - The deal stands.", "LONDON (REUTERS)", "REUTERS"),
        ("**LONDON (Reuters) -** The deal stands.", "LONDON (Reuters)", "Reuters"),
    ],
)
def test_a_dateline_names_the_agency_wherever_its_line_stands(line: str, credit: str, name: str):
    for text in (line, "\n".join([*STORY, line, *STORY])):
        assert credited(text) == [(name, credit)]
        assert confidence(text) == 0.95


@pytest.mark.parametrize(
    ("line", "credit", "name"),
    [
        ("It stands, he said on Thursday. (Reuters)", "(Reuters)", "Reuters"),
        ("“It stands,” he said. “All of it.” (AFP)", "(AFP)", "AFP"),
        ("It stands, he said on Thursday. (dpa/gem)", "(dpa/gem)", "dpa"),
        ("It stands, he said on Thursday./dpa", "/dpa", "dpa"),
        ("It stands, he said on Thursday. - PA Media", "- PA Media", "PA Media"),
        ("/dpa", "/dpa", "dpa"),
        ("- PA Media", "- PA Media", "PA Media"),
        ("Reuters", "Reuters", "Reuters"),
        ("aja/dpa", "aja/dpa", "dpa"),
        ("jsi/wmr (AFP)", "(AFP)", "AFP"),
        ("© AFP 2026", "© AFP 2026", "AFP"),
        ("© 2026 Thomson Reuters", "© 2026 Thomson Reuters", "Thomson Reuters"),
        ("Copyright 2026 The Associated Press. All rights reserved.", None, "Associated Press"),
        ("Source: AFP", "Source: AFP", "AFP"),
        ("It stands, he said. Source: AFP", "Source: AFP", "AFP"),
        ("This article was originally published by Reuters.", None, "Reuters"),
        ("This report by The Canadian Press was first published Jan. 22, 2026.", None, "Canadian Press"),
        ("(Reporting by Reuters; Editing by John Smith)", "Reporting by Reuters", "Reuters"),
    ],
)
def test_an_ending_names_the_agency(line: str, credit: str | None, name: str):
    text = "\n".join([*STORY, line])
    assert [(found, words if credit else None) for found, words in credited(text)] == [(name, credit)]
    assert 0.7 <= confidence(text) < 0.95


@pytest.mark.parametrize(
    ("line", "credit", "name"),
    [
        ("By Reuters", "By Reuters", "Reuters"),
        ("By The Associated Press", "By The Associated Press", "Associated Press"),
        ("By Andrew Gray, Reuters", "By Andrew Gray, Reuters", "Reuters"),
        ("By Reuters Staff", "By Reuters Staff", "Reuters"),
        ("Reuters", "Reuters", "Reuters"),
        ("Reuters, Jan 22, 2026", "Reuters, Jan 22, 2026", "Reuters"),
        ("Source: AFP", "Source: AFP", "AFP"),
    ],
)
def test_a_byline_names_the_agency(line: str, credit: str, name: str):
    text = "\n\n".join(["Tariffs rise", line, *STORY])
    assert credited(text) == [(name, credit)]
    assert 0.7 <= confidence(text) < 0.95


def test_an_abbreviation_alone_on_a_line_is_a_doubtful_byline():
    text = "\n".join(["Tariffs rise", "PA", *STORY])
    assert credited(text) == [("PA", "PA")]
    assert confidence(text) == 0.5


@pytest.mark.parametrize(
    ("line", "credit", "name"),
    [
        ("Additional reporting by Reuters", "Additional reporting by Reuters", "Reuters"),
        ("(Additional reporting by Ann Byrne in London and AFP)", None, "AFP"),
        ("With reporting from AP", "With reporting from AP", "AP"),
        ("With files from The Canadian Press", "With files from The Canadian Press", "Canadian Press"),
        ("(With inputs from PTI)", "With inputs from PTI", "PTI"),
        ("It stands, he said. With reporting by Reuters.", "With reporting by Reuters", "Reuters"),
        ("The Associated Press contributed to this report.", None, "Associated Press"),
    ],
)
def test_an_agency_that_helped_is_less_of_an_origin(line: str, credit: str | None, name: str):
    text = "\n".join([*STORY, line])
    assert [(found, words if credit else None) for found, words in credited(text)] == [(name, credit)]
    assert confidence(text) == 0.5


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("LONDON/PARIS (Reuters/AFP) - The deal stands.", ["AFP", "Reuters"]),
        ("(AFP, AP, dpa, Reuters)", ["AFP", "AP", "Reuters", "dpa"]),
        ("By Reuters and AFP", ["AFP", "Reuters"]),
        ("With reporting by the Associated Press, AFP and Reuters.", ["AFP", "Associated Press", "Reuters"]),
        ("Agencies/AFP", ["AFP"]),
    ],
)
def test_a_credit_of_several_agencies_gives_each(line: str, names: list[str]):
    assert [name for name, _ in credited(line)] == names
    assert len({words for _, words in credited(line)}) == 1


def test_the_sign_off_of_reuters_counts_where_nobody_else_is_credited():
    sign_off = "(Reporting by Andrew Gray in Davos; Writing by Ann Byrne; Editing by Tom Roe)"
    text = "\n".join([*STORY, sign_off])
    assert credited(text) == [("Reuters", sign_off)]
    assert confidence(text) == 0.6
    assert credited(f"WASHINGTON (AP) — It stands.\n{text}") == [("AP", "WASHINGTON (AP)")]
    assert credited("\n".join([*STORY[:3], sign_off, *STORY])) == []


@pytest.mark.parametrize(
    "line",
    [
        "Mr Rutte told Reuters in an interview on Thursday that the deal stands.",
        "Reuters reported that a deal was near.",
        "According to Reuters, a deal was near.",
        "A deal is near, a source told AFP: it stands.",
        "He spoke to AP.",
        "He works for the agency (Reuters).",
        "The agency (Reuters) - his employer - said so.",
        "AP exams are hard.",
        "Advanced Placement (AP) - what parents need to know",
        "THE ADVANCED PLACEMENT (AP) - what parents need to know",
        "Demokratische Partei der Albaner (DPA) - the party of the Albanians - won.",
        "The PA system (PA) - broke.",
        "Pennsylvania (PA) – the state – votes.",
        "The Press Association (PA) – a news agency – said so.",
        "Agence France-Presse (AFP) - the French agency - said so.",
        "Hard news needs/dpa",
        "Photo: Reuters",
        "Photo by John Smith/Reuters",
        "Mark Rutte in Davos. REUTERS/Dado Ruvic",
        "AP Photo/Evan Vucci",
        "(AP Photo/Evan Vucci)",
        "AFP/Getty Images",
        "© AFP",
        "© AFP / JEFF PACHOUD",
        "“A masterpiece.” – Associated Press",
        "Rutte to step down - Reuters",
        "By Michael Bloomberg",
        "Bloomberg says that he is no candidate.",
        "With reporting from Moscow restricted, Reuters said nothing.",
        "LONDON (Thomson Reuters Foundation) - The deal stands.",
        "Agencies",
        "By our correspondents and agencies",
        "Reutersberg",
        "The apparatus (TT) - bought in 1998 - broke.",
    ],
)
def test_what_only_mentions_an_agency_is_no_credit(line: str):
    for text in ("\n".join([*STORY, line, *STORY]), "\n".join([line, *STORY]), "\n".join([*STORY, line])):
        assert credited(text) == []


def test_a_name_alone_in_the_middle_of_a_text_is_a_picture_s():
    assert credited("\n".join([*STORY, "Reuters", "Source: AFP", *STORY])) == []


def test_a_long_line_is_read_at_its_edges():
    paragraph = " ".join(STORY)
    assert credited(f"LONDON (Reuters) - {paragraph} (AFP)") == [("Reuters", "LONDON (Reuters)"), ("AFP", "(AFP)")]
    assert credited(f"{paragraph} Reuters") == []
    assert credited(f"Reuters {paragraph}") == []


@pytest.mark.parametrize(
    "text",
    [
        "AP " * 400_000,
        "AP\n" * 300_000,
        "LONDON (Reuters) - x\n" * 50_000,
        "A" * 1_000_000,
        "(" * 300_000 + "Reuters",
        "By " + "Ann and " * 100_000 + "Reuters",
        "With reporting by " + "A, " * 100 + "Reuters!\n" + "\n" * 500_000,
        ". - " * 200_000 + "AFP",
        "Reporting by " + "A; " * 200_000,
    ],
)
def test_a_hostile_text_takes_no_more_than_moments(text: str):
    started = time.perf_counter()
    found = read_credits(text)
    assert time.perf_counter() - started < 5
    assert len(found) <= MAX_CREDITS


PARTS = "LONDON Reuters AP PA AFP dpa ( ) / - – — . , : ; © 2026 By by and Jan 22 With reporting from \n “ ” é"


@given(st.lists(st.sampled_from(PARTS.split(" "))))
def test_every_credit_is_within_the_text_and_names_who_it_credits(parts: list[str]):
    text = " ".join(parts)
    for found in read_credits(text):
        assert found.channel is Channel.CREDIT
        assert found.start is not None
        assert found.name in text[found.start : found.end]
        assert agency_named(found.name) is not None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Reuters", [("Reuters", "Reuters", True)]),
        ("  By Reuters Staff ", [("Reuters", "Reuters", True)]),
        ("Andrew Gray, Reuters", [("Reuters", "Reuters", False)]),
        ("PA", [("PA", "PA Media", True)]),
        ("AFP and AP", [("AFP", "Agence France-Presse", True), ("AP", "Associated Press", True)]),
        ("Michael Bloomberg", []),
        ("Ann Byrne", []),
        ("", []),
    ],
)
def test_a_byline_of_the_markup_is_read(line: str, found: list[tuple[str, str, bool]]):
    assert [(name, agency.name, alone) for name, agency, alone in named_in(line)] == found


# The table


def test_no_two_agencies_share_a_name_or_a_domain():
    names = [name for agency in agencies() for name in {*agency.names, *(name.upper() for name in agency.names)}]
    domains = [domain for agency in agencies() for domain in agency.domains]
    assert len(names) == len(set(names))
    assert len(domains) == len(set(domains))
    assert all(agency.doubtful <= set(agency.names) for agency in agencies())


def test_an_agency_is_known_by_any_of_its_names_and_by_its_pages():
    for name in ("AP", "the Associated Press", "ASSOCIATED PRESS"):
        agency = agency_named(name)
        assert agency is not None
        assert agency.name == "Associated Press"
    assert agency_named("Ap") is None
    reuters = agency_at("https://www.reuters.com/world/x")
    assert reuters is not None
    assert reuters.name == "Reuters"
    assert agency_at("https://notreuters.com/") is None
    assert agency_at("https://[") is None
