"""The words of the public site, and the catalogues in newsroom/locale that hold them in other languages.

`make messages` runs this file: it adds to each catalogue the words that are new, for a translator to
fill in, drops those that nobody says any more, and writes the .mo that Django reads. What only staff
reads is not translated yet.
"""

import ast
import re
from calendar import month_name
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "newsroom" / "locale"
STAFF_TEMPLATES = {"admin", "reversion"}
STAFF_MODULES = {"admin", "apps", "attention", "changes", "desk", "entries", "history", "models"}
STAFF_MODULES |= {"readiness", "settings", "site"}
MONTHS = list(month_name)[1:]  # Django has them, but not as press offices write them
SHOWN_CHOICES = {"contacts/models/channels.py": "Kind"}  # the plain text says "Telephone"

ONE, MANY = {"_", "gettext", "gettext_lazy"}, {"ngettext", "ngettext_lazy"}
STRING = r"""u?(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"(?<!\w)(\w*)\(({STRING})(?:\s*,\s*({STRING}))?", re.DOTALL)


def catalogues():
    """{language: path of its .po}."""
    return {path.parts[-3]: path for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))}


def public_words():
    """{msgid: plural or ""} of everything that a visitor may read, from templates and code."""
    found = dict.fromkeys(MONTHS, "")
    for call, *words in [*_in_templates(), *_in_modules()]:
        if call in ONE:
            found.setdefault(words[0], "")
        elif call in MANY:
            found[words[0]] = words[1]
        elif call in {"pgettext", "npgettext"}:
            raise NotImplementedError("no word of this site needs a context yet")
    return found


def _in_templates():
    folder = ROOT / "templates"
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if path.relative_to(folder).parts[0] not in STAFF_TEMPLATES:
            for call, *literals in CALL.findall(templatize(path.read_text())):
                yield call, *(ast.literal_eval(literal) for literal in literals if literal)


def _in_modules():
    for app in ("newsroom", "contacts", "releases"):
        for path in sorted((ROOT / app).glob("*.py")):
            if path.stem not in STAFF_MODULES:
                yield from _calls(ast.parse(path.read_text()))
    for path, name in SHOWN_CHOICES.items():
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.ClassDef) and node.name == name:
                yield from _calls(node)


def _calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            words = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if words and isinstance(words[0], str):
                yield node.func.id, *words


def update(path, words):
    """Brings one catalogue up to date; returns the words it still lacks."""
    catalogue = polib.pofile(str(path), wrapwidth=110)
    catalogue[:] = [entry for entry in catalogue if words.get(entry.msgid) == entry.msgid_plural]
    known = {entry.msgid for entry in catalogue}
    for msgid, plural in words.items():
        if msgid in known:
            continue
        forms = dict.fromkeys(range(plural_count(catalogue)), "") if plural else {}
        catalogue.append(polib.POEntry(msgid=msgid, msgid_plural=plural, msgstr_plural=forms))
    catalogue.sort(key=lambda entry: entry.msgid.casefold())
    catalogue.save()
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return [entry.msgid for entry in catalogue if not entry.translated()]


def plural_count(catalogue):
    return int(re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])[1])


if __name__ == "__main__":
    for language, path in catalogues().items():
        print(f"{language}: lacks {update(path, public_words()) or 'nothing'}")
