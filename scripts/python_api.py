#!/usr/bin/env python3
"""Writes docs/python-api.md from the docstrings of the Python package. With --check, fails if the page differs.

Each public name belongs to one section of SECTIONS. A public name, method or property without a docstring is an error, and so is a
docstring whose arguments differ from those of the function.
"""

import builtins
import logging
import re
import sys
from pathlib import Path

import griffe

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "python-api.md"
WIDTH = 110
HEAD = """# Python API

All public names of the package `aeroarrow`, from its docstrings. [The guide](python.md) shows how to use them.

<!-- `make python-api` writes this page. Change the docstrings in python/src/aeroarrow instead. -->
"""
SECTIONS = {
    "Connecting": ["connect", "Database", "embedded", "EmbeddedServer"],
    "Reading": ["Scan", "Stream", "AsyncStream", "BatchReadResult", "ArrowResult", "matrix"],
    "Conditions and indexes": ["col", "Column", "Condition", "index", "IndexOf", "IndexEntries"],
    "Results of writes and of administration": [
        "WriteResult", "RowFailure", "Inference", "BinReport", "SetCount", "Index",
    ],
    "Errors": [
        "AeroArrowError", "InvalidArgument", "ConnectionFailed", "TlsError", "AccessRefused", "Timeout", "ServerError", "ServerTimeout",
        "MismatchError", "WriteError", "PartitionsUnavailable", "ProtocolViolation", "MemoryLimit", "OutOfMemory", "Cancelled", "Closed",
        "JvmError", "ForkError",
    ],
    "The process": ["start_jvm", "allocated_bytes", "__version__"],
    "Fixtures for pytest": ["testing.aerospike", "testing.aerospike_server"],
}  # fmt: skip


def fail(name, what):
    sys.exit(f"{name}: {what}")


class Warnings(logging.Handler):
    """Turns what griffe finds wrong in docstrings into errors."""

    def emit(self, record):
        if record.levelno >= logging.WARNING:
            fail("docstrings", record.getMessage())


def resolved(thing):
    return thing.final_target if thing.is_alias else thing


def slug(heading):
    return re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-")


def is_tuple(thing):
    return any(str(base) == "NamedTuple" for base in thing.bases)


def is_fixture(thing):
    return thing.is_function and any("fixture" in str(decorator.value) for decorator in thing.decorators)


def heading_of(name, thing):
    if thing.is_class:
        return f"class {name}"
    return f"`{name}`" if thing.is_attribute or is_fixture(thing) else f"{name}()"


class Reference:
    """The text of the page."""

    def __init__(self, package):
        self.package = package
        self.links = {}
        self.owner = ""
        names = [name for names in SECTIONS.values() for name in names]
        public = [name for name in names if not name.startswith("testing.")]
        if sorted(public) != sorted(package.exports):
            fail("SECTIONS", f"differs from __all__ in {sorted(set(public) ^ set(map(str, package.exports)))}")
        for name in names:
            thing = resolved(package[name])
            short = name.removeprefix("testing.")
            self.links[short] = heading_of(short, thing)
            if thing.is_class:
                self.links.update({f"{name}.{member.name}": f"{name}.{member.name}" for member in self.members(thing)})

    def members(self, owner):
        if is_tuple(owner):
            return []
        found = [resolved(member) for name, member in owner.members.items() if not name.startswith("_")]
        return [member for member in found if member.is_function or (member.is_attribute and "property" in member.labels)]

    def text(self):
        parts = [HEAD]
        for title, names in SECTIONS.items():
            parts.append(f"## {title}\n")
            for name in names:
                parts += self.entry(name.removeprefix("testing."), resolved(self.package[name]))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip() + "\n"

    def entry(self, name, thing, level="###"):
        self.owner = name if thing.is_class else name.rpartition(".")[0]
        parts = [f"{level} {self.links[name]}\n"]
        if is_fixture(thing):
            parts.append(f"A fixture of the scope `session`: `{re.sub('^Iterator.(.*).$', chr(92) + '1', str(thing.returns))}`.\n")
        elif thing.is_function:
            parts.append(self.signature(name, thing))
        elif "property" in thing.labels:
            parts.append(f"Property: `{thing.annotation}`.\n")
        elif thing.is_class:
            bases = [str(base).rpartition(".")[2] for base in thing.bases]
            bases = [base for base in bases if base != "Exception" and (base in self.links or hasattr(builtins, base))]
            kind = "Named tuple." if is_tuple(thing) else f"Subclass of {' and '.join(map(self.code, bases))}." if bases else ""
            parts.append(kind + "\n" if kind else "")
        parts.append(self.docstring(name, thing))
        if thing.is_class:
            for member in self.members(thing):
                parts += self.entry(f"{name}.{member.name}", member, "####")
        return parts

    def signature(self, name, function):
        shown = []
        star = False
        for parameter in function.parameters:
            if parameter.name == "self":
                continue
            kind = parameter.kind
            if kind is griffe.ParameterKind.keyword_only and not star:
                shown.append("*")
                star = True
            prefix = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}.get(kind, "")
            star = star or prefix == "*"
            default = f" = {parameter.default}" if parameter.default is not None and not prefix else ""
            shown.append(f"{prefix}{parameter.name}: {parameter.annotation}{default}")
        start = ("async " if "async" in function.labels else "") + name
        end = f" -> {function.returns}" if str(function.returns) != "None" else ""
        line = f"{start}({', '.join(shown)}){end}"
        if len(line) > WIDTH:
            line = f"{start}(\n" + "".join(f"    {one},\n" for one in shown) + f"){end}"
        return "```py\n" + line.replace("'", '"') + "\n```\n"

    def docstring(self, name, thing):
        if not thing.docstring:
            fail(name, "has no docstring")
        if thing.is_class and is_tuple(thing) and "Attributes:" not in thing.docstring.value:
            fail(name, "its docstring does not describe its fields")
        parts = []
        for section in thing.docstring.parse("google", warn_unknown_params=False):
            value = section.value
            if section.kind is griffe.DocstringSectionKind.text:
                parts.append(self.linked(value) + "\n")
            elif section.kind is griffe.DocstringSectionKind.parameters:
                self.check(name, thing, value)
                parts.append(self.table("argument", "meaning", [(argument.name, argument.description) for argument in value]))
            elif section.kind is griffe.DocstringSectionKind.attributes:
                self.check_fields(name, thing, value)
                parts.append(self.table("attribute", "meaning", [(attribute.name, attribute.description) for attribute in value]))
            elif section.kind is griffe.DocstringSectionKind.raises:
                parts.append(self.table("raises", "when", [(str(error.annotation), error.description) for error in value]))
            else:
                fail(name, f"its docstring has a section {section.kind.value}, which the page does not show")
        return "\n".join(parts)

    def check(self, name, function, described):
        wanted = [parameter.name for parameter in function.parameters if parameter.name != "self"]
        got = [argument.name for argument in described]
        unknown = [one for one in got if one not in wanted]
        missing = [one for one in wanted if one not in got]
        if unknown or (missing and "other arguments" not in function.docstring.value):
            fail(name, f"its docstring describes {got}, but the arguments are {wanted}")

    def check_fields(self, name, thing, described):
        fields = [member.name for member in thing.members.values() if member.is_attribute]
        if is_tuple(thing) and fields != [attribute.name for attribute in described]:
            fail(name, f"its docstring describes other fields than {fields}")

    def table(self, kind, meaning, rows):
        lines = [f"| {kind} | {meaning} |", "|---|---|"]
        lines += [f"| {self.code(name)} | {self.linked(' '.join(text.split())).replace('|', chr(92) + '|')} |" for name, text in rows]
        return "\n".join(lines) + "\n"

    def code(self, name):
        return self.linked(f"`{name}`")

    def linked(self, text):
        """Turns the names of the page into links."""

        def link(at):
            heading = self.links.get(at[1].removeprefix("aeroarrow.")) or self.links.get(f"{self.owner}.{at[1]}")
            return f"[{at[0]}](#{slug(heading)})" if heading else at[0]

        return re.sub(r"`([\w.]+)`", link, text)


def page():
    """Returns the text of the page."""
    logger = logging.getLogger("griffe")
    handler = Warnings()
    logger.addHandler(handler)
    try:
        # The command line in the root of the repository has the name of the package.
        package = griffe.load("aeroarrow", search_paths=[ROOT / "python" / "src"], allow_inspection=False, try_relative_path=False)
        return Reference(package).text()
    finally:
        logger.removeHandler(handler)


def main():
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit(f"{PAGE.relative_to(ROOT)} differs from the docstrings. Run `make python-api`.")


if __name__ == "__main__":
    main()
