"""A deprecation that makes no sense is refused where it is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from factcheck.common.http.deprecation import Deprecation

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def test_nothing_goes_before_it_is_deprecated() -> None:
    with pytest.raises(ValueError, match="RFC 9745"):
        Deprecation(SINCE, datetime(2025, 12, 31, tzinfo=UTC), "/api/docs/")


@pytest.mark.parametrize(
    ("since", "sunset"),
    [(datetime(2026, 1, 1), None), (SINCE, datetime(2027, 1, 1))],  # noqa: DTZ001
)
def test_a_moment_without_a_time_zone_is_refused(since: datetime, sunset: datetime | None) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Deprecation(since, sunset, "/api/docs/")
