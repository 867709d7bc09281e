#!/usr/bin/env python3
"""Builds the documentation site in target/site from the repository's Markdown and notebooks, with MkDocs.

Pages keep their paths, so links between pages stay valid. A link to a notebook leads to its page; a link to another file or folder
leads to the repository. A broken link fails the build.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "target" / "site-pages"
REPOSITORY = "https://github.com/aeroarrow/aeroarrow/tree/main/"
SOURCES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "embedded-server/README.md", "docs/**/*.md", "notebooks/*.md", "notebooks/data/*.md",
           "notebooks/examples/*.md", "bench/reports/**/*"]  # fmt: skip
LINK = re.compile(r"(\]\()([^)#:\s]+)(#[^)]*)?(\))")


def copied():
    """Copies the repository's pages and their pictures."""
    files = sorted({file for pattern in SOURCES for file in ROOT.glob(pattern) if file.suffix in (".md", ".svg", ".png")})
    for file in files:
        target = PAGES / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    shutil.copytree(ROOT / "docs" / "assets", PAGES / "assets")


def landed():
    """Makes docs/home.md the first page of the site, in place of the README."""
    home = PAGES / "docs" / "home.md"
    text = LINK.sub(
        lambda link: link.group(1) + os.path.normpath(Path("docs", link.group(2))) + (link.group(3) or "") + link.group(4),
        home.read_text(encoding="utf-8"),
    )
    (PAGES / "README.md").write_text(text, encoding="utf-8")
    home.unlink()


def rendered():
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--log-level=ERROR", "--to=markdown", f"--output-dir={PAGES / 'notebooks'}", *notebooks],
        check=True,
    )  # fmt: skip
    for page in (PAGES / "notebooks").glob("0*.md"):
        # Data frames get the style of all other tables.
        text = re.sub(r'<table border="1" class="dataframe">', "<table>", page.read_text(encoding="utf-8"))
        page.write_text(re.sub(r"<style.*?</style>", "", text, flags=re.S), encoding="utf-8")


def led(page):
    """Rewrites the links of a page for the site."""

    def target(link):
        path, anchor = link.group(2), link.group(3) or ""
        there = (page.parent / path).resolve()
        if there.suffix == ".ipynb":
            path = path.removesuffix(".ipynb") + ".md"
        elif (there / "README.md").exists():
            path = path.rstrip("/") + "/README.md"
        elif not there.is_file() and there.is_relative_to(PAGES):
            source = ROOT / there.relative_to(PAGES)
            if source.exists():
                return f"{link.group(1)}{REPOSITORY}{source.relative_to(ROOT)}{link.group(4)}"
        return link.group(1) + path + anchor + link.group(4)

    text = page.read_text(encoding="utf-8")
    page.write_text(LINK.sub(target, text), encoding="utf-8")


def main():
    shutil.rmtree(PAGES, ignore_errors=True)
    copied()
    landed()
    rendered()
    for page in PAGES.rglob("*.md"):
        led(page)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}).returncode:
        sys.exit("AeroArrow: the site has errors; MkDocs lists them above")
    print(f"{len(list(PAGES.rglob('*.md')))} pages in target/site; open target/site/index.html")


if __name__ == "__main__":
    main()
