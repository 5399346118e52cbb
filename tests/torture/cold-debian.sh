#!/usr/bin/env bash
# README's two commands on a Debian that has never seen this machine's files: tests/torture/cold-debian.sh [SUITE [short]],
# bookworm when left out; short: without npm test. Debian comes from the mirror that this machine's apt uses, Node and npm are this machine's, packages come from
# the registry that this machine's npm uses. What is tried is the last commit.
#
# Exit status: 0 all held, 77 it cannot be tried here (the reason is said), anything else: what failed is the last thing said.
set -euo pipefail
suite=${1:-bookworm}
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf 'cold-debian: %s\n' "$*"; }
skip() { say "skipped: $*"; exit 77; }

# A mount namespace of its own: what is mounted in it is gone with it, whatever ends this script.
if [ -z "${ZHIBIAO_COLD:-}" ]; then
  [ "$(id -u)" -eq 0 ] || skip 'only root can make a root folder'
  command -v apt-get >/dev/null || skip 'no apt-get that knows a mirror'
  unshare --mount true 2>/dev/null || skip 'no right to make a mount namespace'
  if ! command -v debootstrap >/dev/null; then
    apt-get update -qq || skip 'apt-get update'
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap </dev/null >/dev/null ||
      skip 'debootstrap cannot be installed'
  fi
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(COMPONENT)' 'Identifier: Packages' | awk '$2 == "Debian" && $3 == "main" { print $1; exit }')
  [ -n "$mirror" ] || skip 'apt knows no mirror of Debian'
  root=$(mktemp -d "${TMPDIR:-/tmp}/zhibiao-cold.XXXXXX")
  status=0
  ZHIBIAO_COLD=$root ZHIBIAO_MIRROR=$mirror unshare --mount "$0" "$suite" "${2:-}" || status=$?
  rm -rf --one-file-system "$root"
  exit "$status"
fi
root=$ZHIBIAO_COLD

say "Debian $suite"
# What README asks for: a C++ compiler with make and Python, which node-gyp runs.
if ! debootstrap --variant=minbase --include=ca-certificates,g++,make,python3 "$suite" "$root" "$ZHIBIAO_MIRROR" >"$root.log" 2>&1; then
  tail -n 5 "$root.log"
  rm -f "$root.log"
  skip "debootstrap of $suite failed"
fi
rm -f "$root.log"

# Node with its npm and, beside it, the headers that addons are compiled with (npm would else fetch them).
node=$(readlink -f "$(command -v node)")
prefix=$(dirname "$(dirname "$node")")
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
[ -d "$prefix/include/node" ] || skip "no headers of Node in $prefix/include"
mkdir -p "$root/usr/local/bin" "$root/usr/local/include" "$root/usr/local/lib/node_modules"
cp "$node" "$root/usr/local/bin/node"
cp -r "$prefix/include/node" "$root/usr/local/include/"
cp -r "$npm" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"

# The way to the registry: its name, the certificates that vouch for it, and how names are looked up. No user's npm settings.
registry=$(npm config get registry)
certificates=()
cafile=$(npm config get cafile)
if [ -f "$cafile" ]; then
  cp "$cafile" "$root/etc/ssl/certs/registry.crt"
  certificates=(npm_config_cafile=/etc/ssl/certs/registry.crt NODE_EXTRA_CA_CERTS=/etc/ssl/certs/registry.crt)
fi
for file in resolv.conf hosts; do if [ -e "/etc/$file" ]; then cp -L "/etc/$file" "$root/etc/$file"; fi; done

git clone --quiet --no-hardlinks "$repo" "$root/zhibiao"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"

inside() {
  chroot "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/root LANG=C.UTF-8 \
    npm_config_registry="$registry" npm_config_nodedir=/usr/local npm_config_audit=false npm_config_fund=false \
    "${certificates[@]}" \
    /bin/bash -c "cd /zhibiao && $1"
}
say "Node $(inside 'node --version'), $(inside 'ldd --version' | head -n 1)"

say 'npm ci && bin/extract fixtures/trade.md'
inside 'npm ci && bin/extract fixtures/trade.md' | tail -n 4

say 'the records are those of this machine'
fixtures='bin/extract fixtures -f ndjson | sha256sum'
[ "$(inside "$fixtures")" = "$(cd "$repo" && bash -c "$fixtures")" ]

# What Debian itself calls nodejs may be too old, which must be said and no more.
if chroot "$root" apt-get install -y -qq --no-install-recommends nodejs </dev/null >/dev/null 2>&1; then
  version=$(chroot "$root" /usr/bin/node --version)
  status=0
  said=$(chroot "$root" /usr/bin/node /zhibiao/bin/extract /zhibiao/fixtures/trade.md -f csv 2>&1) || status=$?
  say "Debian's own Node $version: status $status, ${said%%$'\n'*}"
  case $version in
    v1[0-9].*) [ "$status" = 2 ] && [[ $said == "extract: Node.js 20 or later is needed, and this is ${version#v}" ]] ;;
    *) [ "$status" = 0 ] ;;
  esac
fi

if [ "${2:-}" != short ]; then
  say 'npm test'
  inside 'npm test' | tail -n 12
fi
say "all held on Debian $suite"
