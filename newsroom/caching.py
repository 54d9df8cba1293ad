"""How long an answer may be kept, and by whom: the one place that says so.

Nothing may be served from a copy after it stopped being true, and nothing may tell that something waits. So
a public page may be stored by anyone but must be checked with us before each use (RFC 9111, `no-cache`), at
the price of one small 304; everything else is not stored at all. A lifetime would either outlast a
withdrawal or, if it were shortened, announce an embargo.

Here a page is kept under the state of what the public may read (`public_version.py`), of which every request
asks first, in one query. So what is kept is never wrong: it is found no more from the request on that follows
a change, and from the very microsecond at which something goes public, on every server. What a page tells of
the clock itself, that a contact is back or an office open, turns at a full `step`, which is kept as well.

Its validator is an ETag of its bytes, the same whoever renders it and whatever happens behind. There is no
`Last-Modified`: a page from which something goes is no newer than before, two changes may fall into one
second, and the instant of the last change anywhere would tell of changes that nobody may see.
"""

from dataclasses import dataclass
from functools import cache, cached_property, wraps
from hashlib import blake2b, sha256
from pathlib import Path
from time import sleep

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.crypto import salted_hmac

from .memory import Memory
from .public_version import public_state

# Seconds. It is midnight somewhere at each quarter of an hour (UTC); office hours are told to the minute.
QUARTER, MINUTE = 900, 60
PUBLIC = "public, no-cache"
PRIVATE = "private, no-store"
MOST = 2_000_000  # bytes; a page beyond that is made each time
MADE_OF = ("newsroom", "releases", "contacts", "templates", "static")
# Seconds, about two in all, to wait for a page that another renders.
PAUSES = (0.005, 0.01, 0.02, *[0.05] * 40)


# What is asked ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parameters:
    """What a view reads of the query: parameters of `one` value, of which the last one counts, those that
    may have `many`, in no order, and those in which somebody types what nobody else asks for. The clock alone
    changes nothing of it within a `step`.
    """

    one: tuple = ()
    many: tuple = ()
    typed: tuple = ()
    step: int = QUARTER

    def of(self, query):
        """This query with nothing else in it, and each list the same however it was asked for."""
        found = QueryDict(mutable=True)
        for name in (*self.typed, *self.one):
            if value := query.get(name):
                found[name] = value
        for name in self.many:
            if values := sorted(set(filter(None, query.getlist(name)))):
                found.setlist(name, values)
        found._mutable = False
        return found


def kept(view, *one, many=(), typed=(), step=QUARTER):
    """The view of a public page that may be kept, and which parameters it reads: it is shown no others.

    Its answer may depend on nothing but these, its address, what anybody may read at this moment and which
    `step` of the clock it is, in seconds from a full hour. One with a typed parameter is not kept.
    """
    parameters = Parameters(one, tuple(many), tuple(typed), step)

    @wraps(view)
    def reads(request, *args, **kwargs):
        request.GET = parameters.of(request.GET)
        request.META["QUERY_STRING"] = request.GET.urlencode()
        return view(request, *args, **kwargs)

    reads.parameters = parameters
    return reads


@cache
def edition():
    """A word for the code, templates and settings that pages are made of: once any of them has changed,
    nothing that was made before is found.
    """
    home = Path(settings.BASE_DIR)
    files = [path for folder in MADE_OF for path in (home / folder).rglob("*.*")] + [
        home / "requirements.txt"
    ]
    read = {
        str(path.relative_to(home)): sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file() and path.suffix not in (".pyc", ".po")
    }
    plain = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    said = [(name, value) for name, value in plain.items() if isinstance(value, (str, int))]
    return salted_hmac("newsroom.caching", repr((sorted(read.items()), said))).hexdigest()


# What is remembered -----------------------------------------------------------------------------


class Remembered:
    """`request.remembered(key, make)`: what `make()` gives, or gave to somebody who asked for the same
    `key` (a text) while the public read the same. It may depend on nothing but the key and on what anybody
    may read, must be plain enough to pickle, and not None.
    """

    def __init__(self, memory):
        self.memory, self.made = memory, {}

    @cached_property
    def state(self):
        """As it was when this was first asked for; None if nothing may be kept."""
        return None if settings.DEBUG else public_state(timezone.now())

    def __call__(self, key, make):
        if self.state is None:
            return make()
        name = self.name("value", key)
        found = self.made.get(name)
        if found is None:
            found = self.memory.get(name)
        if found is None:
            found = self.made[name] = make()
        return found

    def name(self, *of):
        return blake2b("\n".join([edition(), self.state, *of]).encode(), digest_size=20).hexdigest()

    def keep(self):
        """Keeps what was made, if all of it is still what the public reads."""
        if self.made and public_state(timezone.now()) == self.state:
            for name, value in self.made.items():
                self.memory.set(name, value)


# What is answered -------------------------------------------------------------------------------


class PublicCacheMiddleware:
    """Answers with a page that was kept, or keeps the one that the view made.

    It sets `Cache-Control` and a strong ETag on answers that every visitor gets alike. A view that shows
    something to named people only sets `Cache-Control` itself (`PRIVATE`), and is left alone. Whoever has a
    session, and answers that set a cookie or vary by anything, errors, and anything but GET and HEAD, are
    passed through. It stands outside whatever adds headers that are the same each time, so that they are
    kept as well.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.memory = Memory()

    def __call__(self, request):
        remembered = request.remembered = Remembered(self.memory)
        name = self._name(request, remembered)
        if name is None:
            response = _labelled(request, self.get_response(request))
            remembered.keep()
        elif page := self.memory.get(name) or self._awaited(name):
            response = HttpResponse(page[0], headers=dict(page[1]))
        else:
            response = self._made(request, remembered, name)
        return _checked(request, response)

    def _name(self, request, remembered):
        """The name under which what is asked for is kept, or None if it is not."""
        if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return None
        try:
            parameters = getattr(resolve(request.path_info).func, "parameters", None)
            query = parameters and parameters.of(request.GET)
            address = request.build_absolute_uri(request.path)
        except (Resolver404, SuspiciousOperation):  # what is wrong with it is said further in
            return None
        if query is None or any(name in query for name in parameters.typed) or remembered.state is None:
            return None
        step = timezone.now().timestamp() // parameters.step
        return remembered.name("page", address, query.urlencode(), str(step))

    def _awaited(self, name):
        """The page, if somebody else is rendering it at this very moment; None if that falls to us."""
        if self.memory.claim(name):
            if page := self.memory.get(name):  # it was made since we looked
                self.memory.release(name)
            return page
        for pause in PAUSES:
            sleep(pause)
            if page := self.memory.get(name):
                return page
            if not self.memory.is_claimed(name):
                break
        return None

    def _made(self, request, remembered, name):
        try:
            response = _labelled(request, self.get_response(request))
            if request.method == "GET" and _is_to_be_kept(response):
                remembered.made[name] = response.content, tuple(response.items())
            remembered.keep()
        finally:
            self.memory.release(name)
        return response


def _labelled(request, response):
    """The answer with its `Cache-Control` and ETag."""
    if response.has_header("Cache-Control") or response.streaming:
        return response
    same_for_all = (
        request.method in ("GET", "HEAD")
        and response.status_code in (200, 301, 304)
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
    )
    response["Cache-Control"] = PUBLIC if same_for_all else PRIVATE
    if same_for_all and response.status_code == 200:
        set_response_etag(response)
    return response


def _is_to_be_kept(response):
    return (
        response.status_code == 200
        and response.get("Cache-Control") == PUBLIC
        and not response.streaming
        and not response.has_header("Vary")
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and len(response.content) <= MOST
    )


def _checked(request, response):
    """The answer or, for whoever has just these bytes, 304."""
    if response.get("Cache-Control") != PUBLIC or response.status_code != 200:
        return response
    return get_conditional_response(request, etag=response["ETag"], response=response)
