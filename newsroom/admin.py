"""The accounts of those who sign in. The site itself is in `site.py`."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from .models import User


@admin.register(User)
class AccountAdmin(UserAdmin):
    """An account is switched off, never deleted: the history names it, and would not know who it was."""

    def has_delete_permission(self, request, obj=None):
        return False
