"""The methods: claims.search, claims.imageSearch, and pages.create, get, list, update, delete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import MethodNotAllowed, NotAuthenticated
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import markup
from claims.models import MarkupPage
from claims.rules import MARK_UP
from factcheck.common.acts import require
from sources.capture.metadata import clean_language, clean_url

from . import masks, parameters, tokens
from .bodies import BodyParser, markup_of, shown_page
from .claims import claims, host_of
from .errors import MEDIA_TYPE, Refusal, bad_request, handle
from .parameters import Asked
from .search import Hit, Question, Start, find, own_language
from .shapes import EMPTY, IMAGE_SEARCH, INTEGER, PAGE, PAGES, SEARCH, STRING, Message, listed, shown, snake

PAGE_SIZE = 10
MAX_CLAIMS = 100  # a page of the search; who asks for more gets as many
MAX_PAGES = 50
MAX_OFFSET = 1000
MAX_DAYS = 365_000

PAGED: Mapping[str, str] = {"pageSize": INTEGER, "pageToken": STRING, "offset": INTEGER}
SEARCHED: Mapping[str, str] = PAGED | {  # type: ignore[operator]
    "query": STRING,
    "languageCode": STRING,
    "reviewPublisherSiteFilter": STRING,
    "maxAgeDays": INTEGER,
}
IMAGE: Mapping[str, str] = PAGED | {"imageUri": STRING, "languageCode": STRING}  # type: ignore[operator]
LISTED: Mapping[str, str] = PAGED | {"url": STRING, "organization": STRING}  # type: ignore[operator]


class Json(BaseContentNegotiation):
    """JSON, whatever the client accepts: as Google's servers do."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """The one for JSON, unless the client says that it is something else."""
        kind = (request.content_type or "application/json").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """The first."""
        return renderers[0], renderers[0].media_type


@extend_schema(exclude=True)  # Google's own discovery document describes it
class GoogleView(APIView):
    """A resource. methods maps an HTTP method to the query parameters that it takes and the message it answers with."""

    methods: Mapping[str, tuple[Mapping[str, str], Message]]
    parser_classes = [BodyParser]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = Json
    asked: Asked

    def get_exception_handler(self) -> Any:
        """Errors in Google's shape."""
        return handle

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """A GET whose address would be too long comes as a POST that says so: Google's clients send it that way."""
        override = request.headers.get("X-HTTP-Method-Override", "")
        if (
            request.method == "POST"
            and override == "GET"
            and request.content_type == "application/x-www-form-urlencoded"
        ):
            request.GET = request.POST
            request.method = "GET"
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Runs before every method: nothing is done for a request of which a part isn't understood."""
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method in self.methods:
            self.asked = parameters.read(request.query_params, *self.methods[method])

    def reply(self, body: dict[str, Any]) -> HttpResponse:
        """200, with what is wanted of the body."""
        return JsonResponse(
            masks.apply(self.asked.mask, body),
            content_type=MEDIA_TYPE,
            json_dumps_params={"ensure_ascii": False, "indent": 2 if self.asked.pretty else None},
        )

    def site(self, name: str) -> str:
        """The host that a parameter names, from how people write it; "" where it isn't given."""
        written = self.asked.text(name).strip()
        try:
            host = markup.site_of(written if "//" in written else f"//{written}")
        except ValueError:
            host = ""
        if written and not host:
            what = f"{snake(name)} is {shown(written)!r}, which is no site; write it like nytimes.com."
            raise bad_request([(snake(name), what)])
        return host

    def place(self) -> list[Any] | None:
        """Where the page begins, as its token has it; none for the first page."""
        token = self.asked.text("pageToken")
        return tokens.read(token, self.request.path, self.asked.values) if token else None

    def token(self, *place: Any) -> str:
        """For the page that begins here."""
        return tokens.write(place, self.request.path, self.asked.values)

    def offset(self) -> int:
        """How many rows to leave out; counts on the first page alone."""
        if self.asked.text("pageToken"):
            return 0
        offset = self.asked.number("offset")
        if offset > MAX_OFFSET:
            what = f"offset is {offset:,}; {MAX_OFFSET:,} is the most. Go on with page_token."
            raise bad_request([("offset", what)])
        return offset


class ClaimSearch(GoogleView):
    """claims.search: fact checks that are published now. Everybody may ask, and all are answered alike."""

    methods = {"GET": (SEARCHED, SEARCH)}

    def get(self, request: Request) -> HttpResponse:
        """Claims with their reviews."""
        question = self._question()
        size = self.asked.number("pageSize", most=MAX_CLAIMS, otherwise=PAGE_SIZE)
        offset = self.offset()
        hits, floor = find(question, self._start(), offset + size + 1)
        page = hits[offset : offset + size]
        token = ""
        if len(hits) > offset + size:
            last = page[-1]
            line = floor.isoformat() if floor else ""
            token = self.token(last.rank, last.at.isoformat(), str(last.id), last.number, line)
        return self.reply(listed("claims", claims(page, request._request, question.language), token))

    def _question(self) -> Question:
        query, site = self.asked.text("query").strip(), self.site("reviewPublisherSiteFilter")
        if not query and not site:
            what = "query is missing; give words to look for, or a review_publisher_site_filter."
            raise bad_request([("query", what)])
        language = _language(self.asked.text("languageCode"))
        days = self.asked.number("maxAgeDays", most=MAX_DAYS)
        return Question(
            query=query,
            language=language,
            site=site,
            ours=not site or site in self._own_sites(),
            theirs=not language or language == own_language(),
            since=timezone.now() - timedelta(days=days) if days else None,
        )

    def _own_sites(self) -> set[str]:
        named = {markup.site_of(f"//{host}") for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))}
        return {host_of(self.request._request), *named}

    def _start(self) -> Start | None:
        place = self.place()
        if place is None:
            return None
        rank, at, pk, number, line = place
        floor = datetime.fromisoformat(line) if line else None
        return Start(Hit(rank, datetime.fromisoformat(at), UUID(pk), number), floor)


class ImageSearch(GoogleView):
    """claims.imageSearch: none here."""

    methods = {"GET": (IMAGE, IMAGE_SEARCH)}

    def get(self, request: Request) -> NoReturn:
        """Says so."""
        raise Refusal("This server keeps no images to compare with; search by words: claims:search?query=…", status=501)


class OfPages(GoogleView):
    """Pages are for those who may mark them up. scope is the one that a token needs."""

    scope = "markup"

    @property
    def person(self) -> User:
        """Who asks: check_permissions lets nobody else in."""
        return cast("User", self.request.user)

    def check_permissions(self, request: Request) -> None:
        """A person, with the right."""
        if not request.user.is_authenticated:
            raise NotAuthenticated(
                "Request is missing required authentication credential: send `Authorization: Bearer …`."
            )
        super().check_permissions(request)
        require(request.user, MARK_UP)


class Pages(OfPages):
    """pages.list and pages.create."""

    methods = {"GET": (LISTED, PAGES), "POST": ({}, PAGE)}

    def get(self, request: Request) -> HttpResponse:
        """The newsroom's pages, the last created first; of one address, the one page that it has, if it has."""
        url, organization = self.asked.text("url"), self.site("organization")
        if url and organization:
            raise bad_request([("url", "url and organization are both given; give one.")])
        rows = markup.pages(by=self.person).order_by("-id")
        if url:
            found = rows.filter(page_url=_canonical(url))
            return self.reply(listed("claimReviewMarkupPages", map(shown_page, found), ""))
        if organization:
            rows = rows.filter(site=organization)
        if (place := self.place()) is not None:
            rows = rows.filter(id__lt=UUID(place[0]))
        size = self.asked.number("pageSize", most=MAX_PAGES, otherwise=PAGE_SIZE)
        offset = self.offset()
        page = list(rows[offset : offset + size + 1])
        token = self.token(str(page[size - 1].pk)) if len(page) > size else ""
        return self.reply(listed("claimReviewMarkupPages", map(shown_page, page[:size]), token))

    def post(self, request: Request) -> HttpResponse:
        """Mark a page up."""
        said, _ = markup_of(request.data)
        return self.reply(shown_page(markup.create_page(said, by=self.person)))


class Page(OfPages):
    """pages.get, pages.update and pages.delete."""

    methods = {"GET": ({}, PAGE), "PUT": ({}, PAGE), "DELETE": ({}, EMPTY)}

    def get(self, request: Request, page: str) -> HttpResponse:
        """The page."""
        return self.reply(shown_page(self._page(page)))

    def put(self, request: Request, page: str) -> HttpResponse:
        """Replace all that it says."""
        there = self._page(page)
        said, seen = markup_of(request.data, there.name)
        try:
            return self.reply(shown_page(markup.update_page(there, said, by=self.person, seen=seen)))
        except MarkupPage.DoesNotExist:
            raise _not_found() from None

    def delete(self, request: Request, page: str) -> HttpResponse:
        """Take its markup back."""
        try:
            markup.delete_page(self._page(page), by=self.person)
        except MarkupPage.DoesNotExist:
            raise _not_found() from None
        return self.reply({})

    def _page(self, name: str) -> MarkupPage:
        try:
            return markup.pages(by=self.person).get(pk=UUID(name))
        except (ValueError, MarkupPage.DoesNotExist):
            raise _not_found() from None


def _not_found() -> Refusal:
    return Refusal("Requested entity was not found.", status=404)


def _language(written: str) -> str:
    """The primary subtag; the region is not considered. "" for none."""
    try:
        return clean_language(written).split("-")[0]
    except ValueError as error:
        what = f"language_code is {shown(written)!r}, and {error}; write it like en-US."
        raise bad_request([("language_code", what)]) from error


def _canonical(written: str) -> str:
    try:
        return clean_url(written)
    except ValueError as error:
        raise bad_request([("url", f"url can't be used: {error}.")]) from error
