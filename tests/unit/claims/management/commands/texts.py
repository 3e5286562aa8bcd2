"""Three short articles in a folder, with speakers, a channel, numbers and a date."""

from __future__ import annotations

from pathlib import Path

RUTTE = (
    "---\ntitle: Allies step up\npublisher: Example News\npublished: 2026-01-22\n---\n"
    "Mark Rutte told Reuters in an interview on Thursday that NATO would spend 5% of GDP on defence.\n"
    "He said that the allies had agreed to it in June.\n"
)
TARIFFS = (
    "# Tariffs rise\n\nThe ministry of trade said that tariffs of up to 25% would be raised on 1 February.\n"
    "According to a source familiar with the talks, Denmark has not agreed to the plan.\n"
)
PAGE = (
    '<!doctype html><html lang="en"><head><title>Ice melts</title></head><body><article><h1>Ice melts</h1>'
    + "".join(
        f"<p>The institute reported that glacier number {n} in Greenland lost {n} metres of ice last year.</p>"
        for n in range(3, 9)
    )
    + "</article></body></html>"
)


def write_articles(folder: Path) -> list[str]:
    """The paths of the articles, in the order in which they are ingested."""
    (folder / "more").mkdir(parents=True)
    articles = {"a-rutte.txt": RUTTE, "b-tariffs.md": TARIFFS, "more/c-ice.html": PAGE}
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name in articles]
