#!/bin/sh
# The image of feeds/deploy/Containerfile: built on a Debian made here, without a
# registry, and run as its comment says, with all but the volume read-only.
#
# It needs root, podman, debootstrap and a mirror of Debian.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/e2e/debian.sh
. "$abs_top_srcdir/tests/e2e/debian.sh"

needs podman
find_mirror
find_room
# What builds this test is nothing for podman.
podman() {
	env -u MAKEFLAGS -u MAKELEVEL podman --root "$room/images" \
	    --runroot "$room/run" --cgroup-manager cgroupfs "$@"
}

recipe=$abs_top_srcdir/feeds/deploy/Containerfile
volume=$tmp/papers

base() {
	bootstrap "$room/root" &&
	    tar -C "$room/root" --exclude=./dev --exclude=./proc -cf "$room/base.tar" . &&
	    rm -rf "$room/root" &&
	    podman import -q "$room/base.tar" localhost/base && rm "$room/base.tar"
}

build() {
	copy_checkout "$room/paperfeed" && cd "$room/paperfeed" &&
	    podman build -q --isolation chroot --build-arg BASE=localhost/base \
		-t paperfeed -f "$recipe" .
}

# Engines limit what a process may open, and here they must not ask for more than
# this test may have.
limits="--ulimit nofile=1024:1024 --ulimit nproc=1000:1000"

# container ARGUMENT...: hardened further than the comment says, and with no network
container() {
	# shellcheck disable=SC2086 # options
	podman ${runtime-} run --rm $limits --network none --read-only \
	    --read-only-tmpfs=false --cap-drop all --security-opt no-new-privileges \
	    -v "$volume:/data" -v "$abs_top_srcdir/feeds/sample:/sample:ro" "$@"
}

check 'a Debian for an image' base
check 'the image is built' build
install -d -o 10001 -g 10001 "$volume"

# There are machines on which only another runtime may run a container.
runs=
for runtime in '' '--runtime runc' '--runtime crun'; do
	container --entrypoint true paperfeed 2>>"$err" && runs=yes && break
done
if [ -z "$runs" ]; then
	skip 'containers' "podman runs none here: $(tail -n 1 "$err")"
	done_testing
fi

# refused COMMAND ARGUMENT...: the file system says no
refused() {
	container --entrypoint "$@" >"$out" 2>&1 && return 1
	grep -q 'Read-only file system' "$out"
}
is_user() {
	container --entrypoint id paperfeed -u | grep -qx 10001
}
check 'it says its version' container paperfeed --version
check 'nothing runs as root' is_user
check 'its root is read-only' refused touch paperfeed /tmp/x
check 'init writes the configuration' container paperfeed init
check 'it lies in the volume' [ -s "$volume/paperfeed.conf" ]
sed -i.bak -e '/^	fallback /d' \
    -e 's|^\(	url *= \)"https://huggingface.*|\1"file:///sample/2026-11-20.html"|' \
    "$volume/paperfeed.conf"
check 'the source is a file' grep -q 'file:///sample' "$volume/paperfeed.conf"
check 'an update is what it does unasked' status 0 container paperfeed
check 'the site lies in the volume' xmllint --nonet --noout \
    "$volume/public/all.atom" "$volume/public/all.rss"
confined() {
	container paperfeed status >"$out" && cat "$out" &&
	    grep -q '^  confined  *files, ' "$out"
}
check 'and the program confines itself further' confined
inode() {
	python3 -c 'import os, sys; print(os.stat(sys.argv[1]).st_ino)' \
	    "$volume/public/all.atom"
}
inode >"$tmp/inode"
again() {
	container paperfeed && inode | diff "$tmp/inode" -
}
check 'the next update leaves quiet files alone' again
done_testing
