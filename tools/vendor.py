"""Copies the phone's libraries out of node_modules into the tree, so that running the product needs no Node.

`npm ci && python tools/vendor.py` writes the files, their licences and VENDOR.md; `--check` says whether the tree still
equals what npm has. package-lock.json holds the checksums npm verifies; VENDOR.md those of the files as they ship.
Bare imports become relative ones ending in .js: Django hashes names in *.js only, and the pages allow no import map.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "canhtay" / "field" / "static" / "field" / "vendor"
LOCK = ROOT / "package-lock.json"

# our file, npm package, file in it, licence file in it
PARTS = [
    ("preact.js", "preact", "dist/preact.mjs", "LICENSE"),
    ("hooks.js", "preact", "hooks/dist/hooks.mjs", "LICENSE"),
    ("signals-core.js", "@preact/signals-core", "dist/signals-core.mjs", "LICENSE"),
    ("signals.js", "@preact/signals", "dist/signals.mjs", "LICENSE"),
    ("htm.js", "htm", "dist/htm.mjs", "LICENSE"),
    ("dexie.js", "dexie", "dist/modern/dexie.min.mjs", "LICENSE"),
]
# Beside each a line for the type checker, which otherwise would check minified code.
TYPES = {
    "preact.d.ts": 'export * from "preact";\n',
    "hooks.d.ts": 'export * from "preact/hooks";\n',
    "signals-core.d.ts": 'export * from "@preact/signals-core";\n',
    "signals.d.ts": 'export * from "@preact/signals";\n',
    "htm.d.ts": 'export { default } from "htm";\n',
    "dexie.d.ts": 'export * from "dexie";\n',
}
RELATIVE = {
    "preact": "./preact.js",
    "preact/hooks": "./hooks.js",
    "@preact/signals-core": "./signals-core.js",
}


def main() -> int:
    wanted = {**files(), **licences(), **TYPES}
    wanted["VENDOR.md"] = table(wanted)
    if "--check" in sys.argv:
        wrong = [name for name, text in wanted.items() if not (TARGET / name).is_file() or read(name) != text]
        print("\n".join(f"differs: {name}" for name in wrong) or "vendor: as npm has it")
        return bool(wrong)
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    name_no_address_in_the_lock()
    print(f"{len(wanted)} files in {TARGET.relative_to(ROOT)}")
    return 0


def files() -> dict[str, str]:
    return {name: relative(source(package, path)) for name, package, path, _ in PARTS}


def licences() -> dict[str, str]:
    return {licence_name(package): source(package, path) + notice(package) for _, package, _, path in PARTS}


def notice(package: str) -> str:
    """Apache-2.0, section 4(d): a NOTICE travels with the work."""
    has = (ROOT / "node_modules" / package / "NOTICE").is_file()
    return "\n\nNOTICE\n\n" + source(package, "NOTICE") if has else ""


def relative(text: str) -> str:
    """Bare names to relative ones; the source map's line goes, for Django would look for the map."""
    for bare, ours in RELATIVE.items():
        text = re.sub(rf'from\s*"{re.escape(bare)}"', f'from"{ours}"', text)
    left = re.findall(r'\bfrom"([^."][^"]*)"(?=[;\n])', text)
    if left:
        raise SystemExit(f"a bare import is left: {left}")
    return re.sub(r"//# sourceMappingURL=.*", "", text).rstrip() + "\n"


def table(wanted: dict[str, str]) -> str:
    lines = [
        "# Libraries that ship with the phone",
        "",
        "Written by `tools/vendor.py` from the npm packages pinned in package.json; do not edit. Licences lie beside.",
        "",
        "| file | package | version | licence | sha256 |",
        "|---|---|---|---|---|",
    ]
    for name, package, _, _ in PARTS:
        about = json.loads(source(package, "package.json"))
        digest = hashlib.sha256(wanted[name].encode()).hexdigest()
        licence = f"[{about['license']}]({licence_name(package)})"
        lines.append(f"| {name} | {package} | {about['version']} | {licence} | {digest} |")
    return "\n".join(lines) + "\n"


def name_no_address_in_the_lock() -> None:
    """npm notes where to send money; a check greps locks for addresses, since one would tie a build to a registry."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def source(package: str, path: str) -> str:
    return (ROOT / "node_modules" / package / path).read_text(encoding="utf-8")


def read(name: str) -> str:
    return (TARGET / name).read_text(encoding="utf-8")


def licence_name(package: str) -> str:
    return f"LICENSE-{package.removeprefix('@').replace('/', '-')}.txt"


if __name__ == "__main__":
    raise SystemExit(main())
