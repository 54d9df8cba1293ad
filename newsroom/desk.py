"""The editor's desk: what the admin's front page shows. Each panel is there only for who may see it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.models import ContactPoint, Proposal
from releases.links import closed_links
from releases.models import Release
from releases.office_time import in_words, until
from releases.readiness import checks, expected_instant
from releases.states import STATES, state_flag

from .attention import attention

ROWS, FEW = 8, 4
MONTHS = 12
TEXTS = ("body", "notes_to_editors")  # long, and no row of a list prints them
FIRST = ("releases", "contacts")  # the apps whose records come first
CHART_WIDTH, CHART_FLOOR, TALLEST = 352, 148, 116


def desk(site, request, at):
    """The context of the page, as it is at this moment."""
    user = request.user
    here = at.astimezone(timezone.get_default_timezone())
    context = {
        "at": at,
        "now": f"{date_format(here, 'l')} {in_words(at)}",
        "may_add": user.has_perm("releases.add_release"),
        "records": _records(site, request),
        "actions": _actions(site, request),
        "attention": attention(user),
        "has_attention": user.has_perm("releases.view_release")
        or user.has_perm("contacts.view_presscontact"),
    }
    if user.has_perm("contacts.view_contactpoint"):
        context["confirm"] = _to_confirm(user, at)
    context["attention_count"] = sum(kind.total for kind in context["attention"])
    if user.has_perm("releases.view_release"):
        context |= {
            "counts": _counts(at),
            **_coming(at, here),
            "mine": _mine(user, at),
            "drafts": _drafts(at),
            "chart": Chart.of(Release.objects.public(at), here.date()),
            "list_url": reverse("admin:releases_release_changelist"),
        }
    if user.has_perm("releases.publish_release"):
        context |= {"to_review": _to_review(user), "urgent": _urgent(user, at)}
    return context


def _counts(at):
    return [(state, label, Release.objects.in_state(state, at).count()) for state, label in STATES.items()]


def _coming(at, here):
    """What goes public by itself: `today`, until midnight in the office, and what comes after it, `soon`."""
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    found = Release.objects.scheduled(at).order_by("public_from", "pk").defer(*TEXTS)
    rows = {
        "today": found.filter(public_from__lt=midnight)[:ROWS],
        "soon": found.filter(public_from__gte=midnight)[:ROWS],
    }
    return {
        name: [
            {
                "release": one,
                "flag": state_flag(one, at),
                "wait": until(one.public_from, at),
                "words": in_words(one.public_from),
            }
            for one in releases
        ]
        for name, releases in rows.items()
    }


def _mine(user, at):
    """What lies with this person: given to them, written by them, sent back to them."""
    found = Release.objects.work_of(user, at).order_by("-changed_at").defer(*TEXTS)[:ROWS]
    return [
        {"release": one, "flag": state_flag(one, at), "is_given": one.assigned_to_id == user.pk}
        for one in found
    ]


def _to_review(user):
    found = Release.objects.to_review_by(user).select_related("assigned_to").prefetch_related("written_by")
    return list(found.order_by("changed_at").defer(*TEXTS)[:ROWS])


def _urgent(user, at):
    found = (
        Release.objects.unchecked().select_related("urgent_by").order_by("changed_at").defer(*TEXTS)[:ROWS]
    )
    return [{"release": one, "flag": state_flag(one), "is_own": one.urgent_by_id == user.pk} for one in found]


def _to_confirm(user, at):
    """The numbers and addresses that were confirmed longest ago, of those that are due."""
    due = ContactPoint.objects.seen_by(user).due(at)
    answers = Proposal.objects.waiting().count() if user.has_perm("contacts.view_proposal") else 0
    first = due.select_related("contact__organisation", "confirmed_by").oldest_first()[:FEW]
    return {"due": due.count(), "answers": answers, "points": first}


def _drafts(at):
    drafts = []
    releases = list(Release.objects.drafts().with_parts().order_by("-changed_at")[:ROWS])
    closed = closed_links(releases, at) if releases else {}
    for release in releases:
        found = checks(release, expected_instant(release, at), closed)
        found.sort(key=lambda check: not check.passed)
        missing = [check.label for check in found if not check.passed]
        passed = len(found) - len(missing)
        ready = _("%(passed)d of %(all)d ready") % {"passed": passed, "all": len(found)}
        drafts.append({"release": release, "checks": found, "missing": missing, "ready": ready})
    return drafts


def _models(site, request):
    """(model, its entry in Django's list of apps) for whatever this person may open."""
    order = {label: place for place, label in enumerate(FIRST)}
    apps = sorted(site.get_app_list(request), key=lambda app: order.get(app["app_label"], len(FIRST)))
    return [(model["model"], model) for app in apps for model in app["models"] if model["admin_url"]]


def _records(site, request):
    return [
        {
            "name": entry["name"],
            "url": entry["admin_url"],
            "add": entry["add_url"],
            "count": model.objects.count(),
        }
        for model, entry in _models(site, request)
    ]


def _actions(site, request):
    """The person's own last actions, on what they may still see."""
    models = [model for model, _entry in _models(site, request)]
    types = ContentType.objects.get_for_models(*models).values()
    entries = LogEntry.objects.filter(user=request.user, content_type__in=[one.pk for one in types])
    return entries.select_related("content_type")[:ROWS]


@dataclass(frozen=True)
class Bar:
    month: date
    count: int
    x: float
    height: float
    is_present: bool

    @property
    def middle(self):
        return round(self.x + 10.5, 1)

    @property
    def top(self):
        return round(CHART_FLOOR - self.height, 1)

    @property
    def label_y(self):
        return round(self.top - 6, 1)


@dataclass(frozen=True)
class Chart:
    """How many public releases bear a date in each of twelve months. Months without any stay."""

    bars: list

    @classmethod
    def of(cls, releases, today):
        """The months up to this one or, where nothing is dated within them, up to the newest date."""
        dated = releases.exclude(dated_on=None).order_by()
        newest = dated.aggregate(newest=Max("dated_on"))["newest"]
        if newest is None:
            return None
        end = _month(today)
        if _back(end, MONTHS - 1) > newest or newest > today:
            end = _month(newest)
        months = [_back(end, distance) for distance in reversed(range(MONTHS))]
        found = dated.filter(dated_on__gte=months[0]).annotate(month=TruncMonth("dated_on"))
        counts = dict(found.values_list("month").annotate(count=Count("pk")))
        most = max(counts.values(), default=1)
        step = CHART_WIDTH / MONTHS
        return cls(
            [
                Bar(
                    month,
                    counts.get(month, 0),
                    round(4 + place * step, 1),
                    round(counts.get(month, 0) / most * TALLEST, 1),
                    month == _month(today),
                )
                for place, month in enumerate(months)
            ]
        )

    @property
    def title(self):
        highest = max(self.bars, key=lambda bar: bar.count)
        lowest = min(self.bars, key=lambda bar: bar.count)
        return _(
            "Public releases by the date they bear, %(first)s to %(last)s. "
            "Highest: %(most)d in %(peak)s. Lowest: %(least)d in %(low)s."
        ) % {
            "first": _in_words(self.bars[0].month),
            "last": _in_words(self.bars[-1].month),
            "most": highest.count,
            "peak": _in_words(highest.month),
            "least": lowest.count,
            "low": _in_words(lowest.month),
        }

    @property
    def span(self):
        return f"{_in_words(self.bars[0].month)} – {_in_words(self.bars[-1].month)}"


def _month(day):
    return day.replace(day=1)


def _back(month, distance):
    months = month.year * 12 + month.month - 1 - distance
    return date(max(months // 12, 1), months % 12 + 1, 1)


def _in_words(month):
    return date_format(month, "YEAR_MONTH_FORMAT")
