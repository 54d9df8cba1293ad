"""A link in the same second: its terms accepted twice, accepted and revoked, revoked by two editors."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from reversion.models import Version

from releases.models import AccessLink
from tests.builders import make_link, make_user

HANDS = 4
ROUNDS = {"postgresql": 12, "sqlite": 3}


@pytest.fixture(scope="module")
def db(own_database):
    return own_database


@pytest.fixture(scope="module")
def editors(db):
    return [make_user("Editors") for _ in range(HANDS)]


@pytest.fixture(scope="module")
def threads(db):
    with ThreadPoolExecutor(HANDS) as pool:
        yield pool
        leave = Barrier(HANDS)
        for done in [pool.submit(lambda: (leave.wait(), connection.close())) for _ in range(HANDS)]:
            done.result()


def at_once(threads, *acts):
    """What each of these returns, all begun at the same moment."""
    signal = Barrier(len(acts))

    def run(act):
        signal.wait(timeout=20)
        return act()

    return [done.result(timeout=60) for done in [threads.submit(run, act) for act in acts]]


def rounds():
    return range(ROUNDS[connection.vendor])


def accept(link):
    answer = Client().post(link.get_absolute_url())
    return answer.status_code


def revoke(link, editor):
    client = Client()
    client.force_login(editor)
    answer = client.post(f"/admin/releases/release/{link.release_id}/access/{link.pk}/revoke/", follow=True)
    return "It opens nothing any more" in answer.content.decode()


def test_terms_accepted_from_several_windows_at_once_are_accepted_once(threads):
    for _round in rounds():
        link = make_link()
        assert at_once(threads, *[lambda link=link: accept(link)] * HANDS) == [302] * HANDS
        first = AccessLink.objects.get(pk=link.pk).accepted_at
        assert first
        accept(link)
        assert AccessLink.objects.get(pk=link.pk).accepted_at == first


def test_a_link_revoked_while_its_terms_are_accepted_opens_nothing_afterwards(threads, editors):
    for _round in rounds():
        link = make_link()
        answer, done = at_once(
            threads, lambda link=link: accept(link), lambda link=link: revoke(link, editors[0])
        )
        assert answer in (302, 404)
        assert done
        assert Client().get(link.get_absolute_url()).status_code == 404


def test_a_link_that_several_editors_revoke_at_once_is_revoked_once_and_says_by_whom(threads, editors):
    for _round in rounds():
        link = make_link()
        done = at_once(threads, *[lambda one=one, link=link: revoke(link, one) for one in editors])
        assert done.count(True) == 1
        link.refresh_from_db()
        assert link.revoked_by == editors[done.index(True)]
        entries = Version.objects.get_for_object(link.release)
        told = [
            (one.revision.user, one.revision.comment) for one in entries if link.name in one.revision.comment
        ]
        assert told == [(link.revoked_by, f"Link revoked · {link.name}")]
