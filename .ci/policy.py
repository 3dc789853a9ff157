"""Holds the dependencies of Cargo.lock to deny.toml, as far as cargo itself can tell: licences, sources, and wildcards.

`cargo deny check` does the same and looks up advisories and yanked versions too; it takes minutes to build and needs GitHub,
so it is for before a release (`just deny`).
"""

import json
import re
import subprocess
import sys
import tomllib


def allows(expression: str, allowed: set[str]) -> bool:
    """Whether an SPDX expression is met: AND binds closer than OR, `/` is an old way to write OR."""
    words = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))
    at = 0

    def either() -> bool:
        nonlocal at
        met = both()
        while at < len(words) and words[at] == "OR":
            at += 1
            met = both() or met
        return met

    def both() -> bool:
        nonlocal at
        met = one()
        while at < len(words) and words[at] == "AND":
            at += 1
            met = one() and met
        return met

    def one() -> bool:
        nonlocal at
        word = words[at]
        at += 1
        if word == "(":
            met = either()
            at += 1
            return met
        if at < len(words) and words[at] == "WITH":
            at += 2
            return f"{word} WITH {words[at - 1]}" in allowed
        return word in allowed

    return either()


def main() -> int:
    policy = tomllib.load(open("deny.toml", "rb"))
    allowed = set(policy["licenses"]["allow"])
    registries = set(policy["sources"]["allow-registry"])
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"], capture_output=True, check=True
    )
    faults = []
    packages = json.loads(metadata.stdout)["packages"]
    met = set()
    for package in packages:
        name = f"{package['name']} {package['version']}"
        licence = package["license"] or ""
        met |= {one for one in allowed if one in licence}
        if not licence or not allows(licence, allowed):
            faults.append(f"{name}: licence {licence!r}")
        source = package["source"]
        if source is not None and source.removeprefix("registry+") not in registries:
            faults.append(f"{name}: from {source}")
        if source is None:
            faults += [f"{name} takes any {one['name']}" for one in package["dependencies"] if one["req"] == "*"]
    faults += [f"deny.toml allows {one}, which nothing has" for one in sorted(allowed - met)]
    # The check itself, on expressions that are known.
    known = {"MIT OR Apache-2.0": True, "(GPL-3.0 OR MIT) AND BSD-3-Clause": True, "MIT AND GPL-3.0": False, "GPL-2.0/MIT": True}
    faults += [f"{one} should be {want}" for one, want in known.items() if allows(one, allowed) != want]
    print("\n".join(faults) or f"{len(packages)} packages: licences, sources and versions as deny.toml says")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
