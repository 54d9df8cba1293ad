"""The accounts of those who sign in. The site itself is in `site.py`."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from .models import User

admin.site.register(User, UserAdmin)
