"""Lemmas where camel-tools and its data are there, silence where not; and our folding held equal to theirs."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.language import wording
from unodc_parse.language.lemmas import lemmatizer
from unodc_parse.language.lexicon import fold
from unodc_parse.meaning.enrich import add_meaning
from unodc_parse.model import Segment

LEXES = {"اوصي": "أَوْصَى_1", "نوصيكم": "أَوْصَى_1", "الدول": "دَوْلَة_1"}


@pytest.fixture
def fresh() -> Iterator[None]:
    for cached in (lemmatizer, wording.load_wording):
        cached.cache_clear()
    yield
    for cached in (lemmatizer, wording.load_wording):
        cached.cache_clear()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out a data folder as camel-tools does, and stand in for its two modules."""
    database = tmp_path / "data" / "morphology_db" / "calima-msa-r13" / "morphology.db"
    database.parent.mkdir(parents=True)
    database.touch()
    (tmp_path / "catalogue.json").touch()
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    for name in ("camel_tools", "camel_tools.morphology"):
        module = ModuleType(name)
        module.__spec__ = importlib.machinery.ModuleSpec(name, None)
        monkeypatch.setitem(sys.modules, name, module)
    analyzer = SimpleNamespace(analyze=lambda word: [{"lex": LEXES[word]}] if word in LEXES else [])
    stand_ins = {"database": {"MorphologyDB": lambda _: None}, "analyzer": {"Analyzer": lambda _: analyzer}}
    for name, contents in stand_ins.items():
        monkeypatch.setitem(sys.modules, f"camel_tools.morphology.{name}", SimpleNamespace(**contents))  # type: ignore[arg-type]
    return tmp_path


def read(text: str) -> Segment:
    segment = Segment(
        id="1", parent=None, depth=1, kind="paragraph", role="recommendation", label="1", language="ar",
        direction="rtl", text=text, span=(0, len(text)), sources=(), confidence=1.0,
    )  # fmt: skip
    return add_meaning((segment,), (), "ar")[0]


@pytest.mark.usefixtures("fresh", "data")
def test_a_form_that_no_list_has_is_found_by_its_lemma() -> None:
    found = read("نوصيكم الدول بأن")
    assert found.modality is not None
    assert (found.modality.cue, found.modality.strength) == ("نوصيكم", 3)
    assert found.lemmas == ("اوصي", "دولة", "بان")


@pytest.mark.usefixtures("fresh")
def test_without_data_nothing_is_said_and_nothing_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert lemmatizer("ar") is None
    assert read("ينبغي للدول أن تعمل").lemmas is None
    assert "camel_tools.data" not in sys.modules
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_other_languages_have_no_lemmas() -> None:
    assert lemmatizer("en") is None


@given(st.text(alphabet="ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱًٌٍَُِّْٰ ", max_size=40))
def test_folding_is_that_of_camel_tools(text: str) -> None:
    dediac = pytest.importorskip("camel_tools.utils.dediac", reason="camel-tools is not installed")
    normalize = pytest.importorskip("camel_tools.utils.normalize", reason="camel-tools is not installed")
    theirs = normalize.normalize_alef_maksura_ar(normalize.normalize_alef_ar(dediac.dediac_ar(text)))
    assert fold(text) == " ".join(theirs.split())
