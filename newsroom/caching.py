"""How long an answer may be kept: the one place that says so.

Nothing may be served from a copy after it stopped being true, and no header may tell that something
waits. So a public page may be stored by anyone but must be checked with us before each use
(RFC 9111, `no-cache`), at the price of one small 304; everything else is not stored at all.
"""

from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import parse_http_date_safe

PUBLIC = "public, no-cache"
PRIVATE = "private, no-store"


def _remembered(key, make):
    """`request.remembered(key, make)`: what `make()` gives, or gave to somebody who asked for the same
    `key` (a text) while the public read the same. It may depend on nothing but the key and on what anybody
    may read, and must be plain enough to pickle.
    """
    return make()


class PublicCacheMiddleware:
    """Sets `Cache-Control` and a strong ETag on answers that every visitor gets alike.

    A view that shows something to named people only sets `Cache-Control` itself (`PRIVATE`), and is
    left alone. Answers that set a cookie or vary by one, errors, and anything but GET and HEAD
    are never stored.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.remembered = _remembered
        response = self.get_response(request)
        if response.has_header("Cache-Control") or response.streaming:
            return response
        same_for_all = (
            request.method in ("GET", "HEAD")
            and response.status_code in (200, 301, 304)
            and not response.cookies
            and "cookie" not in response.get("Vary", "").lower()
        )
        response["Cache-Control"] = PUBLIC if same_for_all else PRIVATE
        if not same_for_all or response.status_code != 200:
            return response
        set_response_etag(response)
        return get_conditional_response(
            request,
            etag=response.get("ETag"),
            last_modified=parse_http_date_safe(response.get("Last-Modified", "")),
            response=response,
        )
