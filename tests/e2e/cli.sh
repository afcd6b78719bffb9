#!/bin/sh
# The command line: help, version, and what is refused before any work.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# help_names COMMAND: it has a line of its own
help_names() {
	grep -Eq "^ +$1( |\$)" "$out"
}

silent() {
	cat "$1"
	[ ! -s "$1" ]
}

one_version() {
	cat "$out"
	[ "$(wc -l <"$out")" -eq 1 ] &&
	    grep -Eq '^paperfeed [0-9]+\.[0-9]+' "$out"
}

check '--help ends with 0' status 0 run --help
for command in update backfill import publish topics export status init; do
	check "--help names $command" help_names "$command"
done
check '--help says nothing on standard error' silent "$err"

check '--version ends with 0' status 0 run --version
check '--version prints name and number' one_version

check 'an unknown command ends with 64' status 64 run frobnicate
check 'an unknown command is named' says frobnicate
check 'an unknown command prints nothing' silent "$out"

check 'an unknown option ends with 64' status 64 run --frobnicate
check 'an unknown option is named' grep -F frobnicate "$err"
check 'an unknown short option ends with 64' status 64 run -Z
check 'no command ends with 64' status 64 run
check '-c without a file ends with 64' status 64 run -c

check 'a missing configuration ends with 78' \
    status 78 run -c "$tmp/missing.conf" publish
check 'a missing configuration is named' says "$tmp/missing.conf"
check 'a folder as configuration ends with 78' status 78 run -c "$tmp" publish
check 'a folder as configuration is named' says "$tmp"

site empty
check 'import without a file ends with 64' status 64 pf import
for command in update backfill import publish remove digest topics export \
    status check backup; do
	check "an unknown option of $command ends with 64" \
	    status 64 pf "$command" --frobnicate
	check "an unknown option of $command is named" \
	    grep -F frobnicate "$err"
	check "an unknown option of $command: nothing is printed" silent "$out"
done
check 'an unknown option of init ends with 64' status 64 run init --frobnicate
check 'an unknown option of init is named' grep -F frobnicate "$err"
check 'update with an argument ends with 64' status 64 pf update now
check 'update without a source ends with 78' status 78 pf update
check 'update without a source says so' says 'has no source to read'

# init writes a configuration that is whole, and never over another one
mkdir "$tmp/start"
check 'init ends with 0' status 0 run init "$tmp/start"
check 'init says nothing, not on a terminal' silent "$out"
mkdir "$tmp/people"
check 'init tells people what to do' status 0 run -v init "$tmp/people"
check 'init names the file' grep -F "$tmp/people/paperfeed.conf: put your" "$out"
if strace -o "$tmp/trace" true 2>"$tmp/ignored"; then
	mkdir "$tmp/full"
	check 'init on a full disk ends with 74' status 74 \
	    env "ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS" strace -o "$tmp/trace" \
	    -e trace=write -e inject=write:error=ENOSPC:when=1 \
	    "$abs_top_builddir/paperfeed" init "$tmp/full"
	check 'init on a full disk names the file' \
	    says "$tmp/full/paperfeed.conf: No space left"
	check 'init on a full disk leaves nothing' rmdir "$tmp/full"

	# strace_init FAULT CALL FOLDER: a fault instead of the first such call
	strace_init() {
		env "ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS" \
		    strace -o "$tmp/trace" -e trace="/^$2(at)?\$" \
		    -e inject="/^$2(at)?\$:$1:when=1" \
		    "$abs_top_builddir/paperfeed" init "$3"
	}
	# all_of FOLDER: the configuration is there, whole
	all_of() {
		cmp "$1/paperfeed.conf" "$tmp/start/paperfeed.conf"
	}
	for call in write fsync link; do
		mkdir "$tmp/$call"
		check "init is killed at $call" status 137 \
		    strace_init error=EIO:signal=SIGKILL "$call" "$tmp/$call"
		check "after $call, init writes it" \
		    status 0 run init "$tmp/$call"
		check "after $call, it is whole" all_of "$tmp/$call"
	done
	mkdir "$tmp/unlink"
	check 'init is killed when it has the name' status 137 \
	    strace_init error=EIO:signal=SIGKILL unlink "$tmp/unlink"
	check 'it is whole then' all_of "$tmp/unlink"

	# A file system without hard links.
	mkdir "$tmp/fat"
	check 'init without hard links' status 0 \
	    strace_init error=EPERM link "$tmp/fat"
	check 'without hard links, it is whole' all_of "$tmp/fat"
	echo mine >"$tmp/fat/paperfeed.conf"
	check 'init again, without hard links' status 73 \
	    strace_init error=EPERM link "$tmp/fat"
	check 'without hard links, the file stays' \
	    [ "$(cat "$tmp/fat/paperfeed.conf")" = mine ]
	check 'init leaves nothing beside it' [ "$(ls "$tmp/fat")" = paperfeed.conf ]
else
	skip 'init on a full disk' 'needs strace'
fi
check 'init again ends with 73' status 73 run init "$tmp/start"
check 'init again names the file' says "$tmp/start/paperfeed.conf: it exists already"
check 'init in no folder ends with 73' status 73 run init "$tmp/none"
check 'init in no folder names it' says "$tmp/none/paperfeed.conf"
check 'init with two folders ends with 64' status 64 run init a b
conf=$tmp/start/paperfeed.conf
check 'what init wrote is read without complaint' status 66 pf topics
check 'with the written configuration only a store is missing' \
    says 'no store yet'
sed 's/# \([a-z-]* *= \)/\1/' "$conf" >"$tmp/all.conf"
conf=$tmp/all.conf
echo 'Jane Doe' >"$tmp/people.txt"
check 'the defaults that it shows are read without complaint' \
    status 66 pf topics
sed -n '/^\.Ss Queries/q;s/^\.It Cm \([a-z-]*\)$/\1/p' \
    "${abs_top_srcdir:-.}/src/config/paperfeed.conf.5" | sort -u >"$tmp/keys"
sed -nE 's/^(\t#? ?|#\t)([a-z-]+) *= .*/\2/p' "$tmp/start/paperfeed.conf" | sort -u \
    >"$tmp/shown"
check 'init shows every option of paperfeed.conf(5)' \
    diff "$tmp/keys" "$tmp/shown"
check 'there are options' test -s "$tmp/keys"

done_testing
