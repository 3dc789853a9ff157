# `just` alone lists these.

_default:
    @just --list --unsorted

# The whole job on the 2023 batch, written to target/ut
demo:
    cargo run --release -- run fixtures/vestland-2023 --out target/ut --force

# Tests, all or those whose name holds FILTER
test FILTER="":
    cargo test {{ FILTER }}

# Format
fmt:
    cargo fmt

# What must be clean before a commit
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo test

# Write anew what is made from the program: docs/findings.md, docs/batch-toml.md and the sessions in README.md and docs
docs:
    cargo test --test it regenerate -- --ignored

# The speed beside other programs, as one table of ratios; ROWS are read, rank, greedy, breakpoints, write or run (needs Python, Node, GNU time)
bench TURNS="5" *ROWS:
    benches/beside {{ TURNS }} {{ ROWS }}

# Man pages, one for each command, in LANG (nn, nb or en), in target/man
man LANG="nn":
    cargo run --example man -- target/man {{ LANG }}

# What a packager needs, in target/package: the program, man pages in three languages, completions; each looked at
package:
    tests/tools/install target/package

# Dependencies against deny.toml: advisories, yanked versions, licences, sources (needs cargo-deny, and GitHub for advisories)
deny:
    cargo deny check

# What the program is made of, as CycloneDX JSON in tilskot.cdx.json (needs cargo-cyclonedx)
sbom:
    cargo cyclonedx --format json --target all

# Mutants of value parsing, rank and allocate that no test sees (needs cargo-mutants; docs/testing.md); WHAT is value, rank or allocate
mutants WHAT *ARGS:
    tests/tools/mutants {{ WHAT }} {{ ARGS }}

# The documentation of the library, in a browser
api:
    cargo doc --no-deps --open

# Look at changed snapshots and accept them one by one (needs cargo-insta)
snapshots:
    cargo insta review

# Everything, with other programs looking at the outputs; installs what it needs
ci:
    .ci/run
