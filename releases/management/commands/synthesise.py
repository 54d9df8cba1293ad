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
TOPICS = 20
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "no", "pi", "ro", "su", "ta", "ve", "zo")
VOCABULARY = 20_000
POOL = 2**20  # words, drawn once: each text is cut from them at a place of its own
PARAGRAPHS, WORDS = 4, 45
OF_A_WORD = 7  # releases that share a rare word, however many there are
OF_THE_LAST = 12  # releases of the last organisation, likewise


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
        organisations = min(max(releases // 100, 5), 2000)
        contacts = organisations * 2
        self._write(out / "organisations.jsonl", map(organisation, range(1, organisations + 1)))
        self._write(
            out / "contacts.jsonl", (contact(n, 1 + n % organisations) for n in range(1, contacts + 1))
        )
        texts = Texts(seed, organisations, contacts)
        numbers = tqdm(range(1, releases + 1), desc="releases", disable=None)
        self._write(out / "releases.jsonl", map(texts.release, numbers))
        self.stdout.write(
            f"{releases} releases, {organisations} organisations, {contacts} contacts in {out}."
        )

    def _write(self, path, records):
        encode = json.JSONEncoder(ensure_ascii=False).encode
        with path.open("w", encoding="utf-8") as file:
            for record in records:
                file.write(encode(record) + "\n")


def word(number):
    """A made-up word, another for each number, that no language's stemming shortens."""
    letters = ""
    number += len(SYLLABLES)
    while number:
        number, place = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[place]
    return letters + "k"


def rare_word(number):
    """The word that release `number` shares with the few beside it and with no other."""
    return word(VOCABULARY + (number - 1) // OF_A_WORD)


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
        "phone": f"+44 20 7946 {number % 1000:04}",  # Ofcom keeps these for fiction
        "organisation": organisation_id,
    }


def falling(count):
    """Weights as in any language (Zipf's law): a few are everywhere, most are rare. Added up."""
    weights = [1 / rank for rank in range(1, count + 1)]
    for place in range(1, count):
        weights[place] += weights[place - 1]
    return weights


class Texts:
    """Releases one by one: organisations as unequal as words, the last with a few releases only; every
    hundredth states no date.
    """

    def __init__(self, seed, organisations, contacts):
        self.chance = random.Random(seed)  # noqa: S311 - for measuring, not for secrets
        draw = self.chance.choices
        words = [word(number) for number in range(VOCABULARY)]
        self.words = draw(words, cum_weights=falling(VOCABULARY), k=POOL)
        self.issuers = draw(range(1, organisations), cum_weights=falling(organisations - 1), k=POOL // 16)
        self.last, self.contacts = organisations, contacts

    def below(self, count):
        return int(self.chance.random() * count)

    def some(self, count):
        start = self.below(POOL - count)
        return self.words[start : start + count]

    def release(self, number):
        published = NEWEST - timedelta(seconds=self.below(YEARS * 365 * 86400))
        body = [
            f"Paragraph {place} of release {number:06}. {' '.join(self.some(WORDS)).capitalize()}."
            for place in range(1, PARAGRAPHS + 1)
        ]
        body[1] += f" {rare_word(number).capitalize()}."
        issuers = [self.issuers[self.below(len(self.issuers))] for _ in range(1 + (number % 5 == 0))]
        record = {
            "id": number,
            "slug": f"release-{number:06}",
            "title": f"Release {number:06} {' '.join(self.some(4))}",
            "published": published.isoformat(),
            "dateline": f"Place {number % 500:03}",
            "summary": body[0],
            "body": body,
            "organisations": [self.last] if number <= OF_THE_LAST else issuers,
            "contacts": [1 + self.below(self.contacts)],
            "language": LANGUAGES[self.below(len(LANGUAGES))],
            "topics": [f"Topic {1 + self.below(TOPICS):02}"],
            "countries": [COUNTRIES[self.below(len(COUNTRIES))]],
        }
        return record | ({"date_not_stated": True} if number % 100 == 0 else {})
