//! The checks of `house.rs` find what they are there for, and nothing else.

use super::*;

const GOOD: &str = "
/**
 * Make a context of all ranks of a communicator.
 *
 * Collective, communicating.
 *
 * @param comm  the application's communicator
 * @param[in] options  NULL for the defaults
 * @param fn,user  called with `user` when done
 * @param[out] ctx  receives the context
 * @return DA_OK or an error
 * Ownership: the caller frees `*ctx` with da_context_free().
 * Errors: DA_ERR_NULL.
 * Since: 0.1
 */
DA_API da_status da_context_create(MPI_Comm comm,
                                   const da_options *options,
                                   int32_t (*fn)(void *user, int32_t code),
                                   void *user,
                                   da_context **ctx);
";

fn good() -> Function {
    functions(GOOD).remove(0)
}

fn without(part: &str) -> Vec<String> {
    let text: String =
        GOOD.lines().filter(|line| !line.contains(part)).map(|line| format!("{line}\n")).collect();
    doc_problems(&functions(&text)[0])
}

#[test]
fn declarations_are_read() {
    let function = good();
    assert_eq!(function.name, "da_context_create");
    assert_eq!(function.result, "da_status");
    let names: Vec<&str> = function.parameters.iter().map(|p| parameter_name(p)).collect();
    assert_eq!(names, ["comm", "options", "fn", "user", "ctx"]);
    let plain = functions("\nDA_API const char *da_version_string(void);\n");
    assert_eq!((plain[0].result.as_str(), plain[0].parameters.len()), ("const char *", 0));
    let sized = functions("\nDA_API void da_take(const int64_t shape[2]);\n");
    assert_eq!(parameter_name(&sized[0].parameters[0]), "shape");
}

#[test]
fn each_part_of_the_template_is_required() {
    assert!(doc_problems(&good()).is_empty(), "{:?}", doc_problems(&good()));
    for (part, told) in [
        ("Make a context", "a first sentence"),
        ("Collective,", "its class"),
        ("@param comm", "@param comm"),
        ("[in] options", "@param options"),
        ("fn,user", "@param fn"),
        ("@return", "@return"),
        ("Ownership:", "Ownership:"),
        ("Errors:", "Errors:"),
        ("Since:", "Since:"),
    ] {
        let problems = without(part);
        assert!(problems.iter().any(|problem| problem.contains(told)), "without {part}: {problems:?}");
    }
    let bare = functions("/** Other. */\nint x;\n\nDA_API void da_x(void);\n");
    assert_eq!(doc_problems(&bare[0]), ["da_x: no comment"]);
}

#[test]
fn a_name_in_a_comment_or_in_the_bad_input_table_is_no_test() {
    let only = [good()];
    let comment = Source::fake("tests/c/a.c", "/* da_context_create(x) */ int da_context_create_f(int);");
    let table = Source::fake("tests/c/bad_input_rows.c", "da_context_create(0, 0, 0, 0, 0);");
    assert_eq!(untested(&only, &[comment, table]).len(), 1);
    let call = Source::fake("tests/c/b.c", "CHECK_OK(da_context_create (c, 0, 0, 0, &ctx));");
    assert!(untested(&only, &[call]).is_empty());
}

#[test]
fn fortran_interfaces_and_calls_are_found() {
    let header = "\nDA_API da_status da_a(int32_t x);\n\nDA_API da_status da_c(MPI_Comm c);\n\nDA_API da_status da_c_f(MPI_Fint c);\n";
    let module = "integer function da_a(x) &\n  bind(C, name=\"da_a\") ! comment\n subroutine da_c_f(c) bind(C, name='da_c_f')";
    let program = [Source::fake("tests/fortran/a.f90", "status = da_a(1)\ncall da_c(comm)")];
    let all = functions(header);
    assert_eq!(all.len(), 3);
    assert!(
        fortran_problems(&all, module, &program).is_empty(),
        "{:?}",
        fortran_problems(&all, module, &program)
    );
    assert_eq!(fortran_problems(&all, "", &program).len(), 2);
    assert_eq!(fortran_problems(&all, module, &[]).len(), 2);
    let in_comment = "! function da_a(x) bind(C, name=\"da_a\")";
    assert_eq!(fortran_problems(&all, in_comment, &program).len(), 2);
    // Without the twin, a communicator by value is no excuse.
    assert_eq!(fortran_problems(&functions("\nDA_API da_status da_c(MPI_Comm c);\n"), "", &[]).len(), 2);
}

#[test]
fn constants_are_compared() {
    let header = "#define DA_OK 0\n#define DA_ERR_NULL 2\n#define DA_API x\n";
    assert!(constant_problems(header, "parameter :: DA_OK = 0, DA_ERR_NULL = 2").is_empty());
    assert_eq!(constant_problems(header, "DA_OK = 0, DA_ERR_NULL = 3").len(), 1);
    assert_eq!(constant_problems(header, "XDA_OK = 0").len(), 2);
}

#[test]
fn targets_and_dependencies_are_found() {
    assert_eq!(undescribed_targets(".PHONY: a b\na: ## does it\nb: a\n").len(), 1);
    let manifest = "[package]\nname = \"x\"\n[dependencies]\nlibc = \"1\"\n# note = no\n[dev-dependencies]\nproptest = { version = \"1\" }\n[features]\nq = []\n";
    assert_eq!(unexplained_dependencies(manifest, "- `libc`: calls").len(), 1);
    assert!(unexplained_dependencies(manifest, "`libc` `proptest`").is_empty());
}
