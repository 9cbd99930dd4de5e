"""`make demo`: the examples on the machine's own data, with everything they print."""

import os
import textwrap

from . import directives, peers, programs
from .process import ROOT, run


def _show_one(package, source, program, spec):
    """Runs one example on the ranks it asks for last and prints what it says; is it right?"""
    ranks = spec.ranks[-1]
    print(f"\n== {os.path.relpath(source, ROOT)} on {ranks} ranks ==\n", flush=True)
    outcome = run(programs.command_line(package, program, spec, ranks), spec.timeout,
                  cwd=os.path.join(os.path.dirname(source), spec.cwd), env=spec.env)
    ok, detail, _ = programs.judge(outcome, spec.expect)
    print(textwrap.indent(outcome.output.rstrip() if ok else detail, "   "), flush=True)
    return ok


def show(report, package):
    """Builds the examples against the installation and runs each."""
    shown, failed = 0, []
    for group, pattern, project, folder in programs.GROUPS:
        sources = programs.program_sources(pattern)
        if "examples" not in group or not sources:
            continue
        build = programs.build_project(report, package, project)
        if build is None:
            failed.append(project)
            continue
        for source in sources:
            stem = os.path.splitext(os.path.basename(source))[0]
            program = os.path.join(build, folder, stem)
            # What needs a library that `make demo` does not install.
            if peers.of_example(stem) and not os.path.exists(program):
                continue
            for spec in directives.parse_file(source):
                shown += 1
                if not _show_one(package, source, program, spec):
                    failed.append(os.path.relpath(source, ROOT))
    if not shown and not failed:
        failed.append("there are no examples")
    print(f"\ndemo: {'OK' if not failed else 'FAILED: ' + ', '.join(failed)}")
    return 1 if failed else 0
