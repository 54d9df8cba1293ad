"""Every address of the newsroom, read off the URL resolver."""

from dataclasses import dataclass
from urllib.parse import quote

from django.apps import apps
from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse
from django.utils.regex_helper import normalize


@dataclass(frozen=True)
class Door:
    """One URL pattern: its name, and its path with `%(parameter)s` where something is to be filled in."""

    name: str
    path: str
    parameters: tuple

    @property
    def is_admin(self):
        return self.name.startswith(f"{admin.site.name}:")

    @property
    def model(self):
        """The model whose records this address of the admin is about, if any."""
        label, _, rest = self.path.removeprefix(reverse("admin:index")[1:]).partition("/")
        try:
            return apps.get_model(label, rest.partition("/")[0])
        except (LookupError, ValueError):
            return None

    def at(self, values):
        return "/" + self.path % {name: quote(str(value)) for name, value in values.items()}


def doors(resolver=None, prefix="", namespace=""):
    """Every URL pattern there is, included ones whole."""
    for entry in (resolver or get_resolver()).url_patterns:
        regex = prefix + entry.pattern.regex.pattern.removeprefix("^")
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from doors(entry, regex, inner)
        else:
            for path, parameters in normalize(regex):
                # A pattern without a name of its own is known by its path.
                yield Door(namespace + (entry.name or path), path, tuple(parameters))
