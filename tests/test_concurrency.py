"""Several editors in the same second: what comes out is what one after the other would have left.

Each round begins with two people who have both read the release; then both act at the same moment, in
threads of their own, on a database that really commits. Whatever the threads do, the release, its history,
its public register and its outbox must be exactly those of one of the two orders.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection
from reversion.models import Version

from releases.models import Bundle, Release
from tests.builders import make_contact, make_draft, make_release, make_user
from tests.conflicts import CONFLICTS, LATER, SOON, Scene

# (by steps, through forms) for each conflict: more than fifty in all. SQLite lets one write after the
# other, so that little can go wrong there, and it waits by sleeping.
ROUNDS = {"postgresql": (5, 2), "sqlite": (2, 1)}


@pytest.fixture(scope="module")
def db(own_database):
    return own_database


@pytest.fixture(scope="module")
def people(db):
    return make_user("Editors", username="ann"), make_user("Editors", username="bob"), make_contact()


@pytest.fixture(scope="module")
def threads(db):
    with ThreadPoolExecutor(2) as pool:
        yield pool
        both = Barrier(2)
        for done in [pool.submit(lambda: (both.wait(), connection.close())) for _ in range(2)]:
            done.result()


def stage(conflict, people):
    ann, bob, contact = people
    scene = Scene(ann, bob, bundle=Bundle.objects.create(name="Together") if conflict.in_bundle else None)
    scene.releases = [
        make_release(organisations=[contact.organisation], contacts=[contact], **conflict.start)
        for _ in range(conflict.releases)
    ]
    in_bundle = scene.releases[: conflict.in_bundle]
    Release.objects.filter(pk__in=[one.pk for one in in_bundle]).update(bundle=scene.bundle)
    if conflict.through_forms:
        assert scene.form, "both have it open"
    return scene


def read_by(act):
    """What the person reads who did this: "" if it was done, else why not. Any other error is a bug."""
    try:
        act()
    except ValidationError as error:
        return re.sub(r"Release \d+", "The release", " ".join(error.messages))
    return ""


def left(scene):
    """All that a round leaves: of each release its state, text, history, public register and outbox."""
    names = {release.title: f"Release {number}" for number, release in enumerate(scene.releases)}

    def of(release):
        history = Version.objects.get_for_object(release).order_by("pk").select_related("revision__user")
        instants = [release.public_from, *release.outbox.order_by("pk").values_list("due_at", flat=True)]
        return (
            release.state(),
            names.get(release.title, release.title),
            release.dateline,
            release.under_embargo,
            release.ended_reason,
            release.approved_by_id,
            release.urgent_by_id,
            release.replaced_by_id is not None,
            [one if one in (SOON, LATER) else one is not None for one in instants],
            sorted(release.written_by.values_list("username", flat=True)),
            [(one.revision.user_id, one.revision.comment) for one in history],
            list(LogEntry.objects.filter(object_id=release.pk).values_list("user", "action_flag")),
            list(
                release.notices.order_by("pk").values_list("kind", "reason", "wrong", "by", "earlier__number")
            ),
            [
                (one.number, names.get(one.title, one.title), one.dateline)
                for one in release.earlier_texts.all()
            ],
            list(release.outbox.order_by("pk").values_list("kind", flat=True)),
        )

    return [of(scene.read(number)) for number in range(len(scene.releases))]


def one_after_the_other(conflict, people, swapped):
    scene = stage(conflict, people)
    acts = [conflict.first(scene), conflict.second(scene)]
    if swapped:
        second = read_by(acts[1])
        return [read_by(acts[0]), second], left(scene)
    return [read_by(act) for act in acts], left(scene)


def at_once(conflict, people, threads):
    scene, signal = stage(conflict, people), Barrier(2)

    def run(prepare):
        act = prepare(scene)
        signal.wait(timeout=20)
        return read_by(act)

    both = [threads.submit(run, prepare) for prepare in (conflict.first, conflict.second)]
    return [done.result(timeout=30) for done in both], left(scene)


@pytest.mark.parametrize("conflict", CONFLICTS.values(), ids=CONFLICTS)
def test_two_at_once_leave_what_one_after_the_other_would(conflict, people, threads):
    orders = [one_after_the_other(conflict, people, swapped) for swapped in (False, True)]
    for readings, after in orders:
        assert "" in readings, "one of them is done"
        assert " ".join(release[0] for release in after) in conflict.ends
    for number in range(ROUNDS[connection.vendor][conflict.through_forms]):
        assert at_once(conflict, people, threads) in orders, f"round {number}"


def test_a_step_is_not_taken_on_words_that_whoever_takes_it_has_not_read(people):
    ann, bob, _contact = people
    release = make_draft()
    release.read_at = release.changed_at
    Release.objects.get(pk=release.pk).save_writing(bob)
    with pytest.raises(ValidationError, match="A colleague has saved this release since"):
        release.submit(ann)
    release.refresh_from_db()
    assert release.status == "draft"
