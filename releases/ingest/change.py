"""A release that is on file already, changed by what a text or an editor says of it."""

from contextlib import contextmanager

import reversion
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contacts.history import enter_as_found
from releases.models import Release


@contextmanager
def changing(release, by, comment, why, changes=None):
    """The release as it is now, locked, with these `changes` of its text, for its rows to be changed too:
    one transaction and one entry in its history.

    One that is public is changed as its life-cycle has it: as a correction under a note of its own or as a
    minor edit, as `why` says (the answers of `releases.admin.forms.WhyForm`). Raises ValidationError, in
    an editor's words, where that is missing or the changes cannot be.
    """
    with transaction.atomic():
        release = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
        enter_as_found(release)
        with reversion.create_revision():
            for name, value in (changes or {}).items():
                setattr(release, name, value)
            if changes:
                release.full_clean(exclude=["source"])
            if release.is_public():
                _explain(release, by, why, changes or {})
                comment = f"{comment}. {reversion.get_comment()}"
                yield release
                release.save()
            else:
                yield release
                release.save_writing(by)
            reversion.set_user(by)
            reversion.set_comment(comment)


def _explain(release, by, why, changes):
    if why.get("kind_of_change") == "correction":
        agreed = {"approved_by": why["agreed_by"], "urgent": why["urgent"]}
        release.correct(by, why["wrong"], why["right"], **agreed, **changes)
    elif why.get("kind_of_change") == "minor":
        release.minor_edit(by, why["reason"], **changes)
    else:
        raise ValidationError(_("This release is public. Say what kind of change it is."))
