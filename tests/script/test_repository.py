"""What a stranger relies on: commands and links that exist, names that mislead no other program."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT)
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if "node_modules" not in path.parts
)
_CODE = re.compile(r"`([^`\n]+)`|^    (script/\S.*)$|^(script/\S.*)$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def tracked() -> list[Path]:
    """Return every file of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # git is wherever git is
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [Path(line) for line in listed.stdout.splitlines()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_commands_and_links_exist(document: Path) -> None:
    """A command that a document names is there and can be run; a link leads somewhere."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for found in _CODE.findall(text):
        words = next(part for part in found if part).split()
        if words and re.fullmatch(r"script/[a-z]+", words[0]):
            script = ROOT / words[0]
            assert script.is_file(), f"{document}: {words[0]}"
            assert script.stat().st_mode & 0o111, f"{document}: {words[0]} is not executable"
    for link in _LINK.findall(text):
        assert ((ROOT / document).parent / link).exists(), f"{document}: {link}"


@pytest.mark.parametrize(
    ("script", "option"),
    [
        ("demo", "--check"),
        ("demo", "--reset"),
        ("demo", "--ha"),
        ("test", "--fast"),
        ("replay", "--final"),
        ("replay", "--json"),
        ("replay", "--profile"),
        ("replay", "--rules"),
    ],
)
def test_options_that_the_readme_and_docs_name_exist(script: str, option: str) -> None:
    """What is documented is understood."""
    sources = [
        ROOT / "script" / script,
        *(ROOT / "demo").glob("*.py"),
        *(ROOT / "custom_components").rglob("replay*.py"),
    ]
    assert any(option in path.read_text(encoding="utf-8") for path in sources)


def test_no_file_looks_like_an_apps_configuration() -> None:
    """The Supervisor reads every such file of a repository as an app."""
    names = {"config.yaml", "config.yml", "config.json"}
    assert [path for path in tracked() if path.name in names and path.parts[0] != "addon"] == []


def test_no_file_names_a_registry_or_a_machine() -> None:
    """Mirrors come from the machine's own settings; paths of one machine mean nothing elsewhere."""
    hosts = ("pypi" + ".org", "files.python" + "hosted.org", "registry.npm" + "js.org", "deb." + "debian.org")
    for path in tracked():
        file = ROOT / path
        if file.is_symlink() or not file.is_file() or file.suffix in {".png", ".onnx"}:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        assert not [host for host in hosts if host in text], path
        assert "/" + "work/main" not in text, path


def test_every_script_says_how_it_is_used() -> None:
    """The first comment of a script is its manual."""
    for script in sorted((ROOT / "script").iterdir()):
        if script.is_file() and not script.name.startswith("_") and script.suffix == "":
            lines = script.read_text(encoding="utf-8").splitlines()
            assert lines[0].startswith("#!"), script.name
            assert lines[1].startswith("#"), script.name
