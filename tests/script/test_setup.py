"""script/setup: sources of the Debian mirror, errors in one line, nothing done twice."""
# ruff: noqa: E501 - apt's sources have long lines

import os
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT


def bash(code: str, *, folder: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    script = f'. "{ROOT}/script/_common.sh"; . "$SCRIPT_DIR/lib/environments.sh"; {code}'
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def mirrors(tmp_path: Path, name: str, text: str) -> list[str]:
    """Write one apt source and return the mirrors found in it; CODENAME stands for this machine's release."""
    codename = bash('. /etc/os-release; echo "${VERSION_CODENAME:-}"').stdout.strip()
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("CODENAME", codename))
    done = bash(f'debian_mirrors "{tmp_path}"')
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("sources.list", "deb http://mirror.example/debian CODENAME main contrib\n", ["http://mirror.example/debian"]),
        ("sources.list", "deb [arch=amd64 signed-by=/k.gpg] http://m.example/d CODENAME main\n", ["http://m.example/d"]),
        ("sources.list", "# deb http://m.example/d CODENAME main\ndeb-src http://m.example/d CODENAME main\n", []),
        ("sources.list", "deb http://m.example/d CODENAME-security main\ndeb http://m.example/x CODENAME contrib\n", []),
        ("sources.list.d/other.list", "deb http://m.example/d CODENAME main\n", ["http://m.example/d"]),
        (
            "sources.list.d/debian.sources",
            "Types: deb deb-src\n# a remark\nURIs: http://m.example/d\nSuites: CODENAME CODENAME-updates\nComponents: main\n"
            "Signed-By: /k.gpg\n\nTypes: deb\nURIs: http://m.example/security\nSuites: CODENAME-security\nComponents: main\n",
            ["http://m.example/d"],
        ),
        (
            "sources.list.d/two.sources",
            "Types: deb\nURIs: http://a.example/d\n http://b.example/d\nSuites: CODENAME\nComponents: contrib main\n",
            ["http://a.example/d", "http://b.example/d"],
        ),
        (
            "sources.list.d/off.sources",
            "Types: deb\nURIs: http://a.example/d\nSuites: CODENAME\nComponents: main\nEnabled: no\n",
            [],
        ),
    ],
)  # fmt: skip
def test_the_mirror_is_the_machines_own(tmp_path: Path, name: str, text: str, found: list[str]) -> None:
    assert mirrors(tmp_path, name, text) == found


def test_an_unknown_environment_is_named() -> None:
    done = subprocess.run([ROOT / "script" / "setup", "nowhere"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no environment is called 'nowhere'" in done.stderr


def test_groups_stand_for_their_environments() -> None:
    assert bash("expand_environments engine ha").stdout.split() == ["engine313", "engine314", "ha"]


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("ConnectionError: Failed to fetch the index", "PyPI is out of reach (making it): check the network"),
        ("error: package x has no version 3", "error: making it failed. Full log: "),
    ],
)
def test_a_registry_out_of_reach_is_told_from_another_failure(tmp_path: Path, output: str, told: str) -> None:
    done = bash(f"logged PyPI 'making it' sh -c 'echo \"{output}\"; exit 3'", env={"HEALTHSENSE_CACHE": str(tmp_path)})
    assert done.returncode == 1
    assert told in done.stderr.splitlines()[-1]


def test_what_works_leaves_no_log(tmp_path: Path) -> None:
    done = bash("logged PyPI 'making it' true", env={"HEALTHSENSE_CACHE": str(tmp_path)})
    assert (done.returncode, done.stderr, list((tmp_path / "log").iterdir())) == (0, "", [])


def test_two_runs_do_not_meet(tmp_path: Path) -> None:
    code = (
        f'work() {{ echo in >>"{tmp_path}/order"; sleep 0.3; echo out >>"{tmp_path}/order"; }}; '
        f'with_lock "{tmp_path}/lock" work & with_lock "{tmp_path}/lock" work; wait'
    )
    assert bash(code).returncode == 0
    assert (tmp_path / "order").read_text().split() == ["in", "out", "in", "out"]


def test_a_file_that_differs_from_its_hash_is_refused(tmp_path: Path) -> None:
    """The mirror hands out a package that is not the one of the signed index."""
    code = f"""
    LOGS="{tmp_path}"
    debian_mirrors() {{ echo http://m.example/d; }}
    _debian_apt() {{
      case "$*" in
        *--print-uris*) echo "'http://m.example/p.deb' p.deb 3 SHA256:{"0" * 64}" ;;
        *--download-only*) echo bad >"$1/cache/archives/p.deb" ;;
      esac
    }}
    _debian_fetch "{tmp_path}/apt" 3.14
    """
    done = bash(code)
    assert done.returncode == 1
    assert "differs from the hash" in done.stderr.splitlines()[-1]


def test_a_mirror_out_of_reach_is_told(tmp_path: Path) -> None:
    code = f'LOGS="{tmp_path}"; debian_mirrors() {{ echo http://m.example/d; }}; _debian_apt() {{ return 100; }}; _debian_fetch "{tmp_path}/apt" 3.14'
    done = bash(code)
    assert done.returncode == 1
    assert "Debian's package mirror is out of reach" in done.stderr.splitlines()[-1]
