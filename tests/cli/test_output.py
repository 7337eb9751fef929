"""What comes out where: formats, files, folders, streams, locales."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.unit.export.schemas import read_akn

from unodc_parse import read_json
from unodc_parse.archive.store import HIDDEN
from unodc_parse.export.akn import to_akn
from unodc_parse.export.records import to_json

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]
IDS = ["I", "I.1", "II", "II.2", "II.2.a", "II.2.b", "III", "III.3"]
MANIFEST_KEYS = "path sha256 bytes status reason pages seconds language symbols damage segments recommendations version"


def ids(data: bytes) -> list[str]:
    return [segment["id"] for segment in json.loads(data)["segments"]]


def test_json_is_the_default_of_a_pipe_and_fits_the_schema(program: Program, samples: Path) -> None:
    """The JSON of every sample is valid, comes back as it was, and is valid Akoma Ntoso then, too."""
    schema = json.loads(program("schema").stdout)
    for name in ("report.ar.pdf", "report.en.pdf", "report.damaged.txt"):
        run = program(samples / name)
        assert run.returncode == 0
        assert not list(Draft202012Validator(schema).iter_errors(json.loads(run.stdout)))
        assert to_json(read_json(run.stdout)) == run.stdout
        assert read_akn(to_akn(read_json(run.stdout))) is not None


def test_both_samples_have_the_same_ids(program: Program, samples: Path) -> None:
    """Only a footnote's place among them may differ, since pages break elsewhere."""
    arabic, english = (ids(program(samples / f"report.{language}.pdf").stdout) for language in ("ar", "en"))
    assert sorted(arabic) == sorted(english)
    assert [i for i in arabic if not i.startswith("fn-")] == [i for i in english if not i.startswith("fn-")]


def test_options_may_stand_before_or_after_inputs(program: Program, report: Path) -> None:
    expected = program("-f", "csv", report).stdout
    assert expected.startswith(b"document,symbol,")
    for name, other in (("markdown", "md"), ("ndjson", "jsonl")):
        assert program(report, "-f", name).stdout == program(report, "-f", other).stdout != b""
    assert program(report, "-f", "csv").stdout == program("--format=csv", "--", report).stdout == expected


def test_standard_input_is_a_dash(program: Program, samples: Path) -> None:
    run = program("-", "-f", "csv", input=(samples / "report.en.pdf").read_bytes())
    rows = list(csv.DictReader(StringIO(run.stdout.decode(), newline="")))
    assert run.returncode == 0
    assert {row["document"] for row in rows} == {"stdin"}


@pytest.mark.parametrize(
    "words",
    [["-f", "jsonl"], ["-o", "out/"], ["text"], ["repair"], ["inspect", "-o", "a.html"], ["doctor", "-f", "view"],
     ["explain", "--line", "1", "-f", "view"]],
)  # fmt: skip
def test_standard_input_has_one_name(words: list[str], program: Program, tmp_path: Path) -> None:
    run = program(*words, "-", input="إن الدولةالطرف تقدم تقريرهاالرابع في بوغوتافي".encode(), cwd=tmp_path)
    assert run.returncode == 0
    said = run.stdout if words[0] in {"doctor", "explain"} else run.stderr
    assert said.decode().removeprefix("unodc-parse: ").startswith("stdin: ")


def test_a_file_with_the_name_of_a_command_is_given_with_its_folder(program: Program, report: Path) -> None:
    (report.parent / "text").write_bytes(report.read_bytes())
    assert ids(program("./text", cwd=report.parent).stdout) == IDS
    assert ids(program("--", "text", cwd=report.parent).stdout) == IDS


def test_roles_and_kinds_choose_lines(program: Program, report: Path) -> None:
    run = program(report, "-f", "jsonl", "--role", "recommendation,decision", "--role", "deliberation")
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["II.2.a", "II.2.b", "III.3"]
    run = program(report, "-f", "jsonl", "--kind", "masthead")
    assert [json.loads(line)["kind"] for line in run.stdout.splitlines()]


@pytest.mark.parametrize(
    ("name", "start"), [("x.json", b"{\n"), ("x.jsonl", b'{"document"'), ("x.csv", b"document,"), ("x.txt", b"CTOC")]
)
def test_the_suffix_of_the_output_names_the_format(
    program: Program, report: Path, tmp_path: Path, name: str, start: bytes
) -> None:
    run = program(report, "-o", tmp_path / name)
    assert (run.returncode, run.stdout) == (0, b"")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert (tmp_path / "datapackage.json").exists() == (name == "x.csv")


def test_raw_adds_the_text_as_it_was_read(program: Program, report: Path) -> None:
    assert all("text_raw" in s for s in json.loads(program(report, "--raw").stdout)["segments"])
    assert not any("text_raw" in s for s in json.loads(program(report).stdout)["segments"])


def test_an_input_is_never_written_over(program: Program, report: Path) -> None:
    before = report.read_bytes()
    run = program(report, "-o", report)
    assert run.returncode == 2
    assert report.read_bytes() == before


def test_a_folder_is_mirrored_with_a_manifest(program: Program, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = program(folder, "-o", out, "-j", "2")
    assert (run.returncode, run.stdout) == (1, b"")
    assert run.stderr.startswith(f"unodc-parse: {folder / 'broken.pdf'}: ".encode())
    written = {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file() and HIDDEN not in p.parts}
    assert written == {"one.txt.json", "a/two.txt.json", "manifest.jsonl", "segments.jsonl"}
    lines = [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]
    assert [(line["path"], line["status"]) for line in lines] == [
        ("broken.pdf", "failed"),
        ("one.txt", "ok"),
        ("picture.png", "skipped"),
        ("a/two.txt", "ok"),
    ]
    assert all(" ".join(line) == MANIFEST_KEYS for line in lines)
    assert lines[1]["segments"] == len(IDS)
    assert lines[1]["recommendations"] == 2
    assert (out / "a" / "two.txt.json").read_bytes() == program(folder / "a" / "two.txt").stdout.replace(
        b'"name": "two.txt"', b'"name": "a/two.txt"'
    )


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("md", "md"), ("akn", "akn.xml"), ("annotations", "jsonld"), ("parquet", "parquet"), ("view", "txt")],
)
def test_a_folder_is_written_in_every_format(
    program: Program, folder: Path, tmp_path: Path, name: str, suffix: str
) -> None:
    assert program(folder, "-o", tmp_path / "out", "-f", name, "-q").returncode == 1
    assert (tmp_path / "out" / "a" / f"two.txt.{suffix}").stat().st_size
    assert (tmp_path / "out" / f"one.txt.{suffix}").read_bytes() == program(folder / "one.txt", "-f", name).stdout


@pytest.mark.parametrize("name", ["json", "md", "akn", "annotations", "parquet"])
def test_several_reports_are_no_single_document(program: Program, folder: Path, name: str) -> None:
    run = program(folder, "-f", name)
    assert run.returncode == 2
    assert b"or name a folder with -o" in run.stderr


@pytest.mark.parametrize("name", ["json", "akn"])
def test_whole_documents_take_no_choice_of_segments(program: Program, report: Path, name: str) -> None:
    run = program(report, "-f", name, "--role", "recommendation")
    assert run.returncode == 2
    assert b"--role and --kind are for view, jsonl, csv, md, parquet, annotations" in run.stderr


def test_a_folder_of_csv_has_one_data_package(program: Program, folder: Path, tmp_path: Path) -> None:
    program(folder, "-o", tmp_path / "out", "-f", "csv", "-j", "1")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert [resource["path"] for resource in package["resources"]] == ["a/two.txt.csv", "one.txt.csv"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_inputs_join_in_their_order(program: Program, folder: Path, jobs: str) -> None:
    run = program(folder, "-f", "csv", "--excel", "-j", jobs)
    assert run.returncode == 3
    assert run.stdout.count(b"document,symbol") == run.stdout.count(b"\xef\xbb\xbf") == 1
    rows = list(csv.DictReader(StringIO(run.stdout.decode("utf-8-sig"), newline="")))
    assert [row["document"] for row in rows] == ["one.txt"] * len(IDS) + ["a/two.txt"] * len(IDS)


def test_inputs_of_one_name_stay_apart(program: Program, folder: Path, tmp_path: Path) -> None:
    (folder / "a" / "one.txt").write_bytes((folder / "one.txt").read_bytes())
    program(folder / "one.txt", folder / "a" / "one.txt", "-o", tmp_path / "out")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "one.txt.json",
        "one~2.txt.json",
        "manifest.jsonl",
        "segments.jsonl",
        HIDDEN,
    }


def test_text_keeps_the_number_of_lines(program: Program, samples: Path) -> None:
    damaged = samples / "report.damaged.txt"
    run = program("text", "--lines", damaged)
    assert run.stdout.count(b"\n") == damaged.read_bytes().count(b"\n")
    paragraphs = program("text", samples / "report.en.pdf").stdout.decode().splitlines()
    assert any(line.startswith("(a) States parties") for line in paragraphs)


def test_output_is_utf8_with_plain_line_ends_whatever_the_locale(program: Program, samples: Path) -> None:
    plain = program(samples / "report.ar.pdf", "-f", "view")
    posix = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    assert program(samples / "report.ar.pdf", "-f", "view", env=posix).stdout == plain.stdout
    assert "التوصيات" in plain.stdout.decode("utf-8")
    assert b"\r" not in plain.stdout


def test_a_piped_view_is_plain(program: Program, samples: Path) -> None:
    text = program(samples / "report.en.pdf", "-f", "view").stdout.decode()
    assert not {"\x1b", "─", "\u2067"} & set(text)
    assert all(line == line.rstrip() for line in text.splitlines())


def test_nothing_is_loaded_for_help(root: Path, program: Program) -> None:
    run = program("--help", env={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.decode().splitlines()}
    assert run.returncode == 0
    assert "typer" in loaded
    assert not loaded & {"playa", "pypdfium2", "pdfplumber", "pdfminer", "msgspec", "rich", "bidi", "arabic_reshaper"}
    assert (root / "src").is_dir()


def test_version(program: Program) -> None:
    assert program("--version").stdout.startswith(b"unodc-parse ")
    assert program("nosuch.pdf", "--version").returncode == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["report.txt", "-o", "report.docx"], 2, b".docx is the ending of no format"),
        (["report.txt", "-o", "missing/report.json"], 5, b"folder 'missing' does not exist"),
        (["align", "report.txt", "report.txt", "-o", "missing/pairs.jsonl"], 5, b"folder 'missing' does not exist"),
        (["inspect", "report.txt", "-o", "missing/page.html"], 5, b"folder 'missing' does not exist"),
        ([".", "-o", "all.json"], 2, b"name a folder (all.json/)"),
        (["text", "."], 3, b"a folder, not a report"),
        (["inspect", ".", "-o", "page.html"], 3, b"a folder, not a report"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused_at_once(
    program: Program, report: Path, words: list[str], status: int, said: bytes
) -> None:
    before = sorted(report.parent.rglob("*"))
    run = program(*words, cwd=report.parent)
    assert (run.returncode, run.stdout) == (status, b"")
    assert said in run.stderr
    assert sorted(report.parent.rglob("*")) == before


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_we_wrote_is_no_report_to_read(program: Program, report: Path, tmp_path: Path, form: str) -> None:
    written = tmp_path / "written"
    written.write_bytes(program(report, "-f", form).stdout)
    run = program(written)
    assert (run.returncode, run.stdout) == (3, b"")
    assert b"give the report itself" in run.stderr


def test_findings_of_a_folder_are_said_in_words(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear reader,\n\nthis is a letter.\n", encoding="utf-8")
    run = program(folder, "-o", tmp_path / "out")
    assert b"letter.txt: warning U304: no numbered section" in run.stderr
