"""What the desk tells of access links afterwards: what became of each, and the ledger of who read what."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from releases.models import AccessLink, Opening
from tests.builders import make_embargoed, make_link, make_opening, make_user
from tests.reading import elements, having, page, words
from tests.test_access_admin import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    def sign_in(role):
        client.user = make_user(role)
        client.force_login(client.user)
        return client

    return sign_in


def test_the_list_says_what_became_of_each_link(desk):
    client, release = desk("Editors"), make_embargoed()
    now = timezone.now()
    make_link(release, name="Waiting")
    make_link(release, name="Accepted", accepted_at=now)
    make_link(release, name="Expired", expires_at=now)
    make_link(release, name="Revoked", revoked_at=now, revoked_by=client.user)
    often = make_link(release, name="Opened", accepted_at=now)
    make_opening(often, datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    make_opening(often, datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    tree = page(client.get(url("access", release)))
    rows = {words(next(one.iter("h2"))): words(one) for one in having(tree, "nr-links")[0]}
    flags = {"Waiting": "Waiting", "Accepted": "Terms accepted", "Opened": "Opened", "Expired": "Expired"}
    for name, flag in (flags | {"Revoked": "Revoked"}).items():
        assert rows[name].startswith(f"{name} Press, under embargo {flag}"), rows[name]
    assert "Opened 2 times, last on 2 March 2026, 09:30" in rows["Opened"]
    assert f"by {client.user}" in rows["Revoked"]
    assert {name for name, text in rows.items() if "Write a mail" in text} == {
        "Waiting",
        "Accepted",
        "Opened",
    }
    assert len(having(tree, "nr-address")) == 3


def test_the_ledger_lists_the_openings_of_a_release_newest_first_or_of_one_link(desk):
    client, release = desk("Auditors"), make_embargoed()
    ana, ben = make_link(release, name="Ana"), make_link(release, name="Ben", kind="preview")
    make_opening(make_link(name="Elsewhere"))
    make_opening(ana, datetime(2026, 3, 1, 9, 0, 7, tzinfo=UTC), datetime(2026, 2, 1, 8, 0, 5, tzinfo=UTC))
    make_opening(ben, datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC))
    rows = [words(one) for one in page(client.get(url("ledger", release))).iter("tr")][1:]
    assert rows[0].startswith("2 March 2026, 09:00:00 Ben Preview, for approval")
    assert rows[0].endswith("As it is now")
    assert rows[1] == "1 March 2026, 09:00:07 Ana Press, under embargo 1 February 2026, 08:00:05"
    assert len(rows) == 2
    rows = [words(one) for one in page(client.get(url("ledger", release), {"link": ana.pk})).iter("tr")][1:]
    assert [row.split()[4] for row in rows] == ["Ana"]


def test_a_long_ledger_is_read_page_by_page_at_the_same_cost(desk, django_assert_max_num_queries):
    client, link = desk("Auditors"), make_link()
    start = datetime(2026, 3, 1, tzinfo=UTC)
    lines = [Opening(link=link, at=start + timedelta(minutes=n), text_of=start) for n in range(120)]
    Opening.objects.bulk_create(lines)
    with django_assert_max_num_queries(9):
        first = page(client.get(url("ledger", link.release)))
    assert len(list(first.iter("tr"))) == 51
    [older] = [one.get("href") for one in first.iter("a") if one.get("rel") == "next"]
    assert "Page 2 of 3" in words(page(client.get(url("ledger", link.release) + older)))


@pytest.mark.parametrize("key", ["x", "%00", "-1", "0", "9" * 30, "9" * 5000, "²"])
def test_a_forged_key_of_a_link_finds_nothing(desk, key):
    client, link = desk("Auditors"), make_link()
    for name in ("ledger", "ledger_csv"):
        assert client.get(f"{url(name, link.release)}?link={key}").status_code == 404
    answer = desk("Editors").post(url("access", link.release) + f"{key}/revoke/", follow=True)
    assert answer.status_code in (200, 404)  # what is no number at all, Django's admin leads to its index
    assert AccessLink.objects.filter(revoked_at=None).exists()


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x", " =1+1", "＝1"])
def test_the_ledger_as_csv_holds_no_formula(desk, name):
    client, link = desk("Auditors"), make_link(name=name)
    make_opening(link, datetime(2026, 3, 1, 9, 0, 7, tzinfo=UTC), datetime(2026, 2, 1, 8, 0, tzinfo=UTC))
    response = client.get(url("ledger_csv", link.release))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    text = b"".join(response).decode("utf-8-sig")
    assert list(csv.reader(text.splitlines()))[1] == [
        "2026-03-01 09:00:07",
        f"'{name}",
        "Press, under embargo",
        "2026-02-01 08:00:00",
    ]


@pytest.mark.parametrize("role", ["Editors", "Auditors", "Writers"])
def test_every_page_is_sound_html(desk, role):
    client, release = desk(role), make_embargoed()
    link = make_link(release, name='<b>"Ana"</b>', accepted_at=timezone.now())
    make_opening(link)
    make_link(release, revoked_at=timezone.now())
    names = {
        "Editors": ("access", "revoke", "ledger"),
        "Auditors": ("access", "ledger"),
        "Writers": ("access",),
    }
    for name in names[role]:
        tree = page(client.get(url(name, release, *([link.pk] if name == "revoke" else []))))
        ids = [one.get("id") for one in elements(tree) if one.get("id")]
        assert len(ids) == len(set(ids))
        assert len(list(tree.iter("h1"))) == 1
        assert '<b>"Ana"</b>' in words(tree)
