"""The filters of the contact directory."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Organisation, PressContact

UNKNOWN = "unknown"


def with_listed_contacts(request=None):
    """The organisations to choose from: no other is told to exist."""
    return Organisation.objects.filter(pk__in=PressContact.objects.listed().values("organisation"))


class ContactFilter(django_filters.FilterSet):
    """Search by words; one organisation; one country, or those whose country is not stated; those whose
    office hours it is at the moment `at`.
    """

    q = django_filters.CharFilter(label=_("Search"), max_length=200, method="by_words")
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"),
        queryset=with_listed_contacts,
        to_field_name="slug",
        empty_label=_("All organisations"),
        error_messages={"invalid_choice": _("There is no such organisation here.")},
    )
    on_call = django_filters.BooleanFilter(
        label=_("On call now, by office hours"), method="by_office_hours", widget=forms.CheckboxInput
    )
    country = django_filters.CharFilter(label=_("Country"), max_length=7, method="in_country")

    class Meta:
        model = PressContact
        fields = []

    def by_words(self, contacts, name, words):
        for word in words.split()[:10]:
            organisations = Organisation.objects.matching(word)
            contacts = contacts.filter(
                Q(name__icontains=word)
                | Q(office__icontains=word)
                | Q(role__icontains=word)
                | Q(organisation__in=organisations)
            )
        return contacts

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at

    def by_office_hours(self, contacts, name, is_asked):
        there = PressContact.objects.on_call(self.at) if is_asked else None
        return contacts if there is None else contacts.filter(pk__in=there.values("pk"))

    def in_country(self, contacts, name, code):
        return contacts.filter(country=None if code == UNKNOWN else code.upper())
