#!/bin/sh
# The workflows for GitHub Pages and GitLab Pages: valid YAML, whose shell steps
# work.  The steps that fetch and build the program, and those of GitHub's own
# actions, are not run: the program is the one under test.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
deploy=$abs_top_srcdir/feeds/deploy

if ! python3 -c 'import yaml' 2>"$tmp/ignored" ||
    ! command -v bash >"$tmp/ignored"; then
	skip 'workflows' 'python3-yaml or bash is missing'
	done_testing
fi

# Print the shell steps of a workflow, of which the ones that build it are left
# out; or check what they need.
cat >"$tmp/steps.py" <<'END'
import sys, yaml
action, path = sys.argv[1:]
with open(path) as f:
    w = yaml.safe_load(f)
if "jobs" in w:
    (job,) = w["jobs"].values()
    steps = [s for s in job["steps"]]
    runs = [s["run"] for s in steps if "run" in s and s["name"] != "Build"]
    build = [s["run"] for s in steps if s.get("name") == "Build"]
    used = [s.get("uses", "").partition("@")[0] for s in steps]
    kept = [s["with"]["path"] for s in steps
        if "actions/cache/" in s.get("uses", "")]
    # The store is there before it is read, and kept before all is sent.
    order = [used.index(u) for u in ("actions/checkout",
        "actions/cache/restore", "actions/cache/save",
        "actions/upload-pages-artifact", "actions/deploy-pages")]
    ok = order == sorted(order) and kept == ["paperfeed.db"] * 2 and \
        w[True]["schedule"][0]["cron"].split()[1] == "5,11,17,23" and \
        w["permissions"]["pages"] == "write" and \
        not w["concurrency"]["cancel-in-progress"]
    sent = [s["with"]["path"] for s in steps
        if "upload-pages" in s.get("uses", "")]
else:
    runs = w["read"]["script"] + w["pages"]["script"]
    build = w["read"]["before_script"]
    ok = w["read"]["cache"]["paths"] == ["paperfeed.db"] and \
        w["read"]["resource_group"] == w["pages"]["resource_group"]
    sent = w["pages"]["artifacts"]["paths"]
if action == "run":
    print("\n".join(runs))
elif action == "build":
    print("\n".join(build))
else:
    sys.exit(not (ok and sent == ["public"] and runs and build))
END

# A source on this disk, with a day that it does not have.
mkdir "$tmp/source"
cp "$data/day-2026-11-20.json" "$tmp/source/2026-11-20"
sed 's/2026-11-20/2026-11-21/g; s/"2611\./"2612./' "$data/day-2026-11-20.json" \
    >"$tmp/source/2026-11-21"
FIRST_DAY=2026-11-20
SOURCE_DATE_EPOCH=1795305600	# 2026-11-21, 16:00
export FIRST_DAY

# project NAME: a project's folder with what the workflow expects
project() {
	site "$1" - <<-END
	site {
		title = "Papers under test"
		url = "https://papers.example.org/"
		output = "public"
		database = "paperfeed.db"
		gzip = no
	}
	source daily {
		url = "file://$tmp/source/{date}"
		reread = 1
	}
	END
	mkdir "$site/paperfeed"
	printf '#!/bin/sh\nexec %s "$@"\n' "$PAPERFEED" >"$site/paperfeed/paperfeed"
	chmod +x "$site/paperfeed/paperfeed"
}

# steps NAME: as the service runs them, each run on a checkout without public/
steps() {
	rm -rf "$site/public"
	python3 "$tmp/steps.py" run "$deploy/$1-pages.yml" >"$tmp/$1.sh" &&
	    (cd "$site" && bash -e -o pipefail "$tmp/$1.sh")
}

# broken NAME: a source that fails ends the run before anything is sent
broken() {
	mv "$tmp/source" "$tmp/away"
	mkdir "$tmp/source"
	echo 'not a listing' >"$tmp/source/2026-11-21"
	steps "$1" >"$out" 2>&1
	broken_status=$?
	rm -r "$tmp/source"
	mv "$tmp/away" "$tmp/source"
	[ "$broken_status" -ne 0 ]
}

# lost NAME: without its store the next run makes the same feeds again
lost() {
	rm "$site/paperfeed.db"
	status 0 steps "$1" || return
	diff -r -x status.json "$site/first" "$site/public"
}

for name in github gitlab; do
	check "$name: the YAML is as it should be" \
	    python3 "$tmp/steps.py" check "$deploy/$name-pages.yml"
	python3 "$tmp/steps.py" build "$deploy/$name-pages.yml" >"$tmp/build.sh"
	check "$name: what builds the program is shell" bash -n "$tmp/build.sh"
	project "$name"
	check "$name: the first run, with a backfill" status 0 steps "$name"
	check "$name: it read each day of it" [ "$(pf export |
	    grep -c '"listed":"2026-11-2[01]T')" -ge 4 ]
	check "$name: without twins" [ ! -e "$site/public/all.atom.gz" ]
	cp -Rp "$site/public" "$site/first"
	check "$name: the next run has the store, and no files" \
	    status 0 steps "$name"
	check "$name: and makes the same" \
	    diff -r -x status.json "$site/first" "$site/public"
	check "$name: a source that fails fails the run" broken "$name"
	check "$name: a lost store: the same feeds from a backfill" lost "$name"
done

done_testing
