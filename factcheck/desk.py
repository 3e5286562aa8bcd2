"""How the desk (the admin) looks and how its rooms are grouped: django-unfold's settings, in the newsroom's words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy


def _page(title: str, icon: str, model: str) -> dict[str, Any]:
    """A line of the sidebar, for those who may see the model's rows."""
    app, name = model.split(".")

    def may_see(request: HttpRequest) -> bool:
        return request.user.has_perm(f"{app}.view_{name}")

    link = reverse_lazy(f"admin:{app}_{name}_changelist")
    return {"title": title, "icon": icon, "link": link, "permission": may_see}


def _place(title: str, icon: str, name: str, permission: str) -> dict[str, Any]:
    """A line of the sidebar for a page that belongs to no one model."""

    def may_see(request: HttpRequest) -> bool:
        return request.user.has_perm(permission)

    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}"), "permission": may_see}


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "factcheck",
    "SITE_HEADER": "factcheck",
    "SITE_SUBHEADER": "claims, evidence, verdicts",
    "SITE_SYMBOL": "fact_check",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("claims/icon.svg")},
    ],
    "SHOW_BACK_BUTTON": False,
    "BORDER_RADIUS": "6px",
    "STYLES": [lambda request: static("claims/desk.css")],
    "SCRIPTS": [lambda request: static("claims/desk.js")],
    "DASHBOARD_CALLBACK": "claims.admin.dashboard.dashboard",
    "COLORS": {
        # A blue whose 600 on white and 500 on the dark ground keep WCAG 2.2's 4.5:1 (success criterion 1.4.3).
        "primary": {
            "50": "oklch(97% .014 254.604)",
            "100": "oklch(93.2% .032 255.585)",
            "200": "oklch(88.2% .059 254.128)",
            "300": "oklch(80.9% .105 251.813)",
            "400": "oklch(70.7% .165 254.624)",
            "500": "oklch(62.3% .188 259.815)",
            "600": "oklch(50% .2 262.881)",
            "700": "oklch(45% .19 264.376)",
            "800": "oklch(40% .16 265.638)",
            "900": "oklch(35% .13 265.522)",
            "950": "oklch(26% .08 267.935)",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "title": "Queue",
                "items": [
                    {"title": "Desk", "icon": "home", "link": reverse_lazy("admin:index")},
                    _page("Claims", "format_quote", "claims.claim"),
                    _page("Assessments", "balance", "claims.assessment"),
                    _page("Verdicts", "gavel", "claims.verdict"),
                    _place("Editor's desk", "stacks", "claims_editors_desk", "claims.approve_verdict"),
                    _place("Figures", "monitoring", "claims_figures", "claims.view_claim"),
                ],
            },
            {
                "title": "Material",
                "items": [
                    _page("Documents", "article", "sources.document"),
                    _page("Sources", "record_voice_over", "sources.source"),
                    _page("Relationships", "account_tree", "sources.relationship"),
                    _page("Same source?", "join_inner", "sources.likeness"),
                    _page("Evidence", "search_insights", "claims.evidence"),
                ],
            },
            {
                "title": "Provenance",
                "collapsible": True,
                "items": [
                    _page("Snapshots", "photo_camera", "sources.snapshot"),
                    _page("Appearances", "location_on", "claims.appearance"),
                    _page("Citations", "alt_route", "sources.citation"),
                    _page("Extraction runs", "play_circle", "claims.extractionrun"),
                ],
            },
            {
                "title": "Settings",
                "collapsible": True,
                "items": [
                    _page("Rating scale", "star_half", "claims.rating"),
                    _page("Software agents", "smart_toy", "sources.softwareagent"),
                    _place("Tokens", "key", "access_token_changelist", "access.add_token"),
                    _place("Webhooks", "webhook", "claims_webhook_changelist", "claims.add_webhook"),
                    _page("People", "person", "auth.user"),
                    _page("Roles", "groups", "auth.group"),
                ],
            },
        ],
    },
}
