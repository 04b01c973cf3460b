# shellcheck shell=bash
# A browser that a script can drive: playwright-core from npm, pinned by package-lock.json, and Debian's Chromium.

# ensure_browser: after it `node` finds playwright-core and CHROMIUM names the browser.
ensure_browser() {
  local stamp="$ROOT/node_modules/.healthsense" wanted
  need_command node nodejs
  need_command npm npm
  need_command chromium chromium
  CHROMIUM="$(command -v chromium)"
  export CHROMIUM
  wanted="$(sha256sum <"$ROOT/package-lock.json")"
  if [[ ! -f "$stamp" || "$(<"$stamp")" != "$wanted" ]]; then
    step "playwright-core (from npm)"
    (cd -- "$ROOT" && logged npm "installing node packages" npm ci --ignore-scripts)
    printf '%s\n' "$wanted" >"$stamp"
  fi
}
