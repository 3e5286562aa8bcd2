"""The look of a provenance drawing: colours for light and dark, type, icons.

Plain values and no CSS variables: drawings also go into PDF files, through renderers that paint an unknown value black.
"""

from __future__ import annotations

from ..types import Node, NodeKind

FACE = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

# Every text keeps 4.5:1 on "ground" and on "box", every line 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
LIGHT = {
    "ground": "#ffffff",
    "box": "#fafaf9",
    "start": "#eff4ff",
    "ink": "#1c1917",
    "quiet": "#57534e",
    "frame": "#8a847e",
    "line": "#78716c",
    "verdict": "#0f766e",
    "claim": "#1d4ed8",
    "evidence": "#7e22ce",
    "document": "#44403c",
    "work": "#92400e",
    "source": "#9d174d",
    "loop": "#b91c1c",
}
DARK = {
    "ground": "#111827",
    "box": "#1b2434",
    "start": "#172a4d",
    "ink": "#f5f5f4",
    "quiet": "#bdb8b3",
    "frame": "#79839a",
    "line": "#9aa3b2",
    "verdict": "#5eead4",
    "claim": "#93c5fd",
    "evidence": "#d8b4fe",
    "document": "#d6d3d1",
    "work": "#fcd34d",
    "source": "#f9a8d4",
    "loop": "#fca5a5",
}
TEXTS = ("ink", "quiet", "verdict", "claim", "evidence", "document", "work", "source", "loop")

# On a grid of 14 by 14, drawn as lines.
_PERSON = "M7 1.5a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6M1.8 13c.4-3 2.6-4.4 5.2-4.4s4.8 1.4 5.2 4.4"
_HOUSE = "M1.5 5 7 1.5 12.5 5zM3 5.5v6M7 5.5v6M11 5.5v6M1.2 12.5h11.6"
_ICONS = {
    NodeKind.VERDICT: "M7 1a6 6 0 1 0 0 12a6 6 0 1 0 0-12M4.2 7.2l2 2L10 5.2",
    NodeKind.EVIDENCE: "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M9.3 9.3 13 13",
    NodeKind.CLAIM: "M1.5 2h11v8h-6l-3 2.7V10h-2z",
    NodeKind.DOCUMENT: "M3 1h5.5l3 3v9H3zM8.5 1v3h3M5 7h4.5M5 9.7h4.5",
    NodeKind.WORK: "M7 6.2a.8.8 0 1 0 0 1.6a.8.8 0 1 0 0-1.6M4.4 4.2a4 4 0 0 0 0 5.6M9.6 4.2a4 4 0 0 1 0 5.6"
    "M2.2 2.2a7 7 0 0 0 0 9.6M11.8 2.2a7 7 0 0 1 0 9.6",
}
ROUND_ARROW = "M11.3 5.2A4.6 4.6 0 1 0 11.6 8M11.9 1.8v3.6H8.3"


def icon_of(node: Node) -> str:
    """The path of a node's icon; sources that are houses look like one."""
    houses = ("outlet", "agency", "organisation", "government")
    return _ICONS.get(node.kind) or (_HOUSE if node.type in houses else _PERSON)


def _rules(colour: dict[str, str], of: str) -> str:
    rules = {
        "fill": {
            "ground": "ground",
            "box": "box",
            "text": "ink",
            "quiet": "quiet",
            "mark": "ink",
            "number": "ground",
            "tag": "ground",
        },
        "stroke": {"box": "frame", "label": "ground", "quiet-line": "line", "origin": "ink", "tag": "loop"},
    }
    lines = [f"{of} .fc-g-{name}{{{way}:{colour[hue]}}}" for way, names in rules.items() for name, hue in names.items()]
    lines += [f"{of} .fc-g-start{{fill:{colour['start']};stroke:{colour['claim']}}}"]
    lines += [
        f"{of} .fc-g-{kind}{{fill:{colour[kind]}}}{of} .fc-g-{kind}-icon{{stroke:{colour[kind]}}}" for kind in NodeKind
    ]
    lines += [
        f"{of} .fc-g-edge path{{stroke:{colour['line']}}}{of} .fc-g-edge .fc-g-head{{fill:{colour['line']}}}",
        f"{of} .fc-g-edge.fc-g-looped path{{stroke:{colour['loop']}}}",
        f"{of} .fc-g-edge.fc-g-looped .fc-g-head,{of} .fc-g-loop{{fill:{colour['loop']}}}",
        f"{of} .fc-g-loop-icon{{stroke:{colour['loop']}}}",
        f"{of} a:hover .fc-g-box,{of} a:focus-visible .fc-g-box{{stroke:{colour['claim']}}}",
    ]
    return "\n".join(lines)


def _style() -> str:
    """Light; dark where the reader's system is dark, unless the page says light; dark where the page says so."""
    return f"""
.fc-graph{{font-family:{FACE}}}
.fc-graph text{{font-size:12px;unicode-bidi:plaintext;white-space:pre}}
.fc-graph .fc-g-title{{font-size:16px;font-weight:600}}
.fc-graph .fc-g-name{{font-size:14px;font-weight:500}}
.fc-graph .fc-g-sentence{{font-size:13px}}
.fc-graph .fc-g-kind{{font-weight:600;letter-spacing:.04em}}
.fc-graph .fc-g-number{{font-weight:700;text-anchor:middle}}
.fc-graph .fc-g-label{{text-anchor:middle;stroke-width:8px;stroke-linejoin:round;paint-order:stroke}}
.fc-graph .fc-g-end{{text-anchor:end}}
.fc-graph .fc-g-leftward{{direction:rtl}}
.fc-graph .fc-g-box{{stroke-width:1px}}
.fc-graph .fc-g-start{{stroke-width:1.5px}}
.fc-graph .fc-g-origin{{stroke-width:2.5px}}
.fc-graph .fc-g-anonymous{{stroke-dasharray:0 5;stroke-linecap:round;stroke-width:2.5px}}
.fc-graph .fc-g-icon,.fc-graph .fc-g-edge path{{fill:none;stroke-width:1.5px;stroke-linecap:round}}
.fc-graph .fc-g-icon{{stroke-linejoin:round}}
.fc-graph .fc-g-edge.fc-g-looped path{{stroke-width:2px}}
.fc-graph .fc-g-edge.fc-g-proposed path{{stroke-dasharray:6 5;stroke-linecap:butt}}
.fc-graph .fc-g-edge .fc-g-head{{stroke:none}}
.fc-graph a{{cursor:pointer;text-decoration:none;outline:none}}
.fc-graph a:hover .fc-g-name,.fc-graph a:focus-visible .fc-g-name{{text-decoration:underline}}
.fc-graph a:focus-visible .fc-g-box{{stroke-width:4px;stroke-dasharray:none}}
{_rules(LIGHT, ".fc-graph")}
@media screen and (prefers-color-scheme:dark){{
{_rules(DARK, ":root:not(.light) .fc-graph")}
{_rules(DARK, ".fc-graph:root")}
}}
@media screen{{
{_rules(DARK, ".dark .fc-graph")}
}}
"""


STYLE = _style()
