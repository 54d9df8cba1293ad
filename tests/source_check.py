"""Holds the rows of fixtures/ against the text they were copied from, character by character.

`faults(rows)` names every value that the source does not bear out; an exact copy has none. It reads
the JSON itself, so it needs no database, and it knows the source's own order: title, date label, text,
contact paragraph.
"""

import json
import re
from datetime import datetime

import phonenumbers
from django.conf import settings

from releases.body import plain_text, sanitise, squash

SOURCE = settings.BASE_DIR / "fixtures" / "sources" / "two-press-releases.txt"
LABEL = "Date Publish:"
COUNTRIES = {"US": "United States", "TR": "Turkey", "VE": "Venezuela"}  # where ISO's name is longer
QUALIFIERS = "nearly|almost|over|more than|approximately"


def read_fixtures():
    folder = settings.BASE_DIR / "fixtures"
    return [row for path in sorted(folder.glob("*.json")) for row in json.loads(path.read_text())]


def documents():
    """[(title, date, paragraphs, contact paragraph)], white space squashed, nothing left out."""
    chunks = [squash(chunk) for chunk in re.split(r"\n\s*\n", SOURCE.read_text())]
    starts = [at - 1 for at, chunk in enumerate(chunks) if chunk.startswith(LABEL)]
    for start, end in zip(starts, [*starts[1:], len(chunks)], strict=True):
        title, date, *text, contact = chunks[start:end]
        yield title, date.removeprefix(LABEL).strip(), text, contact


def stands(words, text):
    """Whether the words stand whole in the text: neither end is within a word or a number."""
    return re.search(rf"(?<![\w$]){re.escape(words)}(?!\w)", text) is not None


def sentences(paragraphs):
    return [one for text in paragraphs for one in re.split(r"(?<=[.”]) (?=[A-Z“])", text)]


def faults(rows, country_names):
    """Every disagreement, one line each. `country_names` is {ISO code: English name} of all countries."""
    of = {}
    for row in rows:
        of.setdefault(row["model"].partition(".")[2], []).append(row["fields"])
    everything = squash(SOURCE.read_text())
    yield from _directory(of, everything)
    read = list(documents())
    if len(read) != len(of["release"]):
        yield f"{len(of['release'])} releases, {len(read)} in the source"
    topics = {topic["slug"]: topic["name"] for topic in of["topic"]}
    names = country_names | COUNTRIES
    for release, document in zip(of["release"], read, strict=False):
        parts = {
            model: [row for row in of[model] if row["release"] == [release["uuid"]]]
            for model in ("releasecontact", "quote", "keyfigure")
        }
        yield from _text(release, *document)
        yield from _subjects(release, document, topics, names)
        yield from _contacts(parts["releasecontact"], of, document[3])
        yield from _quotes(parts["quote"], document[2])
        yield from _figures(parts["keyfigure"], document[2])


def _directory(of, everything):
    for row in of["organisation"]:
        in_brackets = re.search(rf"{re.escape(row['name'])} \((\w+)\)", everything)
        if not stands(row["name"], everything):
            yield f"organisation {row['name']}"
        if in_brackets and row["short_name"] != in_brackets[1]:
            yield f"{row['name']} is shortened to {in_brackets[1]}, not {row['short_name']}"
        if row["short_name"] and not stands(row["short_name"], everything):
            yield f"short name {row['short_name']}"
    yield from (f"other name {row['name']}" for row in of["othername"] if not stands(row["name"], everything))
    for point in of["contactpoint"]:
        if (
            point["kind"] != "phone"
            or point["audience"] != "public"
            or point["e164"] != _e164(point["value"])
        ):
            yield f"channel {point}"


def _e164(typed):
    try:
        number = phonenumbers.parse(typed)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _text(release, title, date, paragraphs, contact):
    copied = plain_text(release["body"]).split("\n\n")
    copied[0] = f"{release['dateline']} – {copied[0]}"
    if copied != paragraphs:
        yield "the body or the place: " + next(
            (
                f"{ours} / {theirs}"
                for ours, theirs in zip(copied, paragraphs, strict=False)
                if ours != theirs
            ),
            "a paragraph is missing or too many",
        )
    if release["title"] != title:
        yield f"title {release['title']}"
    if release["body"] != sanitise(release["body"]):
        yield "the body is not in its stored form"
    if release["summary"] not in sentences([re.sub(r"^[^–]* – ", "", text) for text in paragraphs]):
        yield f"summary {release['summary']}"
    day = datetime.strptime(date, "%d / %m / %Y").date().isoformat() if date else None
    if (release["dated_on"], release["date_not_stated"]) != (day, not date):
        yield f"dated {release['dated_on']}, the source says “{date}”"
    if release["notes_to_editors"]:
        yield "the source has no notes to editors"


def _subjects(release, document, topics, names):
    title, _, paragraphs, _ = document
    text = " ".join([title, *paragraphs])
    for (slug,) in release["topics"]:
        if not stands(topics[slug].casefold(), text.casefold()):
            yield f"topic {topics[slug]}"
    named = sorted(code for code, name in names.items() if stands(name, text))
    if release["countries"] != named:
        yield f"countries {release['countries']}, the text names {named}"


def _contacts(links, of, paragraph):
    organisations = {row["slug"]: row for row in of["organisation"]}
    contacts = {row["slug"]: row for row in of["presscontact"]}
    told = []
    for link in links:
        contact = contacts[link["contact"][0]]
        organisation = organisations[contact["organisation"][0]]
        place = (
            f"{organisation['short_name']} {contact['office']}" if contact["office"] else organisation["name"]
        )
        numbers = [row["value"] for row in of["contactpoint"] if row["contact"] == link["contact"]]
        told.append(f"{contact['name']} at {place}, Tel {', '.join(numbers)}, Email:")
        if contact["role"] or contact["languages"] or contact["country"] or contact["notes"]:
            yield f"the source says no more of {contact['name']}"
    told = "For more information, please contact " + " and ".join(told)
    if told != re.sub(r"Tel[:.] ?", "Tel ", paragraph):
        yield f"contacts: {told} / {paragraph}"


def _quotes(quotes, paragraphs):
    inside = [words for text in paragraphs for words in re.findall("“(.*?)”", text)]
    spoken = [words for words in inside if words != "flatten the curve"]  # a phrase, nobody's words
    pieces = [piece for quote in quotes for piece in quote["text"].split("\n")]
    if pieces != spoken:
        yield f"quotes {pieces} / {spoken}"
    for quote in quotes:
        piece = quote["text"].split("\n")[0]
        told = [f"{quote['speaker']}, {quote['role']}", f"{quote['role']} {quote['speaker']}"]
        if not any(f"“{piece}” said {who}." in text for who in told for text in paragraphs):
            yield f"who said “{piece}”: {told[0]}"


def _figures(figures, paragraphs):
    for row in figures:
        printed = f"{row['qualifier']} {row['figure']}".strip()
        where = [text for text in paragraphs if stands(printed, text)]
        before = re.search(rf"({QUALIFIERS}) {re.escape(row['figure'])}", " ".join(where), re.IGNORECASE)
        if not any(
            stands(row["counts"], text) and (not row["source"] or stands(row["source"], text))
            for text in where
        ):
            yield f"figure {printed}, {row['counts']}, {row['source']}"
        if before and before[1] != row["qualifier"]:
            yield f"{row['figure']} is qualified by {before[1]}"
