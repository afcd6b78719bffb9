# shellcheck shell=sh
# What the deployments by rsync and rclone share: which files they send, and in
# which order.  A recipe sources this file, defines three functions and calls
# deploy:
#
#	send PHASE LIST		send the files that LIST names, a line each
#	delete LIST		delete those that LIST names, if they are there
#	delete_others LIST	delete everything that LIST does not name
#
# PHASE is pages (of the past, and what pages need), topics (their pages), archive,
# feeds or last.  Each follows what it links to, so a reader finds no feed and no
# topic whose pages are missing, wherever a deployment stops.  A function that fails
# ends the deployment.

LC_ALL=C
export LC_ALL
phases='pages topics archive feeds last'
me=$(basename "$0")
work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 75' HUP INT TERM

fail() {
	echo "$me: $2" >&2
	exit "$1"
}

# A folder that was wiped, or is not mounted, must not empty the site.
check_output() {
	[ -s "$output/index.html" ] && [ -s "$output/status.json" ] && return
	fail 66 "$output: not a published site (no index.html, no status.json)"
}

# Two deployments at once would undo each other's order.
lock_output() {
	exec 9<"$output" || exit 66
	flock -n 9 || fail 75 "$output: another deployment is at work"
}

# take_list: what changed since the last deployment, and what that could not send,
# becomes CHANGED.sending.  A run of paperfeed goes on with a new CHANGED.
take_list() {
	append_taken || exit 74
	[ ! -e "$changed" ] || mv "$changed" "$changed.taken" || exit 74
	append_taken || exit 74
}

append_taken() {
	[ ! -e "$changed.taken" ] || {
		cat "$changed.taken" >>"$changed.sending" &&
		    rm "$changed.taken"
	}
}

# all_files: a line each; hidden ones are those that a run is writing
all_files() {
	(cd "$output" && find . -name '.?*' -prune -o -type f -print) |
	    sed 's|^\./||' | sort
}

# split LIST: into the lists of the phases and, of files that are no more, gone
split() {
	for phase in $phases gone; do
		: >"$work/$phase" || exit 74
	done
	while IFS= read -r name; do
		[ -f "$output/$name" ] || {
			echo "$name" >>"$work/gone"
			continue
		}
		case ${name%.gz} in
		index.html | feeds.opml | status.json)
			echo "$name" >>"$work/last" ;;
		archive/*)
			echo "$name" >>"$work/archive" ;;
		*/*)
			echo "$name" >>"$work/pages" ;;
		*.atom | *.rss | *.json)
			echo "$name" >>"$work/feeds" ;;
		*.html)
			echo "$name" >>"$work/topics" ;;
		*)
			echo "$name" >>"$work/pages" ;;
		esac
	done <"$1"
}

# send_phases: those with files
send_phases() {
	for phase in $phases; do
		[ ! -s "$work/$phase" ] || send "$phase" "$work/$phase" ||
		    fail 69 "$phase: not sent; the next deployment repeats it"
	done
}

deploy_all() {
	all_files >"$work/all"
	split "$work/all"
	send_phases
	delete_others "$work/all" ||
	    fail 69 'old files: not deleted; the next deployment repeats it'
}

deploy_changed() {
	take_list
	[ -s "$changed.sending" ] || {
		rm -f "$changed.sending"
		return
	}
	# No name that climbs out of the folder, and nothing hidden.
	grep -v -e '^[./]' -e '/\.' -e '^$' "$changed.sending" | sort -u \
	    >"$work/all"
	split "$work/all"
	send_phases
	[ ! -s "$work/gone" ] || delete "$work/gone" ||
	    fail 69 'old files: not deleted; the next deployment repeats it'
	rm "$changed.sending"
}

# deploy OUTPUT [CHANGED]: everything, or what CHANGED names
deploy() {
	output=${1%/} changed=${2-}
	check_output
	lock_output
	work=$(mktemp -d) || exit 73
	if [ -n "$changed" ]; then
		deploy_changed
	else
		deploy_all
	fi
}
