"""`make demo`: the examples on the machine's own data, with everything they print."""

import os

from . import directives, programs
from .process import run


def show(report, package):
    """Builds the examples against the installation and runs each on the ranks it asks for last."""
    failed = 0
    for group, pattern, project, folder in programs.GROUPS:
        if "examples" not in group:
            continue
        build = programs.build_project(report, package, project)
        if build is None:
            return 1
        for source in programs.program_sources(pattern):
            for spec in directives.parse_file(source):
                stem = os.path.splitext(os.path.basename(source))[0]
                program = os.path.join(build, folder, stem)
                print(f"\n== {os.path.relpath(source)} on {spec.ranks[-1]} ranks ==", flush=True)
                command = programs.command_line(package, program, spec, spec.ranks[-1])
                outcome = run(command, spec.timeout, cwd=os.path.join(os.path.dirname(source), spec.cwd), env=spec.env)
                print(outcome.output if outcome.ok else outcome.explain(), flush=True)
                ok, _, _ = programs.judge(outcome, spec.expect)
                failed += not ok
    print(f"\ndemo: {'OK' if not failed else f'{failed} examples failed'}")
    return 1 if failed else 0
