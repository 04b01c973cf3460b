# shellcheck shell=bash
# What every script of this folder needs: strict mode, paths, messages, locks.
# Source it first:  . "$(dirname -- "${BASH_SOURCE[0]}")/_common.sh"

set -Eeuo pipefail
umask 022

SCRIPT_DIR="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
ROOT="$(dirname -- "$SCRIPT_DIR")"
VENVS="$ROOT/.venv"
CACHE="${HEALTHSENSE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/healthsense}"
LOGS="$CACHE/log"
export ROOT VENVS CACHE LOGS

# A variable of the caller's shell must not lead our environments elsewhere.
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV CDPATH
export PIP_DISABLE_PIP_VERSION_CHECK=1
# Trust whom the machine trusts: behind a company's proxy, uv's own list of authorities is not enough.
if [[ -f /etc/ssl/certs/ca-certificates.crt ]]; then export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"; fi

say() { printf '%s\n' "$*" >&2; }
step() { printf '>> %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# env_python NAME: the interpreter of the environment .venv/NAME
env_python() { printf '%s/%s/bin/python\n' "$VENVS" "$1"; }

# with_lock FILE COMMAND...: one process at a time. The command does not inherit the lock, so a process
# that it leaves running cannot keep it.
with_lock() {
  local file="$1"
  shift
  mkdir -p -- "$(dirname -- "$file")"
  (
    if ! flock -n 9; then
      say "   waiting for another run of this script to finish its set-up"
      flock 9
    fi
    "$@" 9>&-
  ) 9>"$file"
}

# What a client prints when it could not reach its registry, as against being told no.
readonly UNREACHABLE='could not resolve|failed to (lookup|fetch)|name resolution|name or service|error sending request|timed? ?out|unreachable|connection (refused|reset|error|broken)|could not connect|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|from versions: none'

# logged REGISTRY LABEL COMMAND...: runs the command with its output in a log file. When it fails, the end of the
# log is shown and one line says whether REGISTRY was out of reach.
logged() {
  local registry="$1" label="$2" log
  shift 2
  mkdir -p -- "$LOGS"
  log="$(mktemp "$LOGS/${label//[^A-Za-z0-9.]/-}.XXXXXX")"
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f -- "$log"
    return 0
  fi
  tail -n 15 -- "$log" >&2
  if grep -qiE -- "$UNREACHABLE" "$log"; then
    die "$registry is out of reach ($label): check the network or the proxy and run this again. Full log: $log"
  fi
  die "$label failed. Full log: $log"
}

# _install WHAT PACKAGE: a package of the system's, when we may; else it is asked for.
_install() {
  if [[ "$(id -u)" -ne 0 ]] || ! command -v apt-get >/dev/null; then
    die "$1 is missing: install it (on Debian: apt-get install $2) and run this again"
  fi
  step "Debian's package $2"
  logged "Debian's package mirror" "reading Debian's package lists" apt-get -q update
  logged "Debian's package mirror" "installing $2" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$2"
}

# need_command COMMAND PACKAGE: a program of the system's. Missing, it is installed when we may, else asked for.
need_command() { command -v "$1" >/dev/null || _install "$1" "$2"; }

# need_header HEADER PACKAGE: the same for a library that the C++ compiler is to find.
need_header() {
  printf '#include <%s>\n' "$1" | g++ -x c++ -fsyntax-only - 2>/dev/null || _install "the header $1" "$2"
}

# need_riscv: what counts a chip's instructions: emulator, and C library of RISC-V, which brings its compiler.
need_riscv() {
  need_command qemu-riscv32 qemu-user
  [[ -f /usr/lib/picolibc/riscv64-unknown-elf/picolibc.specs ]] \
    || _install "the C library picolibc for RISC-V" picolibc-riscv64-unknown-elf
}
