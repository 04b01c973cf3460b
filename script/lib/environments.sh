# shellcheck shell=bash
# The virtual environments of .venv/, each from one hash-pinned lock file.
# shellcheck source=script/lib/uv.sh
. "$SCRIPT_DIR/lib/uv.sh"
# shellcheck source=script/lib/python.sh
. "$SCRIPT_DIR/lib/python.sh"

# name -> Python, lock file, and whether healthsense_engine is installed from this checkout
declare -A ENVIRONMENT=(
  [ha]="3.14 ha -"
  [ha-next]="3.14 ha-next -"
  [engine313]="3.13 engine editable"
  [engine314]="3.14 engine editable"
  [esphome]="3.14 esphome -"
  [train]="3.14 train editable"
)

# What a person may ask for -> environments
declare -A ENVIRONMENT_GROUP=(
  [engine]="engine313 engine314"
  [all]="ha engine313 engine314 esphome train ha-next"
)

# release_environment VERSION: the environment that has this release of Home Assistant
release_environment() {
  case "$1" in
    2026.10.4) echo ha ;;
    2026.11.0) echo ha-next ;;
    *) die "--ha takes 2026.10.4 or 2026.11.0, not '$1'" ;;
  esac
}

expand_environments() {
  local name members
  for name in "$@"; do
    [[ -n "${ENVIRONMENT[$name]:-}${ENVIRONMENT_GROUP[$name]:-}" ]] \
      || die "no environment is called '$name'; there are: ${!ENVIRONMENT[*]} ${!ENVIRONMENT_GROUP[*]}"
    read -ra members <<<"${ENVIRONMENT_GROUP[$name]:-$name}"
    printf '%s\n' "${members[@]}"
  done
}

# What an environment was made of: when any of it changes, the environment is brought up to date.
_environment_stamp() {
  local name="$1" python lock editable
  read -r python lock editable <<<"${ENVIRONMENT[$name]}"
  printf '%s %s %s\n' "$ROOT" "$(python_path "$python")" "$(
    {
      cat -- "$ROOT/requirements/$lock.txt"
      if [[ "$editable" == editable ]]; then
        # Of pyproject.toml what makes the package; a linter's setting reinstalls nothing.
        sed -n '/^\[build-system\]/,/^dependencies/p' "$ROOT/pyproject.toml"
        cat -- "$ROOT/setup.py"
      fi
    } | sha256sum | cut -c1-64
  )"
}

_environment_ready() {
  local name="$1" python rest
  read -r python rest <<<"${ENVIRONMENT[$name]}"
  _python_ready "$python" && [[ -f "$VENVS/$name/healthsense.stamp" && -x "$VENVS/$name/bin/python" ]] \
    && [[ "$(<"$VENVS/$name/healthsense.stamp")" == "$(_environment_stamp "$name")" ]]
}

_make_environment() {
  local name="$1" python lock editable folder="$VENVS/$1" started=$SECONDS
  _environment_ready "$name" && return 0
  read -r python lock editable <<<"${ENVIRONMENT[$name]}"
  step "environment $name (Python $python, $(grep -c '==' "$ROOT/requirements/$lock.txt") packages)"
  rm -f -- "$folder/healthsense.stamp"
  if [[ ! -x "$folder/bin/python" || "$(readlink -f -- "$folder/bin/python")" != "$(readlink -f -- "$(python_path "$python")")" ]]; then
    logged PyPI "making environment $name" "$UV" venv --quiet --clear --no-project --python "$(python_path "$python")" "$folder"
  fi
  # sync, not install: what a lock no longer names goes away. Hashes are in the lock, so uv requires them.
  logged PyPI "installing environment $name" "$UV" pip sync --python "$folder/bin/python" --require-hashes \
    --build-constraints "$ROOT/requirements/build.txt" "$ROOT/requirements/$lock.txt"
  if [[ "$editable" == editable ]]; then
    # No build isolation: setuptools comes from the lock, by hash, as all else.
    logged PyPI "installing healthsense-engine into $name" "$UV" pip install --python "$folder/bin/python" --no-build-isolation --no-deps --editable "$ROOT"
  fi
  _environment_stamp "$name" >"$folder/healthsense.stamp"
  say "   ready after $((SECONDS - started)) s"
}

# ensure_environments NAME...: brings each up to date; costs next to nothing when it is.
ensure_environments() {
  local name python rest
  while read -r name; do
    _environment_ready "$name" && continue
    read -r python rest <<<"${ENVIRONMENT[$name]}"
    # Some packages of these come without a wheel, and ESPHome compiles the demo's node.
    case "$name" in ha | ha-next | esphome) need_command g++ g++ ;; esac
    ensure_uv
    ensure_python "$python"
    with_lock "$VENVS/lock" _make_environment "$name"
  done < <(expand_environments "$@")
}
