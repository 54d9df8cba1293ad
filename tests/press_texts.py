"""Texts for the tests of the parser: plainly made up, in the manner of many press offices."""

from releases.ingest.parse import parse

STORY = (
    "The Harbour Trust will reopen the old lighthouse to visitors in spring, after two years of repairs that "
    "cost four million crowns and gave work to ninety people."
)
NOBODY = {
    "en": "It was a long and windy day on the island, and nobody there had seen a light at sea for weeks.",
    "fr": "Il y avait du vent sur les rives, et les gens ne sont pas venus voir le phare dans la nuit.",
    "es": "Hubo mucho viento en la costa, y los vecinos no vieron la luz del faro por la noche.",
    "pt": "Houve muito vento no mar, e as pessoas não viram a luz do farol durante a noite.",
    "ar": "هبت الرياح على الساحل ولم ير الناس الضوء في البحر منذ أيام.",
}
MORE = (
    "Tickets will be sold at the gate and on the website of the trust, and schools will be let in for free."
)


def release(*paragraphs):
    """The one release in a text of these paragraphs."""
    (found,) = parse("\n\n".join(paragraphs)).releases
    return found


def told(*paragraphs):
    """The release whose headline and text are given, these paragraphs between them and a story."""
    return release("Old lighthouse to reopen", STORY, *paragraphs)


def quotes(*paragraphs):
    """[(pieces, speaker, role)] of the speech in these paragraphs."""
    return [
        (
            [piece.text for piece in quote.pieces],
            quote.speaker.text if quote.speaker else None,
            quote.role.text if quote.role else None,
        )
        for quote in told(*paragraphs).quotes
    ]


def bodies(*paragraphs, language="en"):
    """The names of the organisations in these paragraphs, with their short names."""
    return [
        f"{entry.name.text} ({entry.short_name.text})" if entry.short_name else entry.name.text
        for entry in release("A plain headline", NOBODY[language], *paragraphs).organisations
    ]


def contacts(lines):
    """[(name, role, organisation, channels)] of the contacts in lines that follow a story."""
    return [
        (
            contact.name.text if contact.name else None,
            contact.role.text if contact.role else None,
            contact.organisation.text if contact.organisation else None,
            [channel.text for channel in contact.channels],
        )
        for contact in told(MORE, lines).contacts
    ]
