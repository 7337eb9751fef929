"""The compiled build: which modules it holds, when it is made, and that a program says which one it is."""

import ast
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import pytest

from unodc_parse import _build, values

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "unodc_parse"
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"][
    "custom"
]["groups"]
MODULES = sorted(module for modules in GROUPS.values() for module in modules)


def _loaded():
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def build():
    return _loaded()


def _hook(build, monkeypatch, wish, *, problem=None, failure=None):
    said = []
    hook = build.CompileHook.__new__(build.CompileHook)
    monkeypatch.setattr(build.CompileHook, "app", SimpleNamespace(display_warning=said.append), raising=False)
    monkeypatch.setattr(build, "why_not", lambda: problem)
    monkeypatch.setattr(build.CompileHook, "_compile", lambda _, data: data.update(infer_tag=True) or failure)
    if wish is None:
        monkeypatch.delenv(build.SWITCH, raising=False)
    else:
        monkeypatch.setenv(build.SWITCH, wish)
    return hook, said


@pytest.mark.parametrize("wish", [None, "auto", "1", ""])
def test_a_wheel_is_compiled_where_it_can_be(build, monkeypatch, wish):
    hook, said = _hook(build, monkeypatch, wish)
    data = {}
    hook.initialize("standard", data)
    assert data == {"infer_tag": True}
    assert not said


@pytest.mark.parametrize(("version", "wish"), [("editable", "1"), ("standard", "0")])
def test_nothing_is_compiled_for_an_editable_install_or_when_told_so(build, monkeypatch, version, wish):
    hook, said = _hook(build, monkeypatch, wish)
    data = {}
    hook.initialize(version, data)
    assert data == {}
    assert not said


@pytest.mark.parametrize("wrong", [{"problem": "no C compiler"}, {"failure": "no C compiler"}])
def test_without_a_compiler_a_wheel_is_pure_and_says_so(build, monkeypatch, wrong):
    hook, said = _hook(build, monkeypatch, None, **wrong)
    hook.initialize("standard", {})
    assert len(said) == 1
    assert "no C compiler" in said[0]
    assert "pure Python" in said[0]


@pytest.mark.parametrize("wrong", [{"problem": "no C compiler"}, {"failure": "no C compiler"}])
def test_compiling_that_was_asked_for_fails_loudly(build, monkeypatch, wrong):
    hook, _ = _hook(build, monkeypatch, "1", **wrong)
    with pytest.raises(RuntimeError, match="no C compiler"):
        hook.initialize("standard", {})


@pytest.mark.parametrize(("output", "told"), [("", "status 3"), ("cc: one\nerror: no Python.h\n", "no Python.h")])
def test_a_compiler_that_fails_is_no_failed_wheel(build, monkeypatch, output, told):
    def fail(*_):
        raise subprocess.CalledProcessError(3, ["cc"], output=output)

    monkeypatch.setattr(build, "compiled", fail)
    monkeypatch.setattr(build, "why_not", lambda: None)
    monkeypatch.delenv(build.SWITCH, raising=False)
    said, data = [], {}
    hook = build.CompileHook(".", {"groups": {}}, None, None, "", "wheel")
    monkeypatch.setattr(build.CompileHook, "app", SimpleNamespace(display_warning=said.append), raising=False)
    hook.initialize("standard", data)
    hook.finalize("standard", data, "")
    assert data == {}
    assert len(said) == 1
    assert told in said[0]


def test_the_switch_takes_no_other_word(build, monkeypatch):
    hook, _ = _hook(build, monkeypatch, "yes")
    with pytest.raises(ValueError, match="UNODC_PARSE_COMPILE"):
        hook.initialize("standard", {})


def test_a_missing_compiler_is_named(build, monkeypatch, tmp_path):
    monkeypatch.setenv("CC", "no-such-compiler")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(build.os, "name", "posix")
    (tmp_path / "Python.h").touch()
    monkeypatch.setattr(build.sysconfig, "get_path", lambda _: str(tmp_path))
    assert "compiler" in build.why_not()
    (tmp_path / "Python.h").unlink()
    assert "headers" in build.why_not()


@pytest.mark.parametrize("module", MODULES)
def test_compiled_modules_exist_and_state_no_configuration_that_a_compiled_class_would_lose(module):
    """mypyc drops the keywords of a class statement: what they say must be inherited (`unodc_parse.values`)."""
    tree = ast.parse((SOURCES / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.keywords:
            base = getattr(values, ast.unparse(node.bases[0]), None)
            assert base is not None, f"{node.name} has keywords and no base of unodc_parse.values"
            for keyword in node.keywords:
                assert getattr(base.__struct_config__, keyword.arg) is ast.literal_eval(keyword.value)


@pytest.mark.parametrize("module", MODULES)
def test_compiled_modules_add_no_float_in_a_generator(module):
    """mypyc adds up a generator by itself, from the integer 0, and takes no float; of a list, `sum` is called."""
    tree = ast.parse((SOURCES / f"{module}.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "sum"]
    for added in (call.args[0] for call in calls if isinstance(call.args[0], ast.GeneratorExp)):
        number = added.elt
        assert not isinstance(number, ast.BinOp | ast.Name), ast.unparse(added)
        assert not (isinstance(number, ast.Call) and "math." in ast.unparse(number)), ast.unparse(added)


def test_the_program_says_which_build_it_is(monkeypatch):
    said = subprocess.run(
        [sys.executable, "-m", "unodc_parse.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert f"({_build.build_name()})" in said.stdout
    monkeypatch.setattr(_build, "find_spec", lambda _: SimpleNamespace(origin="content.cpython-311-darwin.so"))
    assert _build.build_name() == "compiled"
    monkeypatch.setattr(_build, "find_spec", lambda _: SimpleNamespace(origin="content.py"))
    assert _build.build_name() == "pure Python"
