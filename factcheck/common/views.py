"""What every list of the API has in common, and the views of the API that belong to no app."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.http import escape_leading_slashes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.common import parameters
from factcheck.common.problem import TYPES


class Strict(APIView):
    """Refuses query parameters that it doesn't know, and other methods before it asks who sends them."""

    def known_parameters(self) -> dict[str, bool]:
        """The query parameters by name, each with whether it may be repeated."""
        return {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Runs before every method."""
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        known = self.known_parameters()
        repeatable = [name for name, repeated in known.items() if repeated]
        parameters.check(request.query_params, known=known, repeatable=repeatable)


@extend_schema(exclude=True)
class ProblemTypeView(Strict):
    """What a type of problem means, at the address that names it."""

    def get(self, request: Request, slug: str) -> Response:
        """Title, status and meaning."""
        if not (kind := TYPES.get(slug)):
            raise Http404
        return Response({"type": kind.uri, "title": kind.title, "status": kind.status, "meaning": kind.meaning})


@extend_schema(exclude=True)
class NothingHere(APIView):
    """Every address below /api/ where nothing is. Where only the last slash is missing, a redirect as of Django."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Any method: it isn't the method that is wrong."""
        with_slash = f"{request.path_info}/"
        if request.method in ("GET", "HEAD") and not request.path_info.endswith("/") and self._leads(with_slash):
            query = request.META.get("QUERY_STRING", "")
            target = escape_leading_slashes(f"{request.path}/" + (f"?{query}" if query else ""))
            return HttpResponse(status=301, headers={"Location": target})
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nobody needs to say who they are for this."""
        raise Http404

    @staticmethod
    def _leads(path: str) -> bool:
        try:
            return getattr(resolve(path).func, "cls", None) is not NothingHere
        except Resolver404:
            return False
