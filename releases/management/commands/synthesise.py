import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
YEARS = 40
LANGUAGES = ["en"] * 7 + ["fr", "es", "ar"]
COUNTRIES = ("BD", "CO", "ET", "ID", "TR", "VE", "US", "CH", "FR", "KE", "JP", "BR")
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "no", "pi", "ro", "su", "ta", "ve", "zo")
COMMON = 40  # words of which every paragraph has many
VOCABULARY = 20000
PARAGRAPHS, WORDS = 4, 45


class Command(BaseCommand):
    help = (
        "Writes an archive of plainly synthetic records (“Release 000123”) for load_jsonl, to measure with. "
        "The same numbers give the same files."
    )

    def add_arguments(self, parser):
        parser.add_argument("--releases", type=int, default=1000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *, releases, seed, out, **options):
        if releases < 1:
            raise CommandError("At least one release.")
        out.mkdir(parents=True, exist_ok=True)
        chance = random.Random(seed)  # noqa: S311 - for measuring, not for secrets
        organisations = min(max(releases // 100, 5), 2000)
        contacts = organisations * 2
        self._write(out / "organisations.jsonl", map(organisation, range(1, organisations + 1)))
        self._write(
            out / "contacts.jsonl", (contact(n, 1 + n % organisations) for n in range(1, contacts + 1))
        )
        words = [word(number) for number in range(VOCABULARY)]
        # As in any language, a few words are everywhere and most are rare (Zipf's law).
        weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
        for rank in range(1, VOCABULARY):
            weights[rank] += weights[rank - 1]
        records = (
            release(n, chance, words, weights, organisations, contacts)
            for n in tqdm(range(1, releases + 1), desc="releases", disable=None)
        )
        self._write(out / "releases.jsonl", records)
        self.stdout.write(
            f"{releases} releases, {organisations} organisations, {contacts} contacts in {out}."
        )

    def _write(self, path, records):
        with path.open("w", encoding="utf-8") as file:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


def word(number):
    """A made-up word, another for each number."""
    letters = ""
    number += len(SYLLABLES)
    while number:
        number, place = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[place]
    return letters


def organisation(number):
    return {
        "id": number,
        "slug": f"organisation-{number:06}",
        "name": f"Organisation {number:06}",
        "description": f"A synthetic organisation, number {number}.",
    }


def contact(number, organisation_id):
    return {
        "id": number,
        "name": f"Contact {number:06}",
        "role": f"Synthetic role {number % 7}",
        "email": f"contact-{number:06}@example.org",
        "phone": f"+41 22 717 {number // 100 % 100:02} {number % 100:02}",
        "organisation": organisation_id,
    }


def release(number, chance, words, weights, organisations, contacts):
    published = NEWEST - timedelta(seconds=chance.randrange(YEARS * 365 * 86400))
    body = [
        f"Paragraph {place} of release {number:06}. "
        + " ".join(chance.choices(words, cum_weights=weights, k=WORDS)).capitalize()
        + "."
        for place in range(1, PARAGRAPHS + 1)
    ]
    record = {
        "id": number,
        "slug": f"release-{number:06}",
        "title": f"Release {number:06} {' '.join(chance.choices(words, cum_weights=weights, k=4))}",
        "published": published.isoformat(),
        "dateline": f"Place {number % 500:03}",
        "summary": body[0],
        "body": body,
        "organisations": [1 + chance.randrange(organisations) for _ in range(1 + (number % 5 == 0))],
        "contacts": [1 + chance.randrange(contacts)],
        "language": chance.choice(LANGUAGES),
        "topics": [f"Topic {1 + chance.randrange(20):02}"],
        "countries": [chance.choice(COUNTRIES)],
    }
    return record | ({"date_not_stated": True} if number % 100 == 0 else {})
