"""Records of which nobody learns anything who may not see them: not even that one is there."""

from django.core.exceptions import PermissionDenied


class ClosedMixin:
    """For a ModelAdmin. Who may not see its records is refused before any is looked up, so that every key
    is answered alike; and makes none, or "this address is in use" would tell of what is there.
    """

    def get_object(self, request, object_id, from_field=None):
        self.refuse_strangers(request)
        return super().get_object(request, object_id, from_field)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self.has_view_or_change_permission(request)

    def refuse_strangers(self, request):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
