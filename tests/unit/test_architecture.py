"""The rules of the house, as tests: direction of imports, one home for each library, size, names, words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import unodc_parse
from unodc_parse.diagnostics import REGISTRY

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "unodc_parse"
MODULES = {str(path.relative_to(PACKAGE)): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
EVERY_MODULE = pytest.mark.parametrize("module", MODULES)

MAX_FUNCTION_LINES = 60
MAX_FILE_LINES = 400
MAX_PUBLIC_NAMES = 20
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
#: The model is made of msgspec's structs, and every room makes values of the model.
EVERYWHERE = {"msgspec"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def imports(tree: ast.AST) -> Iterator[str]:
    """Name the packages that a module imports, at its top or inside its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def public_functions(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Find the functions and methods that others may call."""
    for node in body:
        if isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
            yield node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node.body)


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git work tree, so nothing tells which files are tracked")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_imports_point_inwards() -> None:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    pytest.importorskip("importlinter", reason="import-linter is a tool of developers: make imports")
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def home_of(module: str, library: str) -> str:
    """Return where a library belongs that a module imports.

    The rooms of commands and of what people see are one home each; so are modules that bear the name of their library.
    """
    room, _, file = module.partition("/")
    if file.startswith(f"{library}_"):
        return f"{room}/{library}"
    return room if room in ("cli", "console") else module


def test_each_library_has_one_home() -> None:
    homes: dict[str, set[str]] = {}
    for module, tree in TREES.items():
        for name in imports(tree):
            if name not in sys.stdlib_module_names and name not in EVERYWHERE | {"unodc_parse"}:
                homes.setdefault(name, set()).add(home_of(module, name))
    assert {name: sorted(modules) for name, modules in homes.items() if len(modules) > 1} == {}


@EVERY_MODULE
def test_functions_are_short(module: str) -> None:
    functions = [node for node in ast.walk(TREES[module]) if isinstance(node, FUNCTIONS)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION_LINES} == {}


@EVERY_MODULE
def test_files_are_short(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MAX_FILE_LINES


@EVERY_MODULE
def test_module_names_say_what_they_hold(module: str) -> None:
    assert not EMPTY_NAMES & {part.removesuffix(".py").strip("_") for part in Path(module).parts}


@EVERY_MODULE
def test_public_functions_have_docstrings(module: str) -> None:
    assert [node.name for node in public_functions(TREES[module].body) if not ast.get_docstring(node)] == []


def test_public_names_are_few_and_sorted() -> None:
    names = unodc_parse.__all__
    assert names == sorted(names)
    assert len(names) <= MAX_PUBLIC_NAMES
    assert [name for name in names if not hasattr(unodc_parse, name)] == []


def test_no_path_of_a_machine_is_tracked() -> None:
    # Put together here, so that this file does not find itself.
    home = re.compile(rb"(?<![\w.])/" + rb"(?:home|Users|root|work)/[\w.-]+")
    found = {str(path.relative_to(ROOT)): home.findall(path.read_bytes()) for path in tracked_files()}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_every_diagnostic_is_documented() -> None:
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in page.splitlines() if line.startswith("| U")
    ]
    documented = {row[0]: tuple(row[1:]) for row in rows}
    assert len(rows) == len(documented), "a code stands there twice"
    assert documented == {code: (kind.severity.value, kind.template, kind.advice) for code, kind in REGISTRY.items()}


#: Folding, clitics, and the statistics of letters: where a script is taken apart, its letters stand in code.
_SCRIPT = {"language/lexicon.py", "language/phrases.py", "read/health.py", "read/text.py"}
_ARABIC_LETTER = re.compile("[\u0620-\u064a]")


def _strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the strings of a module that are no docstrings."""
    owners = (ast.Module, ast.ClassDef, *FUNCTIONS)
    first = [node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    docstrings = {node.value for node in first if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield node


@EVERY_MODULE
def test_words_of_arabic_stand_in_data_not_in_code(module: str) -> None:
    """Escapes such as \\u0621 are ranges of a script, and no words."""
    if MODULES[module].relative_to(PACKAGE).as_posix() in _SCRIPT:
        return
    source = MODULES[module].read_text(encoding="utf-8")
    arabic = [string for string in _strings(TREES[module]) if _ARABIC_LETTER.search(str(string.value))]
    printed = [ast.get_source_segment(source, string) or "" for string in arabic]
    assert [text for text in printed if _ARABIC_LETTER.search(text)] == []
