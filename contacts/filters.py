"""The filters of the contact directory."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Organisation, PressContact

UNKNOWN = "unknown"


def with_listed_contacts(request=None):
    """The organisations to choose from: no other is told to exist."""
    return Organisation.objects.filter(pk__in=PressContact.objects.listed().values("organisation"))


class ContactFilter(django_filters.FilterSet):
    """Search by words; one organisation; one country, or those whose country is not stated."""

    q = django_filters.CharFilter(label=_("Search"), max_length=200, method="by_words")
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"),
        queryset=with_listed_contacts,
        to_field_name="slug",
        empty_label=_("All organisations"),
        error_messages={"invalid_choice": _("There is no such organisation here.")},
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

    def in_country(self, contacts, name, code):
        return contacts.filter(country=None if code == UNKNOWN else code.upper())
