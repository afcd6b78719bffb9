#!/bin/sh
# make install puts files where the GNU Coding Standards say, make uninstall takes
# them away, and what was installed works wherever it is moved to.
# shellcheck source=tests/e2e/lib.sh
. "${abs_top_srcdir:-.}/tests/e2e/lib.sh"

unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
umask 022
stage=$tmp/stage

# in_build ARGUMENT...: make, in the folder of the build
in_build() {
	${MAKE:-make} -C "$abs_top_builddir" "$@"
}

# lists FOLDER: its files, as they are expected on standard input
lists() {
	(cd "$1" && find . ! -type d) | sed 's|^\./||' | sort >"$tmp/there"
	sort | diff - "$tmp/there"
}

# expected BINDIR MANDIR DOCDIR DATADIR: the files that are installed
expected() {
	cat <<-END
	$1/paperfeed
	$2/man1/paperfeed.1
	$2/man5/paperfeed-record.5
	$2/man5/paperfeed.conf.5
	$2/man7/paperfeed-topics.7
	$3/README.md
	$3/examples/TOPICS.md
	$3/examples/crontab
	$3/examples/deploy/Caddyfile
	$3/examples/deploy/Containerfile
	$3/examples/deploy/README.md
	$3/examples/deploy/apache.conf
	$3/examples/deploy/github-pages.yml
	$3/examples/deploy/gitlab-pages.yml
	$3/examples/deploy/phases.sh
	$3/examples/deploy/rclone
	$3/examples/deploy/rsync
	$3/examples/nginx.conf
	$3/examples/paperfeed.conf
	$3/examples/paperfeed.service
	$3/examples/paperfeed.timer
	$4/bash-completion/completions/paperfeed
	$4/fish/vendor_completions.d/paperfeed.fish
	$4/zsh/site-functions/_paperfeed
	END
}

# installed FOLDERS...: what is below the stage
installed() {
	expected "$@" >"$tmp/wanted"
	lists "$stage" <"$tmp/wanted"
}

empty() {
	lists "$stage" </dev/null
}

share=opt/papers/share
check 'make install' in_build install DESTDIR="$stage" prefix=/opt/papers \
    datarootdir=/$share
check 'each file is where the standards say' installed opt/papers/bin \
    $share/man $share/doc/paperfeed $share
check 'nothing is beside DESTDIR' test ! -e /opt/papers
programs() {
	find "$stage" -type f -perm -100 | sed "s|$stage/||" | sort >"$tmp/there"
	printf '%s\n' opt/papers/bin/paperfeed \
	    "$share/doc/paperfeed/examples/deploy/rclone" \
	    "$share/doc/paperfeed/examples/deploy/rsync" | diff - "$tmp/there"
}
check 'only programs are executable' programs
unreadable() {
	find "$stage" ! -perm -444 >"$tmp/there"
	diff /dev/null "$tmp/there"
}
check 'everybody may read all of it' unreadable

# A copy of the tree, moved: its prefix has never been there.
mkdir "$tmp/moved here"
mv "$stage/opt/papers" "$tmp/moved here/papers"
moved=$tmp/moved\ here/papers/bin/paperfeed
mkdir "$tmp/work"
cd "$tmp/work" || exit 99
check 'the moved program says its version' "$moved" --version
check 'it writes a configuration' "$moved" init
check 'it reads and publishes' "$moved" -q import \
    "$abs_top_srcdir"/feeds/sample/*.html
check 'it has published' test -s public/all.atom
check 'it publishes from the store' "$moved" -q publish --all
check 'it reports its state' "$moved" topics
moved_manual() {
	mandoc -T lint -W error "$tmp/moved here/papers/share/man/man"?/*
}
if command -v mandoc >/dev/null; then
	check 'its manuals are whole' moved_manual
else
	skip 'its manuals are whole' 'needs mandoc'
fi
cd "$tmp" || exit 99
mkdir -p "$stage/opt"
mv "$tmp/moved here/papers" "$stage/opt/papers"

# What others have there stays.
mkdir -p "$stage/$share/doc/other" "$stage/$share/zsh/site-functions"
echo other >"$stage/$share/zsh/site-functions/_other"
check 'make uninstall' in_build uninstall DESTDIR="$stage" prefix=/opt/papers \
    datarootdir=/$share
check 'only what others have is left' sh -c "[ \"\$(find '$stage' -type f)\" = \
    '$stage/$share/zsh/site-functions/_other' ]"
check 'the folders of its own are gone' test ! -e "$stage/$share/doc/paperfeed"
check 'those of others are not' test -d "$stage/$share/doc/other"
rm -r "$stage"

set -- DESTDIR="$stage" bindir=/b mandir=/m docdir=/d datadir=/s
check 'make install with folders of its own' in_build install "$@"
check 'each file is in its own' installed b m d s
check 'and make uninstall' in_build uninstall "$@"
check 'nothing is left of it' empty

# The manuals for a browser, outside of the source tree
pages='paperfeed.1 paperfeed-record.5 paperfeed.conf.5 paperfeed-topics.7'
linked() {
	for page in $pages; do
		for other in $pages; do
			[ "$page" = "$other" ] ||
			    grep -qF "href=\"$other.html\"" "$1/$page.html" ||
			    return
		done
	done
}
# Tests that run beside this one leave other files there.
pages_in_source() {
	(cd "$abs_top_srcdir" && find . -name 'paperfeed*.[157]*' \
	    ! -path './paperfeed-*' ! -path './_build/*' | sort)
}
by_itself() {
	pages_in_source >"$tmp/before"
	in_build -s html >"$tmp/said" || return
	html=$(sed -n 's/^html: //p' "$tmp/said")
	pages_in_source | diff "$tmp/before" - && linked "$html" && rm -r "$html"
}
if command -v mandoc >/dev/null; then
	check 'make html, in a folder of its own' in_build html \
	    HTMLDIR="$tmp/html pages"
	check 'each page links to the others' linked "$tmp/html pages"
	check 'make html by itself leaves the source tree alone' by_itself
else
	skip 'make html' 'needs mandoc'
fi

done_testing
