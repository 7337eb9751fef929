"""Compile the modules in which most time is spent to C extensions (mypyc), where a wheel is built with a compiler.

`[tool.hatch.build.targets.wheel.hooks.custom]` names the modules; the same sources run uncompiled where they are not
built. The environment variable `UNODC_PARSE_COMPILE` decides:

    auto (or unset)   compile if a C compiler and the headers of Python are found and it works, say so if not
    1                 compile, or fail
    0                 a pure Python wheel

An editable install is never compiled: what runs is always what the files say. Extensions are made in a copy of `src`,
so none is left in the working tree. Optimised by -O1: -O2 costs a third more time to build, and runs hardly faster.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "UNODC_PARSE_COMPILE"
#: mypy compiles, through setuptools, and reads the types of the other two.
_TOOLS = ("mypy>=1.20", "setuptools>=77", "msgspec>=0.19", "playa-pdf>=1.1")
_SETUP = """
import sys
from setuptools import setup
from mypyc.build import mypycify

groups = {groups!r}
extensions = mypycify(
    ["--ignore-missing-imports", "--explicit-package-bases", *sum(groups.values(), [])],
    opt_level="1", debug_level="0", separate=[(paths, name) for name, paths in groups.items()],
)
setup(name="compiled", ext_modules=extensions, package_dir={{"": "src"}},
      script_args=["build_ext", "--inplace", "--parallel", "{jobs}"])
"""


def why_not() -> str | None:
    """Return why nothing can be compiled here, null where it can be tried."""
    if platform.python_implementation() != "CPython":
        return "mypyc is for CPython"
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        return "the headers of Python are missing (Debian, Ubuntu: python3-dev)"
    named = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    if os.name != "nt" and not any(map(shutil.which, (named.split()[0], "cc"))):
        return "no C compiler was found (Debian, Ubuntu: gcc)"
    return None


def wish() -> str:
    """Return what `UNODC_PARSE_COMPILE` says: auto, 0 or 1.

    Raises:
        ValueError: it says something else.
    """
    word = os.environ.get(SWITCH, "auto").strip().lower() or "auto"
    if word not in {"auto", "0", "1"}:
        raise ValueError(f"{SWITCH} is {word!r}; it may be 1, 0 or auto")
    return word


def compiled(root: Path, groups: dict[str, list[str]], place: Path) -> dict[str, str]:
    """Compile modules of `root`/src in a copy at `place`; return the extensions and where in a wheel they belong.

    `groups` maps the name of a shared library to its modules (`read/content`).

    Raises:
        subprocess.CalledProcessError: it failed; `output` says how.
    """
    shutil.copytree(root / "src", place / "src", ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    paths = {name: [f"src/unodc_parse/{module}.py" for module in modules] for name, modules in groups.items()}
    (place / "setup.py").write_text(_SETUP.format(groups=paths, jobs=os.cpu_count() or 1), encoding="utf-8")
    environment = os.environ | {"MYPYPATH": "src", "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0")}
    command = [sys.executable, "setup.py"]
    subprocess.run(  # noqa: S603
        command, cwd=place, env=environment, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    made = sorted((place / "src").rglob(f"*{suffix}"))
    return {str(path): path.relative_to(place / "src").as_posix() for path in made}


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the extensions to a wheel, and says in its tag for which platform they are."""

    def dependencies(self) -> list[str]:
        """Return what a build needs beyond hatchling: nothing where none is compiled."""
        return [] if wish() == "0" or why_not() else list(_TOOLS)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is written, as `UNODC_PARSE_COMPILE` says."""
        word = wish()
        if version == "editable" or word == "0":
            return
        problem = why_not() or self._compile(build_data)
        if problem is None:
            return
        if word == "1":
            raise RuntimeError(f"{SWITCH}=1, but the modules cannot be compiled: {problem}")
        problem = problem.splitlines()[-1]
        self.app.display_warning(f"unodc-parse: not compiled, it will run as pure Python (slower): {problem}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throw the copy away."""
        del version, build_data, artifact_path
        if hasattr(self, "_place"):
            self._place.cleanup()

    def _compile(self, build_data: dict[str, Any]) -> str | None:
        """Compile, and add what was made; return what went wrong, null where nothing did."""
        self._place = tempfile.TemporaryDirectory(prefix="unodc-parse-")
        try:
            made = compiled(Path(self.root), self.config["groups"], Path(self._place.name))
        except subprocess.CalledProcessError as error:
            said = "\n".join(error.output.strip().splitlines()[-20:])
            return said or f"the compiler ended with status {error.returncode}"
        build_data["force_include"].update(made)
        build_data.update(pure_python=False, infer_tag=True)
        return None
