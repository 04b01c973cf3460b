# shellcheck shell=bash
# The packages of node_modules/, from npm, pinned by package-lock.json with hashes.

# ensure_node_packages: costs next to nothing when they are in place.
ensure_node_packages() {
  local stamp="$ROOT/node_modules/.healthsense" wanted
  need_command node nodejs
  need_command npm npm
  node --eval 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
    || die "node $(node --version) is too old: 20.19 or newer is needed"
  wanted="$(sha256sum <"$ROOT/package-lock.json")"
  if [[ ! -f "$stamp" || "$(<"$stamp")" != "$wanted" ]]; then
    step "node packages (from npm)"
    with_lock "$ROOT/.cache/node.lock" _install_node_packages "$stamp" "$wanted"
  fi
}

_install_node_packages() {
  local stamp="$1" wanted="$2"
  [[ ! -f "$stamp" || "$(<"$stamp")" != "$wanted" ]] || return 0
  (cd -- "$ROOT" && logged npm "installing node packages" npm ci --ignore-scripts)
  printf '%s\n' "$wanted" >"$stamp"
}
