"""UN meeting reports, Arabic and English, PDF or text, into structured data.

Names are loaded when they are first used, so that `unodc-parse --help` starts without the PDF libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from unodc_parse._version import __version__

if TYPE_CHECKING:
    from unodc_parse.arabic.repair import replay
    from unodc_parse.arabic.texts import repair_and_explain, repair_text
    from unodc_parse.diagnostics import Diagnostic
    from unodc_parse.errors import (
        EncryptedPdfError,
        InputError,
        NoTextLayerError,
        OptionsError,
        OutputError,
        UnodcParseError,
        UnreadablePdfError,
    )
    from unodc_parse.export.csv import write_csv
    from unodc_parse.export.records import read_json, write_json
    from unodc_parse.model import Report, Segment
    from unodc_parse.options import Options
    from unodc_parse.pipeline import parse

_HOMES = {
    "Diagnostic": "diagnostics",
    "EncryptedPdfError": "errors",
    "InputError": "errors",
    "NoTextLayerError": "errors",
    "Options": "options",
    "OptionsError": "errors",
    "OutputError": "errors",
    "Report": "model",
    "Segment": "model",
    "UnodcParseError": "errors",
    "UnreadablePdfError": "errors",
    "parse": "pipeline",
    "read_json": "export.records",
    "repair_and_explain": "arabic.texts",
    "repair_text": "arabic.texts",
    "replay": "arabic.repair",
    "write_csv": "export.csv",
    "write_json": "export.records",
}

__all__ = [
    "Diagnostic",
    "EncryptedPdfError",
    "InputError",
    "NoTextLayerError",
    "Options",
    "OptionsError",
    "OutputError",
    "Report",
    "Segment",
    "UnodcParseError",
    "UnreadablePdfError",
    "__version__",
    "parse",
    "read_json",
    "repair_and_explain",
    "repair_text",
    "replay",
    "write_csv",
    "write_json",
]


def __getattr__(name: str) -> object:
    """Load a public name from its module (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(f"unodc_parse.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
