"""Links of one's own that lead nowhere, or nowhere any more: told from a page that never was by nothing."""

import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from releases.models import AccessLink, Opening, Release
from releases.models.access import SIGNER
from tests.builders import make_accepted, make_embargoed, make_link, make_release, make_user

pytestmark = pytest.mark.django_db

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)


# What leads nowhere


def tampered(link):
    key, seal = link.token.split(":")
    return f"{key[:-1]}{'0' if key[-1] != '0' else '1'}:{seal}"


def sealed_with(link, signer):
    return signer.sign(link.key.hex)


def set_state(link, **values):
    Release.objects.filter(pk=link.release_id).update(**values)
    return link.token


def changed(link, **values):
    AccessLink.objects.filter(pk=link.pk).update(**values)
    return link.token


NOWHERE = {
    "a word": lambda link: "x",
    "a key without a seal": lambda link: link.key.hex,
    "a tampered key": tampered,
    "a cut seal": lambda link: link.token[:-1],
    "another link's seal": lambda link: f"{link.key.hex}:{make_link().token.split(':')[1]}",
    "a seal of another kind": lambda link: sealed_with(link, signing.Signer(salt="another")),
    "a seal of another key": lambda link: sealed_with(
        link, signing.Signer(key="another", salt="releases.access")
    ),
    "a sealed word": lambda link: SIGNER.sign("x"),
    "the link of nobody": lambda link: SIGNER.sign(uuid.uuid4().hex),
    "a revoked link": lambda link: changed(link, revoked_at=timezone.now()),
    "an expired link": lambda link: changed(link, expires_at=timezone.now()),
    "a revoked and expired link": lambda link: changed(
        link, revoked_at=timezone.now(), expires_at=timezone.now()
    ),
    "a press link to a draft": lambda link: set_state(link, status="draft", public_from=None),
    "a press link to what is only scheduled": lambda link: set_state(link, under_embargo=False),
    "a revoked link to a public release": lambda link: (
        set_state(link, public_from=timezone.now()) and changed(link, revoked_at=timezone.now())
    ),
}


@pytest.mark.parametrize("suffix", ["/", ".txt"])
@pytest.mark.parametrize("fault", NOWHERE.values(), ids=NOWHERE)
def test_a_link_that_leads_nowhere_is_answered_like_a_page_that_never_was(fault, suffix):
    token = fault(make_accepted(make_embargoed()))
    client = Client(enforce_csrf_checks=True)
    for verb in ("get", "head", "post", "put", "delete", "options"):
        answer = getattr(client, verb)(f"/access/{token}{suffix}")
        never = getattr(client, verb)("/no-such-page/")
        assert answer.status_code == never.status_code == 404, verb
        assert answer.content == never.content, verb
        assert dict(answer.headers) == dict(never.headers), verb
        assert not answer.cookies
    assert not Opening.objects.exists()


@pytest.mark.parametrize("fault", NOWHERE.values(), ids=NOWHERE)
def test_every_link_that_leads_nowhere_costs_the_same_one_question(client, fault):
    token = fault(make_accepted())
    for suffix in ("/", ".txt"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/access/{token}{suffix}")
        assert len(asked) == 1
        with CaptureQueriesContext(connection) as never:
            client.get(f"/access/x{suffix}")
        assert len(never) == 1
        assert asked[0]["sql"].partition("WHERE")[0] == never[0]["sql"].partition("WHERE")[0]


def test_a_signed_in_colleague_opens_no_more_by_a_revoked_link_than_anybody(client):
    link = make_accepted(make_embargoed(), revoked_at=timezone.now())
    client.force_login(make_user("Editors"))
    assert client.get(link.get_absolute_url()).status_code == 404


# The clock

STATES = {
    "draft": {"status": "draft", "public_from": None},
    "in review": {"status": "review", "public_from": None},
    "approved": {"status": "approved", "public_from": None},
    "scheduled": {},
    "embargoed": {"under_embargo": True},
    "withdrawn": {"status": "withdrawn"},
    "removed": {"status": "removed"},
    "redirected": {"status": "redirected"},
}


@pytest.mark.parametrize("offset", [-DAY, -MICROSECOND, timedelta(), MICROSECOND, DAY], ids=str)
@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_row_and_set_agree_on_where_a_link_leads(state, offset):
    at = timezone.now()
    release = make_release(**({"public_from": at - offset} | state))
    for kind in ("press", "preview"):
        for expires in (at + MICROSECOND, at):
            link = make_link(release, kind=kind, expires_at=expires)
            leads = AccessLink.objects.leading(at).filter(pk=link.pk).exists()
            works = AccessLink.objects.working(at).filter(pk=link.pk).exists()
            assert leads is ((works and link.opens(at)) or release.keeps_address(at)), (kind, expires)
            link.revoke(make_user())
            assert not AccessLink.objects.leading(at).filter(pk=link.pk).exists()


@pytest.mark.parametrize("suffix", ["/", ".txt"])
def test_a_link_opens_until_the_instant_and_leads_to_the_public_page_from_then_on(
    client, monkeypatch, suffix
):
    instant = timezone.now() + DAY
    release = make_embargoed(slug="kestrel", public_from=instant)
    link = make_accepted(release, expires_at=instant)
    for offset in (-DAY, -MICROSECOND, timedelta(), MICROSECOND, DAY):
        at = instant + offset
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        answer = client.get(f"/access/{link.token}{suffix}")
        if offset < timedelta():
            assert answer.status_code == 200
            assert release.title in answer.content.decode()
        else:
            assert (answer.status_code, answer.url) == (302, f"/releases/kestrel{suffix}")
            assert answer["Cache-Control"] == "private, no-store"
            assert answer.content == b""
    assert Opening.objects.count() == 2


@pytest.mark.parametrize("kind", ["press", "preview"])
@pytest.mark.parametrize("status", ["withdrawn", "removed", "redirected"])
def test_a_link_to_what_was_taken_back_leads_to_its_address_and_opens_nothing(client, status, kind):
    link = make_accepted(make_release(slug="kestrel", title="Kestrel", status=status), kind=kind)
    for method in (client.get, client.post):
        answer = method(link.get_absolute_url())
        assert (answer.status_code, answer.url, answer.content) == (302, "/releases/kestrel/", b"")
    assert not Opening.objects.exists()


def test_a_release_taken_back_to_draft_is_closed_to_the_press_and_open_to_those_who_approve(client):
    release = make_embargoed()
    press, preview = make_accepted(release), make_link(release, kind="preview")
    release.back_to_draft(make_user("Editors"))
    assert client.get(press.get_absolute_url()).status_code == 404
    assert client.get(preview.get_absolute_url()).status_code == 200


def test_accepting_after_the_instant_leads_to_the_public_page(client):
    link = make_link(make_release(slug="kestrel"))
    assert client.post(link.get_absolute_url()).url == "/releases/kestrel/"
    link.refresh_from_db()
    assert link.accepted_at is None
