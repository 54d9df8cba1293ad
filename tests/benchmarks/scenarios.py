"""What readers and editors ask for, and what the answer must hold to be right."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection

ABSENT = "nowhereinanyreleasek"


@dataclass(frozen=True)
class Scenario:
    """`requests` as `client.py` reads them. `server` is "kept" (as it runs for real) or "fresh" (the same
    without its cache, so that each page is made anew). `grows` if its cost at two sizes is compared.
    """

    name: str
    requests: list
    server: str = "fresh"
    grows: bool = True
    budget: float | None = None  # at most this many times the bare view's CPU
    rate: float | None = None  # at least this part of the bare view's requests a second
    most: int | None = None  # queries
    given: dict = field(default_factory=dict)  # the yardstick's figures, at 100,000


def page(path, *expect, **headers):
    return {"path": path, "expect": list(expect), "headers": headers}


def rows(path, slugs, **headers):
    return page(path, *(f"/releases/{slug}/" for slug in slugs), **headers)


def get(server, request):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=300)
    connection.request("GET", request["path"], headers=request["headers"])
    answer = connection.getresponse()
    return answer, answer.read().decode()


def unchanged(server, request):
    """The same request by a reader who has the page already."""
    answer, _body = get(server, request)
    return page(request["path"], **{"If-None-Match": answer.headers["ETag"]}) | {"status": 304}


def sitemaps(server):
    """(the index, one part from the middle): the same where there is one file only."""
    _answer, body = get(server, page("/sitemap.xml"))
    parts = re.findall(r"<sitemap>\s*<loc>http://[^/]+([^<]+)</loc>", body)
    parts = [one.replace("&amp;", "&") for one in parts if "news" not in one and "releases" in one] or [
        "/sitemap.xml"
    ]
    return page("/sitemap.xml", "<loc>"), page(
        parts[(len(parts) - 1) // 2], "<loc>", "/releases/release-", "<loc>"
    )


def bare(facts):
    return [page(f"/{slug}/", title) for slug, title in facts["details"]]


def yardstick(wagtail, wordpress=None):
    return {"Wagtail": wagtail, "WordPress": wordpress}


def scenarios(facts, kept, fresh):
    newest = rows("/releases/", facts["newest"])
    details = [page(f"/releases/{slug}/", f">{title}</h1>") for slug, title in facts["details"]]
    signed_in = {"Cookie": facts["session"]}
    index, part = sitemaps(fresh)
    admin = "/admin/releases/release/"
    everything = f"year={facts['year']}&language={facts['language']}&topic={facts['topic']}"
    # In quotes, since without them the last word is a beginning of others too.
    common, rare = (f"%22{facts[name]}%22" for name in ("common_word", "rare_word"))
    # However many match, a page shows 20; the best first are any of those that match.
    any_common = ["/releases/release-"] if facts["with_common_word"] else []
    some_rare = [page(f"/releases/?q={rare}", f"/releases/{slug}/") for slug in facts["with_rare_word"]]
    return [
        Scenario("list, kept", [newest], "kept", rate=0.85),
        Scenario("detail, kept", details, "kept", rate=0.85),
        Scenario("list, unchanged (304)", [unchanged(kept, newest)], "kept", rate=0.95),
        Scenario("detail, unchanged (304)", [unchanged(kept, one) for one in details], "kept", rate=0.95),
        Scenario("detail", details, budget=2.5, most=3, given=yardstick(16, 16)),
        Scenario(
            "detail as text", [_text(one, fact) for one, fact in zip(details, facts["details"], strict=True)]
        ),
        Scenario("list, first page", [newest], budget=4, most=5, given=yardstick(73, 27)),
        Scenario(
            "list, deep page",
            [rows(f"/releases/?after={facts['cursor']}", facts["deep"])],
            budget=4,
            most=5,
            given=yardstick(389, 23),
        ),
        Scenario("list, a year", [rows(f"/releases/?year={facts['year']}", facts["of_year"])]),
        Scenario(
            "list, a large organisation",
            [rows(f"/releases/?organisation={facts['common']}", facts["of_common"])],
        ),
        Scenario(
            "list, a small organisation", [rows(f"/releases/?organisation={facts['rare']}", facts["of_rare"])]
        ),
        Scenario("list, three filters", [rows(f"/releases/?{everything}", facts["of_all"])]),
        Scenario("search, rare word", some_rare, given=yardstick(1348, 1142)),
        Scenario(
            "search, rare word, newest", [rows(f"/releases/?q={rare}&order=newest", facts["with_rare_word"])]
        ),
        Scenario("search, common word", [page(f"/releases/?q={common}", *any_common)]),
        Scenario(
            "search, common word, newest",
            [rows(f"/releases/?q={common}&order=newest", facts["with_common_word"])],
        ),
        Scenario("search, absent word", [page(f"/releases/?q={ABSENT}", ABSENT)]),
        Scenario("front page", [rows("/", facts["newest"][:5])]),
        Scenario("feed", [rows("/releases/feed.atom", facts["newest"][:10])]),
        Scenario("sitemap, index", [index]),
        Scenario("sitemap, part", [part]),
        Scenario("organisation", [rows(f"/organisations/{facts['common']}/", facts["of_common"])]),
        Scenario("organisations", [page("/organisations/", f"/organisations/{facts['common']}/")]),
        Scenario("contacts", [page("/contacts/", "@example.org")]),
        Scenario("admin list", [page(admin, "Release 0", **signed_in)]),
        Scenario("admin search", [page(f"{admin}?q={rare}", "Release 00000", **signed_in)]),
    ]


def _text(detail, fact):
    return page(f"/releases/{fact[0]}.txt", fact[1][:14])
