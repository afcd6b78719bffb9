"""Messages as their readers see them, and commands that take them."""
import email
import email.policy
import os
import re
import stat

STRICT = email.policy.default.clone(raise_on_defect=True)

# Takes what the file of fates says, a word a mail: `take` keeps the message,
# `fail` says no, `lose` says no and has kept it all the same, `die` keeps it and
# kills the run that wants to know, `early` kills it before it has read anything, `alone`
# kills the process that started it, and not the run.
SENDMAIL = """#!/bin/sh
folder=%(folder)s
fate=$(sed -n "$(($(cat "$folder/count") + 1))p" "$folder/fates")
# Its parent started it for the run, which is the parent of that.
run=$(sed 's/.*) . //; s/ .*//' /proc/$PPID/stat)
[ "$fate" != early ] || { kill -9 $run $PPID; sleep 0.2; }
[ "$fate" != alone ] || { kill -9 $PPID; sleep 0.2; }
cat >"$folder/coming.$$"
echo $(($(cat "$folder/count") + 1)) >"$folder/count"
case ${fate:-take} in
fail)	rm "$folder/coming.$$"; echo "421 try again" >&2; exit 75 ;;
lose)	mv "$folder/coming.$$" "$folder/$(cat "$folder/count").eml"
	echo "connection lost" >&2; exit 75 ;;
die)	mv "$folder/coming.$$" "$folder/$(cat "$folder/count").eml"
	kill -9 $run $PPID ;;
*)	mv "$folder/coming.$$" "$folder/$(cat "$folder/count").eml" ;;
esac
"""


class Outbox:
    """A sendmail command that keeps what it takes."""

    def __init__(self, folder):
        self.folder = folder
        os.mkdir(folder)
        self.command = os.path.join(folder, "sendmail")
        with open(self.command, "w") as f:
            f.write(SENDMAIL % {"folder": folder})
        os.chmod(self.command, stat.S_IRWXU)
        with open(os.path.join(folder, "count"), "w") as f:
            f.write("0\n")
        self.fates([])

    def fates(self, words):
        """What becomes of the next mails; those behind them are taken."""
        with open(os.path.join(self.folder, "count")) as f:
            done = int(f.read() or 0)
        with open(os.path.join(self.folder, "fates"), "w") as f:
            f.write("take\n" * done + "".join(w + "\n" for w in words))

    def bytes(self):
        """The messages that were taken, in their order."""
        names = [n for n in os.listdir(self.folder) if n.endswith(".eml")]
        found = []
        for name in sorted(names, key=lambda n: int(n[:-4])):
            with open(os.path.join(self.folder, name), "rb") as f:
                found.append(f.read())
        return found

    def mails(self):
        return [read(b) for b in self.bytes()]


class Mail:
    """A message, parsed by the strictest rules."""

    def __init__(self, message):
        self.message = message
        self.id = message["Message-ID"]
        self.parts = list(message.iter_parts())
        self.text = self.parts[0].get_content()
        self.html = self.parts[1].get_content()
        self.papers = re.findall(
            r"^ {3,5}Paper +https://huggingface\.co/papers/(\S+)$",
            self.text, re.M)
        self.more = sum(map(int, re.findall(r"^And (\d+) more, which no later mail has:$", self.text,
            re.M)))


def read(data):
    return Mail(email.message_from_bytes(data, policy=STRICT))
