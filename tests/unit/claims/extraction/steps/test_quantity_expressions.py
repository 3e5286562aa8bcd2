"""What a careful human reads out of numbers as news writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from spacy.language import Language

from claims.extraction.steps import quantities

# sentence, then each quantity as (words, value, unit, comparator)
TABLE = [
    # money
    ("He paid Rs 15 lakh for it.", [("Rs 15 lakh", "1500000", "INR", "=")]),
    ("It cost ₹3 crore.", [("₹3 crore", "30000000", "INR", "=")]),
    ("It cost 2 crore rupees.", [("2 crore rupees", "20000000", "INR", "=")]),
    ("It cost A$4m.", [("A$4m", "4000000", "AUD", "=")]),
    ("It cost C$5 million.", [("C$5 million", "5000000", "CAD", "=")]),
    ("It cost US$6bn.", [("US$6bn", "6000000000", "USD", "=")]),
    ("It cost HK$70.", [("HK$70", "70", "HKD", "=")]),
    ("It cost NZ$8.", [("NZ$8", "8", "NZD", "=")]),
    ("It cost €12,400.", [("€12,400", "12400", "EUR", "=")]),
    ("It cost 12,400 euros.", [("12,400 euros", "12400", "EUR", "=")]),
    ("It cost 3p more.", [("3p", "0.03", "GBP", "=")]),
    ("It cost 50 cents.", [("50 cents", "0.5", "USD", "=")]),
    ("It cost 200 kr in Denmark.", [("200 kr", "200", "DKK", "=")]),
    ("It cost 200 kronor in Sweden.", [("200 kronor", "200", "SEK", "=")]),
    ("It cost 500 yen.", [("500 yen", "500", "JPY", "=")]),
    ("It cost 30 yuan.", [("30 yuan", "30", "CNY", "=")]),
    ("It cost 400 rand.", [("400 rand", "400", "ZAR", "=")]),
    ("It cost 100 Swiss francs.", [("100 Swiss francs", "100", "CHF", "=")]),
    ("It cost 100 Canadian dollars.", [("100 Canadian dollars", "100", "CAD", "=")]),
    ("It cost SEK 500.", [("SEK 500", "500", "SEK", "=")]),
    ("It cost €2-3bn.", [("€2", "2000000000", "EUR", ">="), ("3bn", "3000000000", "EUR", "<=")]),
    ("It cost €5–10m.", [("€5", "5000000", "EUR", ">="), ("10m", "10000000", "EUR", "<=")]),
    ("They paid £2m-£3m.", [("£2m", "2000000", "GBP", ">="), ("£3m", "3000000", "GBP", "<=")]),
    ("It cost $2bn–$3bn.", [("$2bn", "2000000000", "USD", ">="), ("$3bn", "3000000000", "USD", "<=")]),
    ("It needs 2–3bn.", [("2", "2000000000", "", ">="), ("3bn", "3000000000", "", "<=")]),
    # ranges and changes
    ("Prices rose by 10–20%.", [("10", "10", "percent", ">="), ("20%", "20", "percent", "<=")]),
    ("Wages range from 5 to 7 percent.", [("5", "5", "percent", ">="), ("7 percent", "7", "percent", "<=")]),
    ("Inflation rose from 5 to 7 percent.", [("5", "5", "percent", "="), ("7 percent", "7", "percent", "=")]),
    ("Many 18- to 24-year-olds voted.", [("18", "18", "year", ">="), ("24-year-olds", "24", "year", "<=")]),
    # shares and factors
    ("Rates fell by 25 basis points.", [("25 basis points", "25", "basis point", "=")]),
    ("Rates fell by two percentage points.", [("two percentage points", "2", "percentage point", "=")]),
    ("Prices rose by 0.5 per cent.", [("0.5 per cent", "0.5", "percent", "=")]),
    ("One in three women smoke.", [("One in three", "0.3333", "woman", "=")]),
    ("Three in five voters agree.", [("Three in five", "0.6", "voter", "=")]),
    ("Two thirds of the voters agree.", [("Two thirds", "0.6667", "", "=")]),
    ("A quarter of the voters agree.", [("A quarter", "0.25", "", "=")]),
    ("More than twice as many people came.", [("More than twice", "2", "factor", ">")]),
    ("Prices doubled.", [("doubled", "2", "factor", "=")]),
    ("Sales have tripled.", [("tripled", "3", "factor", "=")]),
    ("He voted twice.", []),
    # round numbers
    ("Dozens of people died.", [("Dozens", "12", "person", "~")]),
    ("Hundreds of people fled.", [("Hundreds", "100", "person", "~")]),
    ("Hundreds of thousands of people fled.", [("Hundreds of thousands", "100000", "person", "~")]),
    # measures
    ("He works a 12-hour shift.", [("12-hour", "12", "hour", "=")]),
    ("It is between 65 and 80.", [("65", "65", "", ">="), ("80", "80", "", "<=")]),
    ("It hums at 5 to 7 kilohertz.", [("5", "5", "kilohertz", ">="), ("7 kilohertz", "7", "kilohertz", "<=")]),
    ("It was 38.1C.", [("38.1C", "38.1", "degree Celsius", "=")]),
    ("It was 31°C.", [("31°C", "31", "degree Celsius", "=")]),
    ("It was minus 3 degrees.", [("minus 3 degrees", "-3", "degree", "=")]),
    ("Inflation fell for the first time in six years.", [("six", "6", "year", "=")]),
    # none
    ("They had a 3-1 win.", []),
    ("They won 3-1.", []),
    ("They won 3–1.", []),
    ("Pages 10–20 are missing.", []),
    ("He served from 2009–2014.", []),
    ("Call 020 7946 0958 now.", []),
    ("Article 5 applies.", []),
    ("A Boeing 737 crashed.", []),
    ("They closed Highway 1.", []),
    ("Channel 4 reported it.", []),
    ("The G7 met.", []),
    ("It was marked Protected B.", []),
    ("He came third.", []),
    ("It was the 126th.", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_quantity_is_read_as_a_careful_human_would(
    parse: Language, text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    doc = parse(text)
    found = quantities.find(doc)
    assert [(q.text, q.value, q.unit, q.comparator) for q in found] == [
        (words, Decimal(value), unit, comparator) for words, value, unit, comparator in expected
    ]
    assert all(doc.text[q.start : q.end] == q.text for q in found)


@pytest.mark.parametrize("number", ["1.2bn", "Two thirds", "$9" + "9" * 5000, "-1"])
def test_absurd_numbers_do_not_raise(parse: Language, number: str) -> None:
    doc = parse(f"There are {number} {'million ' * 300}ships.")
    assert all(doc.text[q.start : q.end] == q.text for q in quantities.find(doc))
