"""The drawing of where a claim comes from, in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from sources.provenance.diagram import diagram
from sources.provenance.drawing.style import DARK, LIGHT
from sources.provenance.outline import outline, outline_html
from tests.benchmarks.provenance_diagram import coverage
from tests.unit.sources.provenance.pictures import greenland

OUTSIDE = """() => [...document.querySelectorAll('.fc-g-node')].flatMap((node) => {
  const box = node.querySelector('.fc-g-box').getBoundingClientRect();
  return [...node.querySelectorAll('text:not(.fc-g-number, .fc-g-loop)')].filter((text) => {
    const words = text.getBoundingClientRect();
    return words.left < box.left + 8 || words.right > box.right - 8 || words.bottom > box.bottom - 4;
  }).map((text) => text.textContent);
})"""
GROUND = "() => getComputedStyle(document.querySelector('.fc-g-ground')).fill"


def show(page: Page, svg: str, html_class: str = "") -> None:
    page.set_content(
        f'<!doctype html><html lang="en" class="{html_class}"><title>Drawing</title><main><h1>Drawing</h1>{svg}</main>'
    )


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


def test_all_words_stand_within_their_boxes(page: Page) -> None:
    show(page, diagram(*coverage(60), title="Where it comes from"))
    assert page.locator(".fc-g-node").count() == 60
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawing_and_its_list_have_no_barrier(page: Page, scheme: str) -> None:
    nodes, edges, lineage = greenland()
    address = "/admin/{}/".format
    svg = diagram(nodes, edges, lineage, title="Where it comes from", href=lambda node: address(node.key))
    listed = outline_html(outline(nodes, edges, "c", lineage), href=lambda node: address(node.key))
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    show(page, svg + listed)
    found = Axe().run(page).response
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]] == []


def test_the_keyboard_goes_from_the_origins_to_the_claim(page: Page) -> None:
    show(page, diagram(*greenland(), title="Where it comes from", href=lambda node: f"/{node.key}/"))
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert set(reached[:2]) == {"/rutte/", "/anon/"}
    assert reached[2] == "/work/"
    assert set(reached[3:5]) == {"/rte/", "/blog/"}
    assert reached[5] == "/c/"
    assert page.get_by_role("link", name="Article: Trump drops tariff threat, 22 Jan 2026, by RTÉ; from: ").count() == 1


@pytest.mark.parametrize(
    ("scheme", "html_class", "colours"),
    [("light", "", LIGHT), ("dark", "", DARK), ("light", "dark", DARK), ("dark", "light", LIGHT)],
)
def test_the_page_says_light_or_dark_and_else_the_system(
    page: Page, scheme: str, html_class: str, colours: dict[str, str]
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    show(page, diagram([], [], title="Where it comes from"), html_class)
    assert page.evaluate(GROUND) == rgb(colours["ground"])
