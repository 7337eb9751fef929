"""Questions to a register: SQL, questions by name, and search that ignores how Arabic is spelt."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from unodc_parse.archive.database import open_database
from unodc_parse.errors import OptionsError

_SEARCH = """
SELECT document, symbol, id, role, page, round(confidence, 2) AS confidence, coalesce(heading, "text") AS "text"
FROM segments WHERE list_bool_and(list_transform(string_split(fold(?), ' '), lambda w: contains(folded, w)))
ORDER BY document, rowid
"""

_TABLES = """
SELECT table_name AS "table",
    string_agg(column_name || ' ' || lower(data_type), ', ' ORDER BY ordinal_position) AS columns
FROM information_schema.columns WHERE table_schema = 'main' GROUP BY table_name ORDER BY table_name
"""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question that has a name: what it is about, and its SQL."""

    about: str
    sql: str


class Answer(msgspec.Struct, frozen=True):
    """The names of the columns, and the rows."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


@cache
def questions() -> dict[str, Question]:
    """Return the questions that have names (`data/questions.toml`)."""
    text = resources.files("unodc_parse").joinpath("data", "questions.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Question])


def ask_by_name(register: Path, name: str) -> Answer:
    """Answer a question that has a name; raises `OptionsError` for one that has none."""
    if name not in questions():
        known = "; ".join(f"{word}: {question.about}" for word, question in questions().items())
        raise OptionsError(f"no question is called {name!r}; there are {known}")
    return ask(register, questions()[name].sql)


def search(register: Path, words: str) -> Answer:
    """Return the segments that hold all of `words`, whatever their marks, alef, heh, yeh and digits."""
    return ask(register, _SEARCH, [words])


def list_tables(register: Path) -> Answer:
    """Return the tables and their columns."""
    return ask(register, _TABLES)


def ask(register: Path, sql: str, values: list[str] | None = None) -> Answer:
    """Answer a question in SQL, which can read the register and nothing else.

    Raises `QueryError` where it can't be answered, `InputError` where the file is no register.
    """
    with open_database(register, read_only=True) as database:
        result = database.execute(sql, values or [])
        return Answer([column[0] for column in result.description or []], result.fetchall())
