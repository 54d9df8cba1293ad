from django.conf import settings


def site(request):
    """What every page says of the site itself, as the settings give it."""
    return {
        "site_name": settings.SITE_NAME,
        "site_publisher": settings.SITE_PUBLISHER,
        "reuse_statement": settings.REUSE_STATEMENT,
    }
