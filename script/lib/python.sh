# shellcheck shell=bash
# A CPython of a given minor version: one that is on PATH, else uv's download, else Debian's packages.
# shellcheck source=script/lib/debian_python.sh
. "$SCRIPT_DIR/lib/debian_python.sh"

PYTHONS="$CACHE/python"

# The oldest patch release that serves (Home Assistant 2026.10 wants 3.14.2).
declare -A PYTHON_AT_LEAST=([3.13]=3.13.0 [3.14]=3.14.2)

# _usable PYTHON MINOR: the right version, 64 bit, with the GIL, and with headers (some packages are built from source).
_usable() {
  "$1" - "${PYTHON_AT_LEAST[$2]}" <<'PY' >/dev/null 2>&1
import os, ssl, sqlite3, sys, sysconfig, venv

low = tuple(map(int, sys.argv[1].split(".")))
header = os.path.join(sysconfig.get_path("include"), "Python.h")
fits = low <= sys.version_info[:3] and sys.version_info[:2] == low[:2] and sys.version_info.releaselevel == "final"
sys.exit(not (fits and sys.maxsize > 2**32 and not sysconfig.get_config_var("Py_GIL_DISABLED") and os.path.exists(header)))
PY
}

_python_on_path() {
  local candidate
  while read -r candidate; do
    # The real file: a shim of a version manager would choose again at every start.
    candidate="$("$candidate" -c 'import os, sys; print(os.path.realpath(sys.executable))' 2>/dev/null)" || continue
    if _usable "$candidate" "$1"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done < <(type -aP "python$1")
  return 1
}

_python_from_uv() {
  local folder="$PYTHONS/uv" found
  timeout 180 env UV_HTTP_RETRIES=1 UV_HTTP_TIMEOUT=20 "$UV" python install --quiet --no-bin \
    --install-dir "$folder" "$1" >"$LOGS/uv-python.log" 2>&1 </dev/null || return 1
  for found in "$folder/cpython-$1."*/bin/"python$1"; do
    if _usable "$found" "$1"; then
      printf '%s\n' "$found"
      return 0
    fi
  done
  return 1
}

_find_python() {
  local minor="$1" choice="$PYTHONS/$1.path" found
  _python_ready "$minor" && return 0
  mkdir -p -- "$PYTHONS" "$LOGS"
  rm -f -- "$choice"
  if found="$(_python_on_path "$minor")"; then
    step "Python $minor: $found"
  else
    step "Python $minor (download)"
    if ! found="$(_python_from_uv "$minor")"; then
      say "   uv's own download is out of reach here; taking Debian's packages"
      debian_python "$minor" "$PYTHONS/debian-$minor"
      found="$PYTHONS/debian-$minor/usr/bin/python$minor"
    fi
  fi
  _usable "$found" "$minor" || die "the Python $minor just installed does not run: $found"
  printf '%s\n' "$found" >"$choice.new"
  mv -- "$choice.new" "$choice"
}

_python_ready() { [[ -f "$PYTHONS/$1.path" && -x "$(<"$PYTHONS/$1.path")" ]]; }

# ensure_python MINOR: after it `python_path MINOR` names an interpreter that runs.
ensure_python() {
  _python_ready "$1" && return 0
  ensure_uv
  with_lock "$PYTHONS/lock" _find_python "$1"
}

python_path() { printf '%s\n' "$(<"$PYTHONS/$1.path")"; }
