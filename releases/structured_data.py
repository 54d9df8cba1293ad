"""What a page says of itself to machines: JSON-LD in the words of schema.org."""

import json

from django.utils.html import html_safe
from django.utils.translation import gettext

# The characters that could end the script element or begin a comment, as Django's json_script does it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@html_safe
class JsonLd:
    """A value that a template prints within `<script type="application/ld+json">`."""

    def __init__(self, data):
        self.data = data

    def __str__(self):
        return json.dumps(self.data, ensure_ascii=False).translate(ESCAPES)


def news_article(release, request):
    """https://schema.org/NewsArticle. `datePublished` is the day the release states, or is left out."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"urn:uuid:{release.uuid}",
        "headline": release.title,
        "inLanguage": release.language_id,
        "url": request.build_absolute_uri(release.get_absolute_url()),
        "publisher": [
            {
                "@type": "Organization",
                "name": organisation.name,
                "url": request.build_absolute_uri(organisation.get_absolute_url()),
            }
            for organisation in release.issued_by()
        ],
    }
    if release.dated_on:
        data["datePublished"] = release.dated_on.isoformat()
    if release.summary:
        data["description"] = release.summary
    if release.dateline:
        data["dateline"] = release.dateline
    if release.revised_at:
        data["dateModified"] = release.revised_at.isoformat()
    corrections = release.corrections()
    data["version"] = len(corrections) + 1
    data["creativeWorkStatus"] = "Corrected" if corrections else "Published"
    if corrections:
        data["correction"] = [correction_comment(notice) for notice in corrections]
    return JsonLd(data)


def correction_comment(notice):
    """https://schema.org/CorrectionComment"""
    return {
        "@type": "CorrectionComment",
        "@id": f"urn:uuid:{notice.uuid}",
        "dateCreated": notice.at.isoformat(),
        "text": f"{gettext('What was wrong')}: {notice.wrong}\n{gettext('What is right')}: {notice.right}",
    }
