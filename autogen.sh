#!/bin/sh
# From a checkout to a build system, to feeds, or to passing tests.
set -u
cd "$(dirname "$0")" || exit 1

usage='usage: ./autogen.sh [--install-deps] [feeds | check]

Without arguments prepares the build system (configure, Makefile.in).
  feeds           also builds, and fills feeds/public from the sample listing
  check           also builds, and runs the tests
  --install-deps  first installs what is missing, with the package manager'

# What has to be there, a row each: need, then the package that brings it
# under apt-get, dnf, pacman, apk and brew (- where the system has it anyway).
# A need is met by whatever meets it, from a package or not: a command, a
# pkg-config module, a header, a compiler that compiles.
build_needs='
compiler            gcc,libc6-dev   gcc,glibc-devel     gcc              gcc,musl-dev     -
command:make        make            make                make             make             -
command:autoconf    autoconf        autoconf            autoconf         autoconf         autoconf
command:automake    automake        automake            automake         automake         automake
command:pkg-config  pkg-config      pkgconf-pkg-config  pkgconf          pkgconf          pkgconf
module:libxml-2.0   libxml2-dev     libxml2-devel       libxml2          libxml2-dev      libxml2
module:sqlite3      libsqlite3-dev  sqlite-devel        sqlite           sqlite-dev       sqlite
module:uuid         uuid-dev        libuuid-devel       util-linux-libs  util-linux-dev   util-linux
module:zlib         zlib1g-dev      zlib-devel          zlib             zlib-dev         zlib
header:unilbrk.h    libunistring-dev libunistring-devel libunistring     libunistring-dev libunistring
module:libdeflate   libdeflate-dev  libdeflate-devel    libdeflate       libdeflate-dev   libdeflate
module:libcurl      libcurl4-openssl-dev libcurl-devel  curl             curl-dev         curl
'
test_needs='
module:libcjson     libcjson-dev    cjson-devel         cjson            cjson-dev        cjson
module:cmocka       libcmocka-dev   libcmocka-devel     cmocka           cmocka-dev       cmocka
command:python3     python3         python3             python           python3          python3
command:xmllint     libxml2-utils   libxml2             libxml2          libxml2-utils    libxml2
'

die() {
	status=$1
	shift
	echo "autogen.sh: $*" >&2
	exit "$status"
}

# step WHAT COMMAND...: runs it, or ends with a sentence that names it
step() {
	what=$1
	shift
	echo "autogen.sh: $what" >&2
	"$@" || die 1 "$what failed (exit status $?); the messages above say why"
}

# includes HEADER: whether there is a compiler, and it finds a header
includes() {
	echo "#include <$1>" | "${CC:-cc}" -x c -fsyntax-only - 2>/dev/null
}

# met NEED: whether it is there already
met() {
	case $1 in
	compiler)	includes stdio.h ;;
	command:*)	command -v "${1#*:}" >/dev/null ;;
	header:*)	includes "${1#*:}" ;;
	module:*)	pkg-config --exists "${1#*:}" 2>/dev/null ;;
	esac
}

# missing COLUMN: names of the packages for what is not met, from the needs on
# standard input
missing() {
	while read -r need apt dnf pacman apk brew; do
		[ -n "$need" ] || continue
		met "$need" && continue
		case $1 in
		apt-get)	echo "$apt" ;;
		dnf)		echo "$dnf" ;;
		pacman)		echo "$pacman" ;;
		apk)		echo "$apk" ;;
		brew)		echo "$brew" ;;
		none)		echo "${need#*:}" ;;
		esac
	done | tr ',' '\n' | grep -v '^-$' | sort -u | tr '\n' ' '
}

# as_root COMMAND...: by way of sudo, which may ask only on a terminal
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif ! command -v sudo >/dev/null; then
		die 77 "only root can install, and there is no sudo; let root" \
		    "run this script, or install: $packages"
	elif [ -t 0 ]; then
		sudo "$@"
	else
		sudo -n "$@"
	fi
}

apt() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
	    -o DPkg::Lock::Timeout=120 "$@"
}

# Without package lists nothing is found; an unreachable third-party list does
# not matter as long as the packages are found.
install_apt() {
	apt update || echo 'autogen.sh: apt-get update failed; trying' \
	    'with the package lists that are here' >&2
	apt install --no-install-recommends "$@"
}

# Homebrew keeps these out of the system's way, so pkg-config must be told.
show_kegs() {
	for keg in libxml2 sqlite util-linux zlib curl; do
		PKG_CONFIG_PATH=$(brew --prefix)/opt/$keg/lib/pkgconfig:${PKG_CONFIG_PATH-}
	done
	export PKG_CONFIG_PATH
}

find_manager() {
	for manager in apt-get dnf pacman apk brew; do
		command -v "$manager" >/dev/null && return
	done
	manager=none
}

install_deps() {
	# shellcheck disable=SC2086 # names of packages, to be split
	packages=$(echo "$needs" | missing "$manager")
	[ -n "$packages" ] || return 0
	echo "autogen.sh: missing: $packages" >&2
	# shellcheck disable=SC2086
	case $manager in
	apt-get)	install_apt $packages ;;
	dnf)		as_root dnf install -y $packages ;;
	pacman)		as_root pacman -S --needed --noconfirm $packages ;;
	apk)		as_root apk add $packages ;;
	brew)		brew install $packages && show_kegs ;;
	none)		die 69 "no package manager known here (apt-get, dnf," \
			    "pacman, apk, brew); install these by hand and run" \
			    "again without --install-deps: $packages" ;;
	esac
}

install=no goal=
for argument; do
	case $argument in
	--install-deps)	install=yes ;;
	feeds | check)	[ -z "$goal" ] || die 64 "only one of feeds and check"
			goal=$argument ;;
	--help | -h)	echo "$usage"; exit 0 ;;
	*)		echo "$usage" >&2
			die 64 "unknown argument: $argument" ;;
	esac
done

needs=$build_needs
[ "$goal" != check ] || needs=$build_needs$test_needs
find_manager
[ "$manager" != brew ] || show_kegs
if [ "$install" = yes ]; then
	step "installing what is missing" install_deps
fi
command -v autoreconf >/dev/null ||
    die 69 "autoreconf is missing: ./autogen.sh --install-deps installs it"
step "autoreconf" autoreconf -fi
[ -n "$goal" ] || exit 0

step "configure" ./configure
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
step "make" make -j "$jobs"
step "make $goal" make -j "$jobs" "$goal"
if [ "$goal" = feeds ]; then
	echo "The feeds are in $(pwd)/feeds/public:"
	ls feeds/public
fi
