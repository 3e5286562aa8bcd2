"""Through which channel words came: one sentence for every way of saying it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft
from claims.extraction.types import Channel, ChannelKind

Drafts = Callable[[str], list[Draft]]
INTERVIEW, POST, BROADCAST, SPEECH, STATEMENT, REPORT, TESTIMONY = ChannelKind
SAID = "prices had fallen"


def channel(drafts: list[Draft]) -> Channel | None:
    """The channel of the claim that prices had fallen, or have."""
    draft = next(draft for draft in drafts if "rices ha" in draft.text)
    return next((voice.channel for voice in draft.chain if voice.channel and not voice.told), None)


def check(drafts_of: Drafts, sentence: str, kind: ChannelKind, outlet: str, words: str) -> None:
    found = channel(drafts_of(sentence))
    assert found is not None
    assert (found.kind, found.outlet, sentence[found.start : found.end]) == (kind, outlet, words)


@pytest.mark.parametrize(
    ("listener", "kind", "outlet"),
    [
        ("Reuters", INTERVIEW, "Reuters"),
        ("AFP", INTERVIEW, "AFP"),
        ("the BBC", INTERVIEW, "BBC"),
        ("RTÉ News", INTERVIEW, "RTÉ News"),
        ("Al Jazeera English", INTERVIEW, "Al Jazeera English"),
        ("the Guardian", INTERVIEW, "The Guardian"),
        ("The Irish Times", INTERVIEW, "The Irish Times"),
        ("Kenya’s Daily Nation", INTERVIEW, "Daily Nation"),
        ("the Ashby Mercury", INTERVIEW, "Ashby Mercury"),
        ("the newspaper Politiken", INTERVIEW, "Politiken"),
        ("the Danish daily newspaper Politiken", INTERVIEW, "Politiken"),
        ("the news agency Ritzau", INTERVIEW, "Ritzau"),
        ("the Ritzau news agency", INTERVIEW, "Ritzau"),
        ("Germany's Bild newspaper", INTERVIEW, "Bild"),
        ("German magazine Der Spiegel", INTERVIEW, "Der Spiegel"),
        ("CNN’s Jake Tapper", INTERVIEW, "CNN"),
        ("a Reuters reporter", INTERVIEW, "Reuters"),
        ("this paper", INTERVIEW, ""),
        ("Danish public television DR", BROADCAST, "DR"),
        ("the state broadcaster ZDF", BROADCAST, "ZDF"),
        ("local radio station Zephyr", BROADCAST, "Zephyr"),
        ("US network NBC", BROADCAST, "NBC"),
        ("a Fox News program", BROADCAST, "Fox News"),
        ("Fox News’ ‘Special Report’", BROADCAST, "Fox News"),
        ("BBC Radio 4’s Today programme", BROADCAST, "BBC Radio 4"),
        ("the Today programme on BBC Radio 4", BROADCAST, "BBC Radio 4"),
        ("CNN’s State of the Union", BROADCAST, "CNN"),
        ("NBC’s “Meet the Press”", BROADCAST, "NBC"),
        ("“Good Morning Britain”", BROADCAST, "Good Morning Britain"),
        ("a radio phone-in", BROADCAST, ""),
        ("AFP in a statement", STATEMENT, "AFP"),
        ("a press conference", STATEMENT, ""),
        ("the committee", TESTIMONY, ""),
        ("Brecon Crown Court", TESTIMONY, ""),
        ("the European Parliament", TESTIMONY, ""),
        ("the House", TESTIMONY, ""),
    ],
)
def test_whoever_is_told_may_be_the_channel(drafts_of: Drafts, listener: str, kind: ChannelKind, outlet: str) -> None:
    words = listener.strip("“”") if listener.startswith("“") else listener
    check(drafts_of, f"Ann Lee told {listener} that {SAID}.", kind, outlet, words)


@pytest.mark.parametrize(
    "listener",
    [
        "lawmakers", "friends", "reporters", "her mother", "the minister", "Denmark", "NATO", "NATO allies", "the EU",
        "the Bank of England", "Microsoft", "the European Medicines Agency", "the agency", "the fire station",
        "the White House", "Royal Mail", "American Express", "Oxford University Press", "the Post Office", "Facebook",
        "Reuters executives", "BBC bosses", "the BBC’s board", "Sky Group", "Fox Corporation", "the AP Moller group",
        "shareholders of the Daily Telegraph", "President Fox", "Mr Sun", "Emily Post", "Dr Smith",
    ],
)  # fmt: skip
def test_whoever_is_no_outlet_and_no_hearing_is_no_channel(drafts_of: Drafts, listener: str) -> None:
    assert channel(drafts_of(f"Ann Lee told {listener} that {SAID}.")) is None


@pytest.mark.parametrize(
    ("sentence", "kind", "outlet", "words"),
    [
        ("Ann Lee wrote on X that prices had fallen.", POST, "X", "on X"),
        ("“Prices have fallen,” she wrote on Truth Social.", POST, "Truth Social", "on Truth Social"),
        ("“Prices have fallen,” she wrote on Facebook.", POST, "Facebook", "on Facebook"),
        ("“Prices have fallen,” she posted.", POST, "", "posted"),
        ("Ann Lee said in a post on Bluesky that prices had fallen.", POST, "Bluesky", "in a post on Bluesky"),
        ("In a Facebook post, Ann Lee said that prices had fallen.", POST, "Facebook", "In a Facebook post"),
        ("Ann Lee said on social media that prices had fallen.", POST, "", "on social media"),
        (
            "In a video posted on Telegram, Ann Lee said prices had fallen.",
            POST,
            "Telegram",
            "In a video posted on Telegram",
        ),
        ("Ann Lee said on Fox News that prices had fallen.", BROADCAST, "Fox News", "on Fox News"),
        ("“Prices have fallen,” said Ann Lee on Fox News.", BROADCAST, "Fox News", "on Fox News"),
        ("Ann Lee said on CBS’s Face the Nation that prices had fallen.", BROADCAST, "CBS", "on CBS’s Face the Nation"),
        ("Ann Lee said on television that prices had fallen.", BROADCAST, "", "on television"),
        (
            "In an interview with Politiken, Ann Lee said that prices had fallen.",
            INTERVIEW,
            "Politiken",
            "In an interview with Politiken",
        ),
        (
            "In an interview with Gazette Nova, Ann Lee said that prices had fallen.",
            INTERVIEW,
            "Gazette Nova",
            "In an interview with Gazette Nova",
        ),
        (
            "In an interview broadcast by ITV, Ann Lee said that prices had fallen.",
            INTERVIEW,
            "ITV",
            "In an interview broadcast by ITV",
        ),
        (
            "In a Fox News interview, Ann Lee said that prices had fallen.",
            INTERVIEW,
            "Fox News",
            "In a Fox News interview",
        ),
        ("Ann Lee confirmed to Reuters that prices had fallen.", INTERVIEW, "Reuters", "Reuters"),
        ("Ann Lee said in a statement to AFP that prices had fallen.", STATEMENT, "AFP", "in a statement to AFP"),
        (
            "In comments to Reuters, Ann Lee said that prices had fallen.",
            STATEMENT,
            "Reuters",
            "In comments to Reuters",
        ),
        ("“Prices have fallen,” Ann Lee wrote in The Times.", REPORT, "The Times", "in The Times"),
        (
            "“Prices have fallen,” Ann Lee wrote in an article for Le Monde.",
            REPORT,
            "Le Monde",
            "in an article for Le Monde",
        ),
        ("Ann Lee said at a rally in Mesa that prices had fallen.", SPEECH, "", "at a rally in Mesa"),
    ],
)
def test_a_phrase_beside_the_verb_names_the_channel(
    drafts_of: Drafts, sentence: str, kind: ChannelKind, outlet: str, words: str
) -> None:
    check(drafts_of, sentence, kind, outlet, words)


@pytest.mark.parametrize(
    ("lead", "kind", "outlet", "words"),
    [
        ("Speaking to Reuters", INTERVIEW, "Reuters", "Reuters"),
        ("Speaking on CNN", BROADCAST, "CNN", "on CNN"),
        ("Speaking on RTÉ’s Morning Ireland", BROADCAST, "RTÉ", "on RTÉ’s Morning Ireland"),
        ("Appearing on ABC’s This Week on Sunday", BROADCAST, "ABC", "on ABC’s This Week"),
        ("Interviewed on Sky News", BROADCAST, "Sky News", "on Sky News"),
        ("Asked by Reuters about the economy", INTERVIEW, "Reuters", "Reuters"),
        ("When asked by the BBC whether she would resign", INTERVIEW, "BBC", "the BBC"),
        ("Writing in the Daily Telegraph", REPORT, "The Daily Telegraph", "in the Daily Telegraph"),
    ],
)
def test_a_participle_before_the_verb_names_the_channel(
    drafts_of: Drafts, lead: str, kind: ChannelKind, outlet: str, words: str
) -> None:
    check(drafts_of, f"{lead}, Ann Lee said that prices had fallen.", kind, outlet, words)


@pytest.mark.parametrize(
    ("sentence", "kind", "outlet", "words"),
    [
        (
            "Speaking to Fox News’ ‘Special Report with Bret Baier,’ Ann Lee gave few details, only saying that "
            "prices had fallen.",
            BROADCAST,
            "Fox News",
            "Fox News’ ‘Special Report with Bret Baier",
        ),
        (
            "In an interview with The Guardian, Ann Lee declined to give details, saying that prices had fallen.",
            INTERVIEW,
            "The Guardian",
            "In an interview with The Guardian",
        ),
        (
            "Ann Lee gave an interview to Le Monde, saying that prices had fallen.",
            INTERVIEW,
            "Le Monde",
            "an interview to Le Monde",
        ),
        (
            "Ann Lee attacked the minister on Fox News, saying that prices had fallen.",
            BROADCAST,
            "Fox News",
            "on Fox News",
        ),
        ("Ann Lee was quoted by Reuters as saying that prices had fallen.", REPORT, "Reuters", "Reuters"),
    ],
)
def test_the_channel_stands_beside_the_verb_above(
    drafts_of: Drafts, sentence: str, kind: ChannelKind, outlet: str, words: str
) -> None:
    check(drafts_of, sentence, kind, outlet, words)


@pytest.mark.parametrize(
    ("sentence", "outlet", "words"),
    [
        ("Prices had fallen, according to Reuters.", "Reuters", "Reuters"),
        ("Prices had fallen, according to the public broadcaster RÚV.", "RÚV", "the public broadcaster RÚV"),
        ("Prices had fallen, according to a report by The Guardian.", "The Guardian", "a report by The Guardian"),
        ("Prices had fallen, according to a report in the Guardian.", "The Guardian", "a report in the Guardian"),
        ("The Guardian reported that prices had fallen.", "The Guardian", "The Guardian"),
        ("Prices had fallen, the BBC has reported.", "BBC", "the BBC"),
        ("A report by the BBC said that prices had fallen.", "BBC", "A report by the BBC"),
        ("State news agency KCNA said that prices had fallen.", "KCNA", "State news agency KCNA"),
    ],
)
def test_what_an_outlet_reports_is_its_report(drafts_of: Drafts, sentence: str, outlet: str, words: str) -> None:
    check(drafts_of, sentence, REPORT, outlet, words)


@pytest.mark.parametrize("speaker", ["Guardian", "New York Times", "Reuters"])
def test_an_outlet_that_reports_stays_the_speaker(drafts_of: Drafts, speaker: str) -> None:
    (draft,) = drafts_of(f"The {speaker} reported that prices had fallen.")
    assert [(voice.speaker.name, voice.channel is not None) for voice in draft.chain] == [(speaker, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The BBC said that prices had fallen.",  # of itself, perhaps
        "NATO reported that prices had fallen.",
        "According to NATO, prices had fallen.",
        "According to the NHS website, prices had fallen.",
        "Speaking to her mother, Ann Lee said that prices had fallen.",
        "Speaking to reporters, Ann Lee accused Fox News of lying, saying prices had fallen.",
        "Asked about the report in the Guardian, Ann Lee said that prices had fallen.",
        "In response to the report in the Guardian, Ann Lee said that prices had fallen.",
        "Ann Lee praised the report in the Guardian, saying that prices had fallen.",
        "Ann Lee left court, saying that prices had fallen.",
        "Ann Lee said outside court that prices had fallen.",
    ],
)
def test_what_is_spoken_of_is_no_channel(drafts_of: Drafts, sentence: str) -> None:
    assert channel(drafts_of(sentence)) is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Ann Lee said in a statement about Fox News that prices had fallen.", STATEMENT),
        ("In an interview about her time at Fox News, Ann Lee said that prices had fallen.", INTERVIEW),
        ("In a report on NATO, Ann Lee said that prices had fallen.", REPORT),
    ],
)
def test_whom_a_channel_is_about_is_not_whose_it_is(drafts_of: Drafts, sentence: str, kind: ChannelKind) -> None:
    found = channel(drafts_of(sentence))
    assert found is not None
    assert (found.kind, found.outlet) == (kind, "")


@pytest.mark.parametrize(
    ("kind", "outlet", "label"),
    [
        (INTERVIEW, "Reuters", "interview with Reuters"),
        (BROADCAST, "DR", "broadcast on DR"),
        (STATEMENT, "AFP", "statement to AFP"),
        (REPORT, "Reuters", "report by Reuters"),
        (SPEECH, "", "speech"),
    ],
)
def test_a_channel_reads_as_people_say_it(kind: ChannelKind, outlet: str, label: str) -> None:
    assert Channel(kind, outlet, 0, 1).label == label


@pytest.mark.parametrize("end", ["in", "to", "told", "told the jury last", "told Reuters’", "told “Newsnight", "on"])
def test_a_text_that_breaks_off_names_nothing_that_is_not_there(drafts_of: Drafts, end: str) -> None:
    text = f"“Prices have fallen,” Ann Lee said {end}"
    for found in (voice.channel for draft in drafts_of(text) for voice in draft.chain if voice.channel):
        assert 0 <= found.start < found.end <= len(text)


def test_a_phrase_does_not_reach_into_the_next_sentence(drafts_of: Drafts) -> None:
    assert channel(drafts_of("“Prices have fallen,” Ann Lee chimed in. Reuters has moved to London.")) is None
