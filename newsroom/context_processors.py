from django.conf import settings
from django.utils.translation import get_language, get_language_bidi


def site(request):
    """What every page says of the site itself, as the settings give it, and the language it speaks."""
    return {
        "site_name": settings.SITE_NAME,
        "site_publisher": settings.SITE_PUBLISHER,
        "reuse_statement": settings.REUSE_STATEMENT,
        "page_language": get_language(),
        "page_direction": "rtl" if get_language_bidi() else "ltr",
    }
