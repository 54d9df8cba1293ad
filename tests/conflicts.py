"""What two people may do to the same releases in the same second, and how either may end."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from releases.models import Bundle, Release
from tests.form_values import typed

CORRECTION = {"kind_of_change": "correction", "wrong": "Five.", "right": "Six.", "urgent": "on"}
SOON, LATER = (datetime.now(UTC) + timedelta(days=days) for days in (30, 60))


@dataclass
class Scene:
    """The rows of one round, and the two who act on them."""

    ann: object
    bob: object
    releases: list = field(default_factory=list)
    bundle: object = None

    @property
    def url(self):
        return reverse("admin:releases_release_change", args=[self.releases[0].pk])

    @cached_property
    def form(self):
        client = Client()
        client.force_login(self.ann)
        return typed(client.get(self.url))

    def read(self, number=0):
        """A release as somebody has it in hand."""
        return Release.objects.get(pk=self.releases[number].pk)


@dataclass(frozen=True)
class Conflict:
    """Two acts. Each is given the scene, reads what it needs, and returns what is done at the signal.

    `ends` are the states that the releases may be left in.
    """

    start: dict
    first: object
    second: object
    ends: set
    releases: int = 1
    in_bundle: int = 0
    through_forms: bool = False


def saving(who, title, **values):
    """Saves the release's form, which both have open, with this title."""

    def act(scene):
        client = Client()
        client.force_login(getattr(scene, who))

        def save():
            response = client.post(scene.url, scene.form | {"title": title} | values)
            if response.status_code != 302:
                assert title in response.content.decode(), "what was typed comes back"
                raise ValidationError("refused")

        return save

    return act


def step(name, who, *args, number=0, other=None, **values):
    """A step of a release's life. `other` is {argument: number} of another release that it names."""

    def act(scene):
        release = scene.read(number)
        named = {argument: scene.read(one) for argument, one in (other or {}).items()}
        return lambda: getattr(release, name)(getattr(scene, who), *args, **named, **values)

    return act


def together(name, who, *args):
    def act(scene):
        bundle = Bundle.objects.get(pk=scene.bundle.pk)
        return lambda: getattr(bundle, name)(getattr(scene, who), *args)

    return act


def holding(who, *numbers):
    """Saves the bundle with these releases."""

    def act(scene):
        bundle = Bundle.objects.get(pk=scene.bundle.pk)
        return lambda: bundle.hold(getattr(scene, who), [scene.read(number) for number in numbers])

    return act


def pressing(name, who, number=0, other=None, **values):
    """Presses the button on the page of a step, with the page open before; `other` as in `step()`."""

    def act(scene):
        client = Client()
        client.force_login(getattr(scene, who))
        url = reverse(f"admin:releases_release_{name}", args=[scene.releases[number].pk])
        named = {field: scene.releases[one].pk for field, one in (other or {}).items()}
        data = typed(client.get(url)) | named | values

        def press():
            response = client.post(url, data)
            if response.status_code != 302:
                raise ValidationError("refused")

        return press

    return act


CONFLICTS = {
    "publish and withdraw": Conflict(
        {"status": "approved", "public_from": None},
        step("publish", "ann"),
        step("withdraw", "bob", "Issued in error."),
        {"public", "withdrawn"},
    ),
    "approve and back to draft": Conflict(
        {"status": "review", "public_from": None},
        step("approve", "ann"),
        step("back_to_draft", "bob", "Not yet."),
        {"draft"},
    ),
    "publish at two instants": Conflict(
        {"status": "approved", "public_from": None},
        step("publish", "ann", SOON),
        step("publish", "bob", LATER, embargo=True),
        {"scheduled", "embargoed"},
    ),
    "two corrections": Conflict(
        {},
        step("correct", "ann", "Five.", "Six.", urgent=True, title="Six"),
        step("correct", "bob", "Here.", "There.", urgent=True, dateline="There"),
        {"corrected"},
    ),
    "correct and withdraw": Conflict(
        {},
        step("correct", "ann", "Five.", "Six.", urgent=True, title="Six"),
        step("withdraw", "bob", "Issued in error."),
        {"withdrawn"},
    ),
    "remove and restore": Conflict(
        {"status": "withdrawn"},
        step("remove", "ann", "A court says so."),
        step("restore", "bob", "It was right."),
        {"removed", "public"},
    ),
    "each redirected to the other": Conflict(
        {},
        step("redirect", "ann", reason="The same.", other={"to": 1}),
        step("redirect", "bob", number=1, reason="The same.", other={"to": 0}),
        {"public redirected", "redirected public"},
        releases=2,
    ),
    "withdrawn in favour of what is removed": Conflict(
        {},
        step("withdraw", "ann", reason="See the other.", other={"replaced_by": 1}),
        step("remove", "bob", "A court says so.", number=1),
        {"withdrawn removed", "public removed"},
        releases=2,
    ),
    "two saves": Conflict(
        {"status": "draft", "public_from": None},
        saving("ann", "As Ann has it"),
        saving("bob", "As Bob has it"),
        {"draft"},
    ),
    "save and approve": Conflict(
        {"status": "review", "public_from": None},
        saving("ann", "As Ann has it"),
        step("approve", "bob"),
        {"review", "approved"},
        through_forms=True,
    ),
    "save and press approve": Conflict(
        {"status": "review", "public_from": None},
        saving("ann", "As Ann has it"),
        pressing("approve", "bob"),
        {"review", "approved"},
        through_forms=True,
    ),
    "press publish and back to draft": Conflict(
        {"status": "approved", "public_from": None},
        pressing("publish", "ann"),
        pressing("back_to_draft", "bob", reason="Not yet."),
        {"public", "draft"},
        through_forms=True,
    ),
    "two corrections from two forms": Conflict(
        {},
        saving("ann", "As Ann has it", **CORRECTION),
        saving("bob", "As Bob has it", **CORRECTION),
        {"corrected"},
        through_forms=True,
    ),
    "each redirected to the other from two pages": Conflict(
        {},
        pressing("redirect", "ann", reason="The same.", other={"to": 1}),
        pressing("redirect", "bob", number=1, reason="The same.", other={"to": 0}),
        {"public redirected", "redirected public"},
        releases=2,
        through_forms=True,
    ),
    "publish together and one more joins": Conflict(
        {"status": "approved", "public_from": None},
        together("publish", "ann", SOON),
        holding("bob", 0, 1, 2),
        {"scheduled scheduled scheduled", "scheduled scheduled approved"},
        releases=3,
        in_bundle=2,
    ),
    "publish together and one leaves": Conflict(
        {"status": "approved", "public_from": None},
        together("publish", "ann", SOON),
        holding("bob", 0, 1),
        {"scheduled scheduled scheduled", "scheduled scheduled approved"},
        releases=3,
        in_bundle=3,
    ),
    "publish together and one back to draft": Conflict(
        {"status": "approved", "public_from": None},
        together("publish", "ann", SOON),
        step("back_to_draft", "bob", "Not yet.", number=1),
        {"scheduled scheduled scheduled", "approved draft approved"},
        releases=3,
        in_bundle=3,
    ),
    "publish together and take back together": Conflict(
        {"status": "approved", "public_from": None},
        together("publish", "ann", SOON),
        together("back_to_draft", "bob", "Not yet."),
        {"draft draft", "scheduled scheduled"},
        releases=2,
        in_bundle=2,
    ),
}
