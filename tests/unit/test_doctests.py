"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import unodc_parse

MODULES = sorted(
    m.name for m in pkgutil.walk_packages(unodc_parse.__path__, "unodc_parse.") if "__main__" not in m.name
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
