"""What only the newsroom itself can tell: a process of its own, asked by lines of JSON.

The right answers come from plain queries of the models, not from the code that the pages use.
"""

import json
import re
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from contacts.models import Organisation  # noqa: E402
from newsroom.models import User  # noqa: E402
from releases.cursors import Position  # noqa: E402
from releases.management.commands.synthesise import OF_A_WORD, rare_word, word  # noqa: E402
from releases.models import Release  # noqa: E402

COMMON = word(25)  # stands in about half of all releases
PAGE = 20


def slugs(releases, count=PAGE):
    order = ("-listed_on", "-public_from", "-uuid")
    return list(releases.order_by(*order).values_list("slug", flat=True)[:count])


def public():
    return Release.objects.filter(status="published", public_from__lte=timezone.now())


def facts():
    """What the scenarios need to know: {name: value}."""
    releases, count = public(), public().count()
    deep = max(count * 9 // 10, 1)
    ordered = releases.order_by("-listed_on", "-public_from", "-uuid")
    place = ordered[deep - 1]
    middle = ordered[count // 2]
    year = middle.listed_on.year if middle.listed_on.year > 1 else 2000
    language, topic = middle.language_id, middle.topics.first()
    ranks = list(Organisation.objects.order_by("pk").values_list("slug", flat=True))
    common, rare = ranks[0], ranks[-1]
    found = {
        "count": count,
        "details": list(
            releases.filter(pk__in=releases.values("pk").order_by("uuid")[:40]).values_list("slug", "title")
        ),
        "newest": slugs(releases),
        "cursor": str(Position.of(place)),
        "deep": list(ordered.values_list("slug", flat=True)[deep : deep + PAGE]),
        "year": year,
        "of_year": slugs(releases.filter(dated_on__year=year)),
        "common": common,
        "of_common": slugs(releases.filter(organisation_links__organisation__slug=common)),
        "rare": rare,
        "of_rare": slugs(releases.filter(organisation_links__organisation__slug=rare)),
        "language": language,
        "topic": topic.slug,
        "of_all": slugs(releases.filter(dated_on__year=year, language=language, topics=topic)),
        "rare_word": rare_word(1),
        "with_rare_word": slugs(
            releases.filter(slug__in=[f"release-{n:06}" for n in range(1, OF_A_WORD + 1)])
        ),
        "common_word": COMMON,
        "with_common_word": holding(COMMON, ordered),
    }
    return found | {"session": session()}


def holding(wanted, ordered):
    """The newest releases with this word."""
    pattern, found = re.compile(rf"\b{wanted}\b", re.IGNORECASE), []
    for slug, title, body in ordered.values_list("slug", "title", "body").iterator(200):
        if pattern.search(f"{title} {body}"):
            found.append(slug)
            if len(found) == PAGE:
                break
    return found


def session():
    """The cookie of an administrator who is signed in."""
    user, made = User.objects.get_or_create(
        username="benchmark", defaults={"is_staff": True, "is_superuser": True}
    )
    if made:
        user.set_unusable_password()
        user.save()
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def statements(requests):
    """{name: [{"sql", "milliseconds", "read", "nodes", "plan"}]}: what each page asks of the database."""
    return {name: _statements(request) for name, request in requests.items()}


def _statements(request):
    asked = []

    def note(execute, sql, values, many, context):
        asked.append((sql, values))
        return execute(sql, values, many, context)

    headers = {name.replace("-", "_").upper(): value for name, value in request.get("headers", {}).items()}
    browser = Client(HTTP_HOST="127.0.0.1", **{f"HTTP_{name}": value for name, value in headers.items()})
    browser.get(request["path"])  # what a process learns once
    with connection.execute_wrapper(note):
        browser.get(request["path"])
    return [explained(sql, values) for sql, values in asked]


def explained(sql, values):
    """With PostgreSQL's plan and times where there are some."""
    if connection.vendor != "postgresql" or not sql.lstrip("( ").startswith(("SELECT", "WITH", "EXECUTE")):
        return {"sql": sql, "milliseconds": None, "buffers": None, "scans": [], "plan": ""}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", values)
        found = cursor.fetchone()[0]
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    found = (json.loads(found) if isinstance(found, str) else found)[0]
    top = found["Plan"]
    return {
        "sql": sql,
        "milliseconds": found["Planning Time"] + found["Execution Time"],
        "buffers": top["Shared Hit Blocks"] + top["Shared Read Blocks"],
        "scans": list(scans(top)),
        "plan": plan,
    }


def scans(node):
    """Each way that the plan reads a table, as "Index Scan using x" or "Seq Scan on y"."""
    if "Relation Name" in node or node["Node Type"] == "Bitmap Index Scan":
        by = f"using {node['Index Name']}" if "Index Name" in node else f"on {node['Relation Name']}"
        yield f"{node['Node Type']} {by}"
    for part in node.get("Plans", []):
        yield from scans(part)


def publish(number):
    """A release goes public by the step an editor takes. Returns its title once that is committed."""
    release = Release.objects.create(
        title=f"Fresh {number:06}", body="<p>Fresh.</p>", dated_on=timezone.now().date()
    )
    release.organisation_links.create(organisation=Organisation.objects.order_by("pk").first())
    user = User.objects.get(username="benchmark")
    release.publish(user, urgent=True, waivers={"no-contact": "Made to measure with."})
    return release.title


def clean():
    """Takes away what `publish` made."""
    Release.objects.filter(slug__startswith="fresh-").delete()
    return True


ANSWERS = {"facts": facts, "statements": statements, "publish": publish, "clean": clean}

if __name__ == "__main__":
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps(ANSWERS[question.pop("do")](**question)), flush=True)
