"""The rules of the house that a program can check; STYLE in CONTRIBUTING.md says why they are."""

import ast
import re
from functools import cache
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
APPS = ["newsportal", "articles", "comments"]
SOURCES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.relative_to(ROOT).parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = ROOT / "newsportal" / "static"
STYLES = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
# Which app may import which; newsportal/urls.py is the place where they meet.
MAY_IMPORT = {
    "newsportal": {"newsportal"},
    "articles": {"newsportal", "articles"},
    "comments": {"newsportal", "articles", "comments"},
}
LOADED_FROM_OUTSIDE = re.compile(r"<(?:script|img|iframe|source|link)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PLACES = re.compile(r"%\(\w+\)[sd]")
SAYS_NOTHING = {"utils", "helpers", "services", "managers", "mixins", "signals", "common", "misc"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported_apps(tree: ast.AST) -> set[str]:
    """Return the first names of everything that a module imports, inside functions too."""
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in names}


def messages_of(tree: ast.AST) -> set[str]:
    """Return the msgids that a module asks gettext for."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    # A context stands before its msgid.
    places = [(call, 1 if call.func.id.startswith("pgettext") else 0) for call in calls if call.func.id in GETTEXT]
    words = [call.args[place] for call, place in places if len(call.args) > place]
    return {word.value for word in words if isinstance(word, ast.Constant)}


@cache
def gathered() -> set[str]:
    return {entry.msgid for path in CATALOGUES if "ar" in path.parts for entry in polib.pofile(str(path))}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
class TestPython:
    def test_imports_run_one_way(self, path: Path) -> None:
        if path == ROOT / "newsportal" / "urls.py":
            return
        app = path.relative_to(ROOT).parts[0]
        found = imported_apps(ast.parse(path.read_text(encoding="utf-8"))) & set(APPS)
        assert found <= MAY_IMPORT[app]

    def test_imports_stand_at_the_top(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        nodes = [node for function in functions for node in ast.walk(function)]
        inside = [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
        # AppConfig.ready() is the one place where Django wants it.
        assert not inside or path.name == "apps.py"

    def test_file_and_functions_are_short(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 300
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, node.name

    def test_file_is_named_for_what_it_knows(self, path: Path) -> None:
        assert path.stem not in SAYS_NOTHING

    def test_every_message_is_in_the_catalogue(self, path: Path) -> None:
        # Gettext's own tools overlook a call inside an f-string.
        assert messages_of(ast.parse(path.read_text(encoding="utf-8"))) <= gathered()

    def test_bleach_stays_in_its_module(self, path: Path) -> None:
        found = imported_apps(ast.parse(path.read_text(encoding="utf-8")))
        assert "bleach" not in found or path == ROOT / "articles" / "body" / "sanitize.py"

    def test_arabic_text_functions_know_no_django(self, path: Path) -> None:
        if path.parent == ROOT / "newsportal" / "arabic":
            assert "django" not in imported_apps(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
class TestTemplates:
    def test_no_script_or_style_is_inline(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        # Mailboxes follow no stylesheet.
        styles = r"<style" if path.parent.name == "mail" else r"<style|\sstyle="
        assert not re.search(rf"{styles}|\son[a-z]+=", text)
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)

    def test_nothing_is_declared_safe(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text
        assert "autoescape off" not in text

    def test_no_address_of_a_third_party_is_loaded(self, path: Path) -> None:
        assert not LOADED_FROM_OUTSIDE.search(path.read_text(encoding="utf-8"))


class TestPublicTemplates:
    def test_none_asks_for_a_visitor(self) -> None:
        for path in TEMPLATES:
            if "admin" not in path.parts:
                assert not re.search(r"csrf_token|\{\{ ?(user|messages|perms)\b|\buser\.", path.read_text()), path


@pytest.mark.parametrize("path", STYLES, ids=name_of)
class TestStyles:
    def test_sides_are_logical(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right)\s*:", text)
        assert not re.search(r"(?:text-align|float|clear)\s*:\s*(?:left|right)", text)

    def test_arabic_is_not_spaced_slanted_or_justified(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"letter-spacing(?!: 0;)|text-align:\s*justify|font-style:\s*(?:italic|oblique)", text)


class TestScripts:
    @pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
    def test_a_script_is_one_short_behaviour(self, path: Path) -> None:
        assert path.read_text(encoding="utf-8").count("\n") < 60

    def test_addresses_of_the_newsroom_come_from_its_pages(self) -> None:
        spelt = re.compile("[\"'`]/admin/")
        assert [path.name for path in SCRIPTS if spelt.search(path.read_text(encoding="utf-8"))] == []

    def test_the_blocking_one_is_tiny(self) -> None:
        assert (STATIC / "js" / "theme.js").stat().st_size < 300


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
class TestCatalogues:
    def test_compiled_catalogue_is_current(self, path: Path) -> None:
        compiled = polib.mofile(str(path.with_suffix(".mo")))
        entries = {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in compiled}
        source = polib.pofile(str(path))
        wanted = {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in source}
        assert entries == wanted

    def test_everything_is_translated(self, path: Path) -> None:
        catalogue = polib.pofile(str(path))
        assert not catalogue.untranslated_entries()
        assert not catalogue.fuzzy_entries()

    def test_counted_strings_have_every_form(self, path: Path) -> None:
        forms = 6 if "ar" in path.parts else 2
        for entry in polib.pofile(str(path)):
            if entry.msgid_plural:
                assert len(entry.msgstr_plural) == forms
                assert all(entry.msgstr_plural.values()), entry.msgid

    def test_places_for_values_survive_translation(self, path: Path) -> None:
        for entry in polib.pofile(str(path)):
            if not entry.msgid_plural:
                assert set(PLACES.findall(entry.msgid)) == set(PLACES.findall(entry.msgstr)), entry.msgid


class TestArabicPunctuation:
    def test_no_latin_comma_or_question_mark_stands_in_arabic(self) -> None:
        for path in CATALOGUES:
            if "ar" in path.parts:
                for entry in polib.pofile(str(path)):
                    for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                        assert not re.search(r"[\u0621-\u064A][,;?]", text), text


@pytest.mark.django_db
class TestDjango:
    def test_migrations_are_made(self) -> None:
        call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())

    def test_deployment_checks_pass(self, settings: object) -> None:
        settings.SITE_URL = "https://news.example"  # type: ignore[attr-defined] - pytest-django's wrapper
        settings.ALLOWED_HOSTS = ["news.example"]  # type: ignore[attr-defined] - see above
        for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_PRELOAD"):
            setattr(settings, name, True)
        settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True  # type: ignore[attr-defined] - see above
        # Tests keep mail in memory, which Django 6.1 refuses in production.
        settings.SILENCED_SYSTEM_CHECKS = [*settings.SILENCED_SYSTEM_CHECKS, "mail.E001"]  # type: ignore[attr-defined] - see above
        call_command("check", deploy=True, fail_level="WARNING", stdout=StringIO(), stderr=StringIO())
