# shellcheck shell=sh
# What the tests share that make a whole Debian, which needs root, debootstrap, a
# checkout, and a mirror of Debian.  A test sources lib.sh first, then this file.
# Where something is missing, the test is skipped as a whole.
#
#	leave WHY		skip all, because of that
#	needs COMMAND...	leave unless those are there
#	find_mirror		$mirror, the one that this machine uses, or leave
#	find_room		$room, a folder for some 100,000 files that need not
#				survive
#	bootstrap FOLDER	the smallest Debian $release, which is kept for the
#				other tests where DEBIANS names a folder
#	copy_checkout FOLDER	the files of the checkout, without what was built in it

# shellcheck disable=SC2154 # of lib.sh, in all of this file
release=bookworm

leave() {
	skip "a Debian $release" "$1"
	done_testing
}

needs() {
	for command in "$@"; do
		command -v "$command" >"$tmp/ignored" || leave "needs $command"
	done
}
[ "$(id -u)" -eq 0 ] || leave 'needs root'
needs apt-get debootstrap git
git -C "$abs_top_srcdir" rev-parse 2>"$tmp/ignored" || leave 'needs a checkout'

find_mirror() {
	# shellcheck disable=SC2016 # for apt-get
	mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' |
	    sed -n '1s|/*$||p')
	[ -n "$mirror" ] ||
	    leave 'needs a mirror of Debian among the sources of apt'
	python3 - "$mirror/dists/$release/InRelease" 2>"$tmp/ignored" <<-'EOF' ||
	import sys, urllib.request
	urllib.request.urlopen(sys.argv[1], timeout=30).read(1)
	EOF
	    leave 'needs a mirror of Debian that answers'
}

find_room() {
	room=$tmp
	[ -w /dev/shm ] || return 0
	[ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 3000000 ] || return 0
	room=$(mktemp -d /dev/shm/debian.XXXXXX) || exit 99
	trap 'cd / && rm -rf "$tmp" "$room"' EXIT
	trap 'exit 99' HUP INT TERM
}

bootstrap() {
	kept=${DEBIANS:+$DEBIANS/$release.tar}
	if [ -n "$kept" ] && [ -e "$kept" ]; then
		mkdir -m 755 "$1" && tar -C "$1" -xf "$kept"
		return
	fi
	timeout 600 debootstrap --variant=minbase "$release" "$1" "$mirror" &&
	    chmod 755 "$1" || return
	[ -z "$kept" ] ||
	    { tar -C "$1" -cf "$kept.new" . && mv "$kept.new" "$kept"; }
}

copy_checkout() {
	mkdir "$1" && cd "$abs_top_srcdir" || return
	git ls-files -z --cached --others --exclude-standard |
	    tar --null --ignore-failed-read -T - -cf - | tar -C "$1" -xf -
}
