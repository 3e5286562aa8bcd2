"""Labels, lists, tables, times and datelines: what is left to read, and where it stands."""

from __future__ import annotations

import pytest

from claims.extraction.steps.page import Page
from claims.extraction.types import NoClaim


def read(text: str) -> list[str]:
    """The lines that the parser gets."""
    return [line.strip() for line in Page(text).text.split("\n") if line.strip()]


def spoken(text: str) -> list[tuple[str, str]]:
    """Each turn's label and words."""
    page = Page(text)
    return [(turn.label.who, page.text[turn.start : turn.end].strip()) for turn in page.turns]


@pytest.mark.parametrize(
    ("opening", "line"),
    [
        ("10.42am ", "The minister has resigned."),
        ("14:05 GMT ", "Police have closed the bridge."),
        ("[00:12:03] ", "We sold the land."),
        ("14:05 – ", "Police have closed the bridge."),
        ("PARIS, Nov. 3 (Reuters) - ", "Acme will build a wind farm."),
        ("WASHINGTON (AP) — ", "The Senate passed the bill."),
        ("LONDON, ENGLAND, 3 November 2025 /PRNewswire/ -- ", "Acme has a new head."),
        ("Aarhus, Denmark, 3 November 2025 – ", "The port has been sold."),
        ("NEW DELHI: ", "The government has closed the port."),
        ("BREAKING: ", "Ann Lee won the vote."),
    ],
)
def test_times_datelines_and_kickers_are_not_read(opening: str, line: str) -> None:
    assert read(opening + line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "12.5 million people voted.",
        "NATO – the alliance of 32 states – will act.",
        "In 2005 – two years later – Acme closed.",
        "Police said at 10.42am that the bridge was closed.",
        "He wrote (in May) that it was over.",
        "Developing-country debt rose by 5% in May.",
        "Exclusive Books closed in May.",
        "WARNING: I saw smoke.",
        "1.50 Euro coins do not exist.",
        "UPDATED rules come into force in May.",
    ],
)
def test_what_only_looks_like_a_time_or_a_dateline_is_read(line: str) -> None:
    assert read(line) == [line]


def test_labels_in_capitals_open_turns_that_go_on_over_lines_without_one() -> None:
    text = "HOST: Good morning.\nMS LEE: It is.\nWe built 60.\nHOST: Thank you."
    assert spoken(text) == [("HOST", "Good morning."), ("MS LEE", "It is.\nWe built 60."), ("HOST", "Thank you.")]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("JANE DOE, MINISTER: I signed it.\nJOHN SMITH (Leeds): That is wrong.", ["JANE DOE", "JOHN SMITH"]),
        ("Q: Why?\nA: It rained.", ["Q", "A"]),
        ("Q. Why?\nA. It rained.", ["Q", "A"]),
        ("Reporter: Why?\nJane Doe: It rained.\nReporter: When?", ["Reporter", "Jane Doe", "Reporter"]),
        ("SPEAKER 1: It rained.\nSPEAKER 2: It snowed.", ["SPEAKER 1", "SPEAKER 2"]),
        ("**Q: Why?**\n**A:** It rained.", ["Q", "A"]),
        ("Q.  Why?\nA.  It rained in May, and it snowed.", ["Q", "A"]),
        (
            "Ann Lee (Leeds) (Lab): It rained.\nMr Speaker: Order.\nAnn Lee: It did.",
            ["Ann Lee", "Mr Speaker", "Ann Lee"],
        ),
        ("Mr. OTIENO (Kenya): It rained.\nMs. SILVA (Brazil): It snowed.", ["Mr. OTIENO", "Ms. SILVA"]),
        ("[10:02] HOST: It rained.\n[10:03] MR O’NEILL: It snowed.", ["HOST", "MR O’NEILL"]),
    ],
)
def test_labels_are_told(text: str, labels: list[str]) -> None:
    assert [label for label, _ in spoken(text)] == labels


@pytest.mark.parametrize(
    "text",
    [
        "WARNING: The bridge is closed.\nNOTE: It will open on Monday.",
        "The result: Nobody won.\nIt rained.",
        "CLAIM: The bridge is closed.\nVERDICT: It is open.",
        "Her plan: Build 60 homes.\nHis plan: Build none.",
        "Leeds: 5 goals.",
    ],
)
def test_other_words_before_a_colon_are_no_speakers(text: str) -> None:
    assert spoken(text) == []


def test_what_is_told_beside_the_words_is_not_read_and_an_insertion_is() -> None:
    text = "MR X: We won. [applause] Taxes [for the rich] fell.\n(Laughter.)\nMS Y: They rose."
    assert read(text) == ["We won. Taxes [for the rich] fell.", "They rose."]


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("Look, supply matters.", "supply matters."),
        ("Well, no, it fell.", "it fell."),
        ("Chair Powell, your staff left.", "your staff left."),
        ("Joining us now is our correspondent Clarissa Ward.", "our correspondent Clarissa Ward."),
        ("The mayor left. So, what would you do?", "The mayor left. what would you do?"),
        ("Ann Lee, the mayor, left.", "Ann Lee, the mayor, left."),
        ("No taxes rose.", "No taxes rose."),
    ],
)
def test_fillers_and_forms_of_address_are_no_part_of_what_is_said(turn: str, words: str) -> None:
    assert spoken(f"HOST: {turn}\nMS LEE: It rained.")[0] == ("HOST", words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("# Storm closes port", "Storm closes port"),
        ("> The port closed.", "The port closed."),
        ("**The port** closed, and __nobody__ came.", "The port closed, and nobody came."),
        ("The *Evening Post* closed.", "The Evening Post closed."),
        ("See [our map](https://example.org/map) of it.", "See our map of it."),
        ("The price is 3 * 4 * 5 pounds.", "The price is 3 * 4 * 5 pounds."),
        ("He wrote [sic] that f(x) fell.", "He wrote [sic] that f(x) fell."),
    ],
)
def test_markup_is_not_read(line: str, words: str) -> None:
    assert read(line) == [words]


def test_a_lead_in_completes_every_item_of_its_list() -> None:
    text = "The plan would:\n- raise taxes;\n- cut bills; and\n- create 2,000 jobs."
    assert read(text) == [
        "The plan would raise taxes.",
        "The plan would cut bills.",
        "The plan would create 2,000 jobs.",
    ]


@pytest.mark.parametrize(
    ("lead_in", "item", "line"),
    [
        ("The company said it will:", "Close two plants", "The company said it will close two plants."),
        ("The agency must now:", "Hire an engineer", "The agency must now hire an engineer."),
        ("The report found:", "The roof was wet", "The report found that the roof was wet."),
        ("The bill includes:", "€5 million for schools", "The bill includes €5 million for schools."),
        ("Key points:", "The minister resigned", "The minister resigned."),
        ("He gave two reasons:", "Nobody knew.", "Nobody knew."),
    ],
)
@pytest.mark.parametrize("mark", ["•", "-", "*", "1."])
def test_an_item_is_completed_only_where_its_lead_in_is_cut_off(mark: str, lead_in: str, item: str, line: str) -> None:
    assert line in read(f"{lead_in}\n{mark} {item}\n")


def test_a_line_that_opens_with_a_dash_or_a_number_is_not_yet_a_list() -> None:
    for line in ("– Yes, she said.", "3. December was cold."):
        assert read(line) == [line]


@pytest.mark.parametrize(
    "table",
    [
        "Team\tGold\tSilver\nNorway\t4\t2",
        "| Year | Rate |\n|------|------|\n| 2024 | 5%   |",
        "Rank  Name       Goals\n1     Ann Lee    12\n2     Bob Ray    10",
        "Acme     12.1\nGlobex   9.2\nInitech  8.0",
        "North   61.2\nSouth   58.9",
        "Region, 2023, 2024\nNorth, 120, 140\nSouth, 90, 85",
    ],
)
def test_the_rows_of_a_table_are_not_read(table: str) -> None:
    page = Page(f"It rained in May.\n{table}\nIt snowed in June.")
    assert [line for line in page.text.split("\n") if line.strip()] == ["It rained in May.", "It snowed in June."]
    assert {why for _, _, why in page.left} == {NoClaim.TABLE}
    assert len(page.left) == len(table.split("\n"))


def test_lists_of_names_between_commas_are_no_table() -> None:
    text = (
        "Ann Lee, Bob Ray, and Jane Doe won.\nIn 2019, 2020, and 2021 nobody won.\nIt cost 31,000, 42,000 and 53,000."
    )
    assert read(text) == text.split("\n")


def test_addresses_and_hashtags_that_end_a_line_are_not_read() -> None:
    assert read("The bill cost $20bn. https://t.co/abc #border #news") == ["The bill cost $20bn."]
    assert read("The #border bill cost $20bn.") == ["The #border bill cost $20bn."]


def test_sentences_with_two_spaces_between_them_are_no_table() -> None:
    text = "He left in May.  She stayed.\nIt rained.  Nobody came.\nThey won.  She cried."
    assert Page(text).text == text


def test_lines_in_capitals_are_read_as_the_rest_of_the_text_writes_their_words() -> None:
    text = "ANN LEE LEFT NATO ON MONDAY.\nThe minister Ann Lee met the head of NATO on Monday."
    assert read(text)[0] == "Ann Lee left NATO on Monday."


def test_a_text_that_is_all_in_capitals_stays_as_it_is() -> None:
    assert read("ANN LEE LEFT NATO ON MONDAY.\nIT RAINED IN MAY.") == [
        "ANN LEE LEFT NATO ON MONDAY.",
        "IT RAINED IN MAY.",
    ]


def test_lines_that_were_broken_to_fit_a_page_are_read_as_one() -> None:
    broken = (
        "The harbour master told the council on Tuesday that the old\nbreakwater had lost 40 tonnes of rock in May."
    )
    assert read(broken + "\nIt rained.") == [broken.replace("\n", " "), "It rained."]


def test_lines_that_stand_for_themselves_are_not_joined() -> None:
    text = "The minister has resigned over the leak of a secret paper\nAnn Lee signed it in May.\n\nit rained."
    assert len(read(text)) == 3


def test_copies_of_a_long_lead_in_never_outgrow_the_text() -> None:
    text = "The plan, " * 300 + "would:\n" + "- cut taxes\n" * 2000
    assert len(Page(text).text) < 3 * len(text)


def test_a_wide_empty_line_is_read_at_once() -> None:
    assert read(" " * 100_000 + "\n" + "\t" * 100_000 + "\nIt rained.") == ["It rained."]
