# shellcheck shell=bash
# A browser that a script can drive: playwright-core from npm and Debian's Chromium.
# shellcheck source=script/lib/node.sh
. "$SCRIPT_DIR/lib/node.sh"

# ensure_browser: after it `node` finds playwright-core and CHROMIUM names the browser.
ensure_browser() {
  need_command chromium chromium
  CHROMIUM="$(command -v chromium)"
  export CHROMIUM
  ensure_node_packages
}
