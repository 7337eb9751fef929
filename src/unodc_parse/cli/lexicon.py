"""`unodc-parse lexicon check`: the lint of a lexicon file."""

from __future__ import annotations

import sys

from unodc_parse.cli.status import Status
from unodc_parse.console.messages import complain, printable, say
from unodc_parse.errors import OptionsError
from unodc_parse.language.lint import check_lexicon


def run_check(files: list[str]) -> int:
    """Say what is wrong with lexicon files, a line each on standard output; status 1 where something is."""
    status = Status.DONE
    for path in files:
        try:
            findings = check_lexicon(path)
        except OptionsError as problem:
            complain(str(problem))
            status = max(status, Status.UNREADABLE)
            continue
        for finding in findings:
            sys.stdout.write(printable(f"{path}: {finding.place}: {finding.problem}") + "\n")
        if findings:
            status = max(status, Status.FINDING)
        else:
            say(f"{printable(path)}: nothing wrong")
    return status
