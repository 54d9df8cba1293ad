"""A save that the model refuses comes back with everything that was typed, and with the reason."""

from django.core.exceptions import ValidationError
from django.db import transaction


class _Refused:
    refusal = None

    def full_clean(self):
        super().full_clean()
        if self.is_bound:
            self.add_error(None, self.refusal)


class RefusalMixin:
    """For a ModelAdmin whose model may refuse in mid-save what its form let through."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._or_back(super().change_view, request, object_id, form_url, extra_context)

    def add_view(self, request, form_url="", extra_context=None):
        return self._or_back(super().add_view, request, form_url, extra_context)

    def _or_back(self, view, request, *args):
        try:
            with transaction.atomic():
                return view(request, *args)
        except ValidationError as error:
            if hasattr(request, "refusal"):
                raise
            request.refusal = error
            return view(request, *args)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if hasattr(request, "refusal"):
            return type(form.__name__, (_Refused, form), {"refusal": request.refusal})
        return form
