"""Releases that belong together: public at one instant, all of them or none."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from releases.models import Bundle, Release
from tests.builders import make_approved, make_draft, make_release, make_user
from tests.form_values import typed

pytestmark = pytest.mark.django_db
LIST = "admin:releases_release_changelist"


def url_of(bundle, name="change"):
    return reverse(f"admin:releases_bundle_{name}", args=[bundle.pk])


@pytest.fixture
def editor(client):
    client.user = make_user("Editors")
    client.force_login(client.user)
    return client


def make_bundle(*releases, name="Two languages"):
    bundle = Bundle(name=name)
    bundle.begin(make_user("Editors"), releases)
    for release in releases:
        release.refresh_from_db()
    return bundle


def states():
    return [release.state() for release in Release.objects.order_by("pk")]


def publish(editor, bundle, **answers):
    url = url_of(bundle, "publish")
    response = editor.post(url, typed(editor.get(url), **answers), follow=True)
    if "Then press the button." in response.content.decode():
        response = editor.post(url, typed(response), follow=True)
    return response.content.decode()


def test_bundle_is_made_from_the_list_and_its_releases_show_it(editor):
    first, second = make_approved(title="In English"), make_approved(title="En français")
    data = {"action": "make_bundle", "_selected_action": [first.pk, second.pk], "index": "0"}
    response = editor.post(reverse(LIST), data, follow=True)
    bundle = Bundle.objects.get()
    assert response.redirect_chain[-1][0] == url_of(bundle)
    assert "A bundle is made." in response.content.decode()
    page = editor.get(reverse("admin:releases_release_change", args=[first.pk])).content.decode()
    assert f'<a href="{url_of(bundle)}">' in page
    entry = Version.objects.get_for_object(first).first()
    assert entry.revision.comment.startswith("Put into the bundle: ")
    assert entry.revision.user == editor.user


def test_what_is_published_or_in_another_bundle_is_not_bundled_and_all_faults_are_named(editor):
    free, public, other = make_approved(title="Free"), make_release(title="Out"), make_approved(title="Taken")
    make_bundle(other, name="Older")
    chosen = [free.pk, public.pk, other.pk]
    data = {"action": "make_bundle", "_selected_action": chosen, "index": "0"}
    page = editor.post(reverse(LIST), data, follow=True).content.decode()
    assert "Out: It is published, so it neither joins nor leaves a bundle." in page
    assert "Taken: It is in another bundle: Older." in page
    assert [bundle.name for bundle in Bundle.objects.all()] == ["Older"]
    free.refresh_from_db()
    assert free.bundle is None


def test_bundle_is_made_and_changed_on_its_own_page(editor):
    first, second, third = make_approved(), make_approved(), make_draft()
    url = reverse("admin:releases_bundle_add")
    editor.post(url, typed(editor.get(url), name="Annual report", releases=[first.pk, second.pk]))
    bundle = Bundle.objects.get()
    assert set(bundle.releases.all()) == {first, second}
    data = typed(editor.get(url_of(bundle)))
    assert sorted(data["releases"]) == sorted([str(first.pk), str(second.pk)])
    editor.post(url_of(bundle), data | {"releases": [second.pk, third.pk]})
    assert set(bundle.releases.all()) == {second, third}
    comments = [entry.revision.comment for entry in Version.objects.get_for_object(first)][:2]
    assert comments == ["Taken out of the bundle: Annual report", "Put into the bundle: Annual report"]


def test_all_become_public_at_one_instant(editor):
    bundle = make_bundle(make_approved(), make_approved(), make_approved())
    assert "Published. Anyone can read it now." in publish(editor, bundle)
    assert states() == ["public"] * 3
    assert len({release.public_from for release in Release.objects.all()}) == 1


def test_all_go_under_embargo_together_and_come_back_together(editor):
    first, second = make_approved(), make_approved()
    bundle = make_bundle(first, second)
    day = str(timezone.now().date() + timedelta(days=2))
    assert "Under embargo until" in publish(editor, bundle, when="embargo", day=day, time="10:00")
    assert states() == ["embargoed", "embargoed"]
    for step in (lambda: first.publish(editor.user), lambda: first.back_to_draft(editor.user, "Alone.")):
        with pytest.raises(ValidationError, match="goes out together with others"):
            step()
    url = url_of(bundle, "back_to_draft")
    assert "This field is required." in editor.post(url, typed(editor.get(url))).content.decode()
    said = editor.post(url, typed(editor.get(url), reason="Not yet."), follow=True)
    assert "All are drafts again." in said.content.decode()
    assert states() == ["draft", "draft"]
    assert {release.sent_back_reason for release in Release.objects.all()} == {"Not yet."}
    assert bundle.releases.count() == 2


def test_one_that_cannot_go_out_keeps_all_back_and_every_fault_is_named(editor):
    ready = make_approved(title="Ready")
    silent = make_approved(title="Nobody’s", organisations=[], dated_on=None)
    unread = make_draft(title="Unread")
    bundle = make_bundle(ready, silent, unread)
    with pytest.raises(ValidationError) as refused:
        bundle.publish(editor.user, None)
    assert refused.value.messages == [
        "Nobody’s: Before publishing: A date, or a tick that none is stated.",
        "Nobody’s: Before publishing: An organisation that issues it.",
        "Unread: A colleague must approve it first, or mark it urgent.",
    ]
    page = editor.get(url_of(bundle, "publish")).content.decode()
    for words in ("An organisation that issues it", "A date, or a tick", "A colleague’s approval"):
        assert words in page
    assert states() == ["approved", "approved", "draft"]


def test_page_of_a_bundle_publishes_none_while_one_lacks_approval(editor):
    bundle = make_bundle(make_approved(), make_approved(status="review", title="Unread"))
    assert "Unread: A colleague must approve it first" in publish(editor, bundle)
    assert states() == ["approved", "review"]


def test_each_warning_of_each_release_wants_its_own_reason(editor):
    first, second = make_approved(contacts=[]), make_approved(contacts=[])
    bundle = make_bundle(first, second)
    names = [f"{one.pk}-waive-no-contact" for one in (first, second)]
    page = publish(editor, bundle, **{names[0]: "The desk is closed."})
    assert page.count("Mend this, or say why it may stand.") == 1
    assert states() == ["approved", "approved"]
    publish(editor, bundle, **dict.fromkeys(names, "The desk is closed."))
    assert states() == ["public", "public"]
    assert (first.waivers.count(), second.waivers.count()) == (1, 1)


@pytest.mark.parametrize("count", [0, 1])
def test_bundle_of_fewer_than_two_is_not_published(editor, count):
    bundle = make_bundle(*(make_approved() for _ in range(count)))
    with pytest.raises(ValidationError, match="at least two releases"):
        bundle.publish(editor.user, None)
    assert editor.get(url_of(bundle, "publish")).status_code == 200


def test_bundle_that_a_colleague_has_changed_is_not_published_unread(editor):
    first, second = make_approved(), make_approved()
    bundle = make_bundle(first, second)
    data = typed(editor.get(url_of(bundle, "publish")))
    second.save()
    page = editor.post(url_of(bundle, "publish"), data).content.decode()
    assert "A colleague has saved this release since." in page
    assert states() == ["approved", "approved"]


def test_published_bundle_holds_what_it_holds_and_is_not_deleted(editor):
    first, second, third = make_approved(), make_approved(), make_approved()
    bundle = make_bundle(first, second)
    bundle.publish(editor.user, timezone.now() + timedelta(days=1))
    assert "releases" not in typed(editor.get(url_of(bundle)))
    editor.post(url_of(bundle), typed(editor.get(url_of(bundle))) | {"releases": [third.pk]})
    assert set(bundle.releases.all()) == {first, second}
    assert editor.post(url_of(bundle, "delete"), {"post": "yes"}).status_code == 403
    with pytest.raises(ValidationError):
        bundle.hold(editor.user, [third])
    assert set(bundle.releases.all()) == {first, second}


def test_deleted_bundle_sets_its_releases_free(editor):
    first, second = make_approved(), make_approved()
    bundle = make_bundle(first, second)
    assert editor.post(url_of(bundle, "delete"), {"post": "yes"}).status_code == 302
    first.refresh_from_db()
    assert first.bundle is None
    first.publish(editor.user)


@pytest.mark.parametrize("role", ["Writers", "Auditors", "Directory staff", None])
def test_only_editors_change_or_publish_a_bundle(client, role):
    client.force_login(make_user(role))
    bundle = make_bundle(make_approved(title="An unspoken word"), make_approved())
    for name in ("publish", "back_to_draft"):
        assert client.get(url_of(bundle, name)).status_code == 403
        assert client.post(url_of(bundle, name), {"when": "now", "reason": "x"}).status_code == 403
    assert client.post(url_of(bundle), {"name": "x"}).status_code == 403
    page = client.get(url_of(bundle))
    sees = role in ("Writers", "Auditors")
    assert page.status_code == (200 if sees else 403)
    assert ("unspoken" in page.content.decode()) == sees
    listed = client.get(reverse("admin:releases_bundle_changelist"))
    assert listed.status_code == (200 if sees else 403)
    assert states() == ["approved", "approved"]


def test_list_of_bundles_costs_the_same_however_many_there_are(editor, django_assert_max_num_queries):
    counts = []
    for size in (2, 12):
        for _number in range(size):
            make_bundle(make_approved(), make_approved())
        with django_assert_max_num_queries(15) as found:
            editor.get(reverse("admin:releases_bundle_changelist"))
        counts.append(len(found))
    assert counts[0] == counts[1]
