"""The newsroom's own rules, held against its own files."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

HOME = Path(settings.BASE_DIR)
APPS = ("newsroom", "releases", "contacts")
PYTHON = [path for app in APPS for path in sorted((HOME / app).rglob("*.py"))]
OWN = [path for path in PYTHON if "migrations" not in path.parts]
TEMPLATES = [path for path in sorted((HOME / "templates").rglob("*")) if path.suffix in (".html", ".txt")]


def name(path):
    return str(path.relative_to(HOME))


def imports(path):
    """{module} that a file names, relative ones made whole."""
    package = path.relative_to(HOME).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            whole = [*base, *(node.module or "").split(".")] if node.module else list(base)
            yield ".".join(whole)


def test_the_newsroom_is_all_here():
    assert len(OWN) > 30
    assert len(TEMPLATES) > 20


def test_imports_run_one_way_from_the_newsroom_to_releases_to_contacts():
    above = {"contacts": ("releases", "newsroom"), "releases": ("newsroom",), "newsroom": ()}
    wrong = [
        (name(path), module)
        for path in OWN
        for module in imports(path)
        if module.split(".")[0] in above[path.relative_to(HOME).parts[0]]
    ]
    assert wrong == []


def test_no_import_stands_within_a_function():
    wrong = [
        (name(path), node.lineno)
        for path in PYTHON
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert wrong == []


def test_every_file_is_named_for_its_role():
    nameless = {"utils", "helpers", "services", "core", "common", "misc", "signals"}
    assert [name(path) for path in PYTHON if nameless & {path.stem, *path.parts[len(HOME.parts) :]}] == []


def test_stored_html_is_printed_as_html_in_one_place():
    safe = [name(path) for path in TEMPLATES for _ in re.findall(r"\|\s*safe\b", path.read_text())]
    assert safe == ["templates/releases/_body.html"]
    assert [name(path) for path in OWN if re.search(r"\bmark_safe\b|\bSafeString\b", path.read_text())] == []


def test_escaping_is_off_only_where_no_browser_reads():
    off = [name(path) for path in TEMPLATES if re.search(r"autoescape\s+off", path.read_text())]
    assert off == [
        "templates/410.txt",
        "templates/contacts/inquiry.txt",
        "templates/releases/release_detail.txt",
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_holds_no_style_and_no_script_of_its_own(path):
    html = path.read_text()
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", html)
    for attributes in re.findall(r"<script([^>]*)>", html):
        assert "src=" in attributes or "application/ld+json" in attributes


@pytest.mark.parametrize(
    "file", ["requirements.txt", "requirements-dev.txt", "Makefile", ".ci/run", "pyproject.toml"]
)
def test_no_file_that_installs_names_an_address_on_the_network(file):
    addresses = re.findall(r"\b[a-z+]+://[^\s\"'}]+", (HOME / file).read_text())
    assert [one for one in addresses if not re.match(r"(postgres|redis)://\S*(127\.0\.0\.1|\$)", one)] == []


def test_every_requirement_has_one_exact_version_and_its_hashes():
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (HOME / file).read_text().replace("\\\n", " ").splitlines():
            if line.strip() and not line.strip().startswith("#"):
                assert re.match(r"[a-z0-9._-]+==[\w.]+ ", line), line
                assert "--hash=sha256:" in line, line


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_name_of_a_public_address_is_a_kebab_noun():
    text = (HOME / "newsroom" / "urls.py").read_text()
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", one) for one in re.findall(r'name="([^"]+)"', text))
