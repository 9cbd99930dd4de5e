"""How a test program says what it wants, in a comment among its first lines:

    /* ranks: 1 2 3 4 6  timeout: 60  args: --mode fast  env: A=1 B=2  valgrind: 1 3 */

`ranks` lists the numbers of ranks, `single` meaning a start without mpiexec; `timeout` is in
seconds; `valgrind` lists the ranks of further runs under valgrind, `valgrind-full` those that only
`make test-full` makes, since a run on three ranks takes as long as twenty others; `expect` is a line that must be
printed, for programs that do not end with `PASS n checks`; `cwd` is relative to the source file;
`variant: complex` runs <program>_complex, which the project builds from the same source for another build of
the library it is for;
`needs: spawn` is for programs that start processes themselves, which not every MPI can;
`full: only` is for runs that only `make test-full` makes, for their time or memory.
Each line with `ranks:` is a configuration of its own, so a program may run several times with
different arguments. A program without such a line runs at 1 2 3 4 6 ranks.
"""

import dataclasses
import re

KEYS = ("ranks", "timeout", "args", "env", "valgrind", "valgrind-full", "full", "expect", "cwd", "variant", "needs", "sources")
DEFAULT_RANKS = ["1", "2", "3", "4", "6"]
_KEY = re.compile(r"\b(" + "|".join(KEYS) + r"):")


@dataclasses.dataclass
class RunSpec:
    """One configuration of a program."""

    ranks: list
    timeout: float = 60.0
    args: list = dataclasses.field(default_factory=list)
    env: dict = dataclasses.field(default_factory=dict)
    valgrind: list = dataclasses.field(default_factory=list)
    valgrind_full: list = dataclasses.field(default_factory=list)
    full: bool = False
    expect: str = ""
    cwd: str = "."
    variant: str = ""
    needs: str = ""


def _ranks(text):
    words = text.replace(",", " ").split()
    for word in words:
        if word != "single" and not (word.isdigit() and int(word) > 0):
            raise ValueError(f"'{word}' is not a number of ranks")
    return words


def parse_line(line):
    """The configuration that one comment line describes."""
    line = line.replace("*/", "").strip()
    parts = _KEY.split(line)[1:]
    values = {key: value.strip() for key, value in zip(parts[::2], parts[1::2])}
    spec = RunSpec(ranks=_ranks(values["ranks"]))
    if "timeout" in values:
        spec.timeout = float(values["timeout"])
    spec.args = values.get("args", "").split()
    spec.env = dict(pair.split("=", 1) for pair in values.get("env", "").split())
    spec.valgrind = _ranks(values.get("valgrind", ""))
    spec.valgrind_full = _ranks(values.get("valgrind-full", ""))
    if values.get("full", "only") != "only":
        raise ValueError(f"'full: {values['full']}' is not 'full: only'")
    spec.full = "full" in values
    spec.expect = values.get("expect", "")
    spec.cwd = values.get("cwd", ".")
    spec.variant = values.get("variant", "")
    spec.needs = values.get("needs", "")
    if spec.needs not in ("", "spawn"):
        raise ValueError(f"'needs: {spec.needs}' is not 'needs: spawn'")
    return spec


def parse_file(path):
    """All configurations of a program, read from the first lines of its source."""
    with open(path, encoding="utf-8") as source:
        head = [line for _, line in zip(range(20), source)]
    specs = []
    for line in head:
        if re.search(r"\branks:", line):
            try:
                specs.append(parse_line(line))
            except ValueError as error:
                raise ValueError(f"{path}: {error}, in: {line.strip()}") from error
    return specs or [RunSpec(ranks=list(DEFAULT_RANKS))]
