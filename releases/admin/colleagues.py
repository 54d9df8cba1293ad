"""Whom an editor may name: the colleagues who sign in here and have a right."""

from django.contrib.auth import get_user_model

CHECKED_BY = "django.contrib.auth.backends.ModelBackend"


def colleagues(right, but=None):
    """By name, those with this right, and without this one person."""
    people = get_user_model().objects.with_perm(right, backend=CHECKED_BY).filter(is_staff=True)
    return people.exclude(pk=but and but.pk).order_by("first_name", "last_name", "username")
