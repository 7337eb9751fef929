"""The commands about repair: `learn`."""

from __future__ import annotations

from unodc_parse.cli.commands import Inputs, Output, Quiet, Reader, app


@app.command("learn")
def learn(inputs: Inputs = None, *, output: Output = None, reader: Reader = "auto", quiet: Quiet = False) -> int:
    """Make statistics of Arabic from your own clean reports, for --lm."""
    from unodc_parse.cli.learn import run_learn  # noqa: PLC0415 -- --help must not wait for the model
    from unodc_parse.cli.settings import Settings, Voice  # noqa: PLC0415 -- as above

    voice = Voice(quiet=quiet)
    return run_learn(inputs or [], Settings.from_words(output_format="json", output=output, reader=reader, voice=voice))
