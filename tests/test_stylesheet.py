"""The style sheet of the public pages holds nothing that no page uses, and knows no left and no right."""

import re
from pathlib import Path

from django.conf import settings

HOME = Path(settings.BASE_DIR)
SHEET = re.sub(r"/\*.*?\*/", "", (HOME / "static/newsroom/site.css").read_text(), flags=re.DOTALL)
SELECTORS = re.sub(r"\{[^{}]*\}", "{}", SHEET)
SIDES = r"(?<![\w-])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom)\s*:"


def test_every_class_of_the_style_sheet_stands_in_a_template():
    public = [path for path in (HOME / "templates").rglob("*.*") if "admin" not in path.parts]
    text = "".join(path.read_text() for path in [*public, HOME / "releases/body.py"])
    values = " ".join(re.findall(r'class="((?:\{%.*?%\}|[^"])*)"', text))
    used = set(re.findall(r"[\w-]+", values))
    assert set(re.findall(r"\.([a-z][\w-]*)", SELECTORS)) <= used


def test_the_style_sheet_speaks_of_starts_and_ends_only():
    assert re.findall(SIDES, SHEET) == []
    assert re.findall(r"(?:float|clear|text-align)\s*:\s*(?:left|right)", SHEET) == []
