#!/usr/bin/env bash
# Installs the Debian packages that the tests need and that are missing; does nothing when all are there.
# Installed servers are not started, and no system-wide database is made: the tests start private ones (services.sh).
set -euo pipefail

# What each package must bring, as a path or a command: a program that came from somewhere else will do.
needs=(
	"git git"
	"make make"
	"gcc gcc"
	"/usr/include/stdlib.h libc6-dev"
	"/usr/lib/postgresql/*/bin/initdb postgresql"
	"redis-server redis-server"
	"chromium chromium"
	"pdftoppm poppler-utils"
	"soffice libreoffice-writer-nogui"
	"/usr/share/fonts/truetype/liberation2 fonts-liberation2"
	"/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf fonts-noto-core"
)

missing=()
for need in "${needs[@]}"; do
	read -r thing package <<<"$need"
	case $thing in
	/*) compgen -G "$thing" >/dev/null || missing+=("$package") ;;
	*) command -v "$thing" >/dev/null || missing+=("$package") ;;
	esac
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
	echo "install.sh: these Debian packages, or what they bring, are missing: ${missing[*]}" >&2
	exit 1
fi
root=()
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || { echo "install.sh: run me as root, or install sudo, to install: ${missing[*]}" >&2; exit 1; }
	root=(sudo)
fi

# While packages are installed, two files keep Debian from making a system-wide PostgreSQL cluster and from starting
# services. A file that is there already is the machine's own and stays.
quiet=/usr/sbin/policy-rc.d
no_cluster=/etc/postgresql-common/createcluster.d/danbiet-tests.conf
made=()
clean_up() { [ ${#made[@]} -eq 0 ] || "${root[@]}" rm -f "${made[@]}"; }
trap clean_up EXIT
if [ ! -e $quiet ]; then
	made+=("$quiet")
	printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee $quiet >/dev/null
	"${root[@]}" chmod 755 $quiet
fi
if [ ! -e $no_cluster ]; then
	made+=("$no_cluster")
	"${root[@]}" mkdir -p "${no_cluster%/*}"
	echo 'create_main_cluster = false' | "${root[@]}" tee $no_cluster >/dev/null
fi

echo "install.sh: installing ${missing[*]}"
log=$(mktemp)
made+=("$log")
apt() {
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@" </dev/null >"$log" 2>&1 || {
		cat "$log" >&2
		echo "install.sh: apt-get $1 failed" >&2
		return 1
	}
}
apt update
apt install --no-install-recommends "${missing[@]}"

# Debian would start Redis at the next boot.
if [[ " ${missing[*]} " == *" redis-server "* ]] && command -v systemctl >/dev/null; then
	"${root[@]}" systemctl disable --quiet redis-server || true
fi
