"""What a careful human reads out of dates as news writes them, for an article of Thursday 22 January 2026."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from claims.extraction.steps import dates

THURSDAY = date(2026, 1, 22)

# sentence, then each expression as (words, value, grain)
TABLE = [
    # days
    ("He stepped back from his threats last night.", [("last night", "2026-01-21", "day")]),
    ("The tariffs go into effect on February 1st.", [("February 1st", "2026-02-01", "day")]),
    ("They met on Tuesday night.", [("Tuesday night", "2026-01-20", "day")]),
    ("Police were called in the early hours of Saturday.", [("early hours of Saturday", "2026-01-17", "day")]),
    ("The fire broke out in the early hours of this morning.", [("early hours of this morning", "2026-01-22", "day")]),
    ("Snow fell overnight.", [("overnight", "2026-01-21/2026-01-22", "day")]),
    ("He packed for an overnight stay.", []),
    ("He arrived the day before yesterday.", [("day before yesterday", "2026-01-20", "day")]),
    ("He will arrive the day after tomorrow.", [("day after tomorrow", "2026-01-24", "day")]),
    ("The council will vote on Monday.", [("Monday", "2026-01-26", "day")]),
    ("The council voted on Monday.", [("Monday", "2026-01-19", "day")]),
    ("The match is scheduled for next Saturday.", [("next Saturday", "2026-01-24", "day")]),
    ("She died on Christmas Day.", [("Christmas Day", "2025-12-25", "day")]),
    ("They met on New Year's Eve 1999.", [("New Year's Eve 1999", "1999-12-31", "day")]),
    ("The festival ran from 3 to 5 May 2025.", [("3 to 5 May 2025", "2025-05-03/2025-05-05", "day")]),
    ("It rained between 3 and 5 May 2025.", [("between 3 and 5 May 2025", "2025-05-03/2025-05-05", "day")]),
    ("They spoke ten days ago.", [("ten days ago", "2026-01-12", "day")]),
    ("They met the next day.", [("next day", None, "day")]),
    ("He was released the same day.", [("same day", None, "day")]),
    ("Two days later he resigned.", [("Two days later", None, "day")]),
    ("The judge spoke on Wednesday afternoon.", [("Wednesday afternoon", "2026-01-21", "day")]),
    # weeks
    ("The talks resume next week.", [("next week", "2026-W05", "week")]),
    ("They met two weeks ago.", [("two weeks ago", "2026-W02", "week")]),
    ("They met a fortnight ago.", [("a fortnight ago", "2026-W02", "week")]),
    ("Prices fell over the past week.", [("past week", "2026-W03/2026-W04", "week")]),
    ("The ship will return in two weeks.", [("in two weeks", "2026-W06", "week")]),
    ("They built it in two weeks.", []),
    ("More will follow in the coming weeks.", [("coming weeks", None, "week")]),
    # months
    ("He spoke earlier this month.", [("earlier this month", "2026-01", "month")]),
    ("The ban holds until March.", [("March", "2026-03", "month")]),
    ("The plant closed in mid-March 2025.", [("mid-March 2025", "2025-03", "month")]),
    ("Work lasted from March 2018 to October 2021.", [("from March 2018 to October 2021", "2018-03/2021-10", "month")]),
    ("The work lasted from March to October 2021.", [("from March to October 2021", "2021-03/2021-10", "month")]),
    ("The work lasted from November to March 2021.", [("from November to March 2021", "2020-11/2021-03", "month")]),
    ("Sales fell in the last six months.", [("last six months", "2025-07/2026-01", "month")]),
    ("Sales fell over the past 12 months.", [("past 12 months", "2025-01/2026-01", "month")]),
    ("The report came out in late November.", [("late November", "2025-11", "month")]),
    ("He was born in May of 1951.", [("May of 1951", "1951-05", "month")]),
    ("Sept. 2024 was warm.", [("Sept. 2024", "2024-09", "month")]),
    ("It must be paid by the end of the month.", [("end of the month", "2026-01", "month")]),
    # quarters, halves, seasons
    ("Profits rose in the first quarter of 2025.", [("first quarter of 2025", "2025-33", "quarter")]),
    ("The bank reported second-quarter profit of €3bn.", [("second-quarter", "2025-34", "quarter")]),
    ("Sales fell in the fourth quarter.", [("fourth quarter", "2025-36", "quarter")]),
    ("Sales fell in the third quarter of last year.", [("third quarter of last year", "2025-35", "quarter")]),
    ("Sales fell in Q2 2024.", [("Q2 2024", "2024-34", "quarter")]),
    ("Sales rose last quarter.", [("last quarter", "2025-36", "quarter")]),
    ("They reached the third quarter-final.", []),
    ("Exports grew in the first half of 2025.", [("first half of 2025", "2025-40", "half-year")]),
    ("He scored in the first half.", []),
    ("They met last spring.", [("last spring", "2025-21", "season")]),
    ("Flu is worse this winter.", [("this winter", "2025-24", "season")]),
    ("The bridge will open next summer.", [("next summer", "2026-22", "season")]),
    ("They met in the summer of 2024.", [("summer of 2024", "2024-22", "season")]),
    ("The troops left in autumn 2021.", [("autumn 2021", "2021-23", "season")]),
    ("They spring to life.", []),
    # years
    ("The law has applied since 2019.", [("2019", "2019", "year")]),
    ("Emissions should halve by 2030.", [("2030", "2030", "year")]),
    ("He served between 2011 and 2013.", [("between 2011 and 2013", "2011/2013", "year")]),
    ("He served from 2011 to 2013.", [("from 2011 to 2013", "2011/2013", "year")]),
    ("He served 2011–2013.", [("2011–2013", "2011/2013", "year")]),
    ("They won the title in the 2009-10 season.", [("2009-10", "2009/2010", "year")]),
    ("Inflation fell for the first time in six years.", [("for the first time in six years", "2020", "year")]),
    ("It fell for the first time in a decade.", [("for the first time in a decade", "201X", "decade")]),
    ("It fell for the first time in more than 20 years.", [("for the first time in more than 20 years", None, "year")]),
    ("It fell for the first time in years.", [("for the first time in years", None, "year")]),
    ("For the first time since 2019, it fell.", [("2019", "2019", "year")]),
    ("Rents rose in the last three years.", [("last three years", "2023/2026", "year")]),
    ("Rents will rise over the next five years.", [("next five years", "2026/2031", "year")]),
    ("They met twenty-five years ago.", [("twenty-five years ago", "2001", "year")]),
    ("They met 20 years ago.", [("20 years ago", "2006", "year")]),
    ("He resigned the following year.", [("following year", None, "year")]),
    ("He had resigned a year earlier.", [("a year earlier", None, "year")]),
    ("Sales doubled from the previous year.", [("previous year", None, "year")]),
    ("The mine will close later this year.", [("later this year", "2026", "year")]),
    ("It must be done by the end of the year.", [("end of the year", "2026", "year")]),
    ("It will be gone in five years' time.", [("in five years' time", "2031", "year")]),
    ("They met in late 2024.", [("late 2024", "2024", "year")]),
    ("Caesar was killed in 44 BC.", [("44 BC", "-0043", "year")]),
    # decades and centuries
    ("Prices rose in the 1990s.", [("1990s", "199X", "decade")]),
    ("Prices rose in the late 1990s.", [("late 1990s", "199X", "decade")]),
    ("Rents doubled over the past decade.", [("past decade", "2016/2026", "year")]),
    ("Rents doubled in the last two decades.", [("last two decades", "2006/2026", "year")]),
    ("She is in her 90s.", []),
    ("The church dates from the 19th century.", [("19th century", "18XX", "century")]),
    ("It is an 18th-century church.", [("18th-century", "17XX", "century")]),
    # the clock
    ("Police were called at 10.42am.", [("10.42am", "T10:42", "time")]),
    ("The ship left at 14:05 GMT.", [("14:05 GMT", "T14:05Z", "time")]),
    ("The vote began at five o'clock.", [("five o'clock", None, "time")]),
    ("The vote began at 5pm on Tuesday.", [("5pm", "T17:00", "time"), ("Tuesday", "2026-01-20", "day")]),
    ("The vote began at 5:30 p.m. yesterday.", [("5:30 p.m.", "T17:30", "time"), ("yesterday", "2026-01-21", "day")]),
    ("The curfew starts at midnight.", [("midnight", "T00:00", "time")]),
    # none
    ("He walked past the house.", []),
    ("The last day of the trial was long.", []),
    ("The next man in line spoke.", []),
    ("It was the last of its kind.", []),
    ("He is second in line.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_date_is_read_as_a_careful_human_would(
    parse: Language, text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    doc = parse(text)
    found = dates.find(doc, THURSDAY)
    assert [(d.text, d.value, d.grain) for d in found] == expected
    assert all(doc.text[d.start : d.end] == d.text for d in found)
