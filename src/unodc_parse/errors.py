"""Exceptions that stop one document.

    UnodcParseError
    ├── InputError               an input cannot be read
    │   ├── UnreadablePdfError   not a PDF, truncated, or damaged beyond reading
    │   ├── EncryptedPdfError    a password is needed
    │   └── NoTextLayerError     a scan: pictures of text, no text
    ├── OptionsError             options that contradict each other or name nothing
    └── OutputError              the result cannot be written

Every message is one line: what happened, to which file, what to do next. Things found that do not stop a
document are diagnostics (`unodc_parse.diagnostics`), never exceptions.
"""

from __future__ import annotations


class UnodcParseError(Exception):
    """Base of everything that this package raises on purpose."""


class InputError(UnodcParseError):
    """An input cannot be read: missing, not permitted, empty, or not of a kind that is understood."""


class UnreadablePdfError(InputError):
    """The bytes are not a PDF, or the PDF is damaged beyond reading."""


class EncryptedPdfError(InputError):
    """The PDF is encrypted and opens only with a password."""


class NoTextLayerError(InputError):
    """The PDF holds pictures of text but no text; optical character recognition is needed first."""


class OptionsError(UnodcParseError):
    """Options contradict each other or name something that does not exist."""


class OutputError(UnodcParseError):
    """The result cannot be written."""
