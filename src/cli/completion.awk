# Makes a completion for a shell from help.txt, which names each command, its
# options and what they take.  It fills lines like @options@ of completion.bash,
# completion.zsh and completion.fish.
#	awk -f completion.awk help.txt completion.SHELL

function quoted(text) {
	gsub(/\047/, "\047\\\047\047", text)
	return "\047" text "\047"
}

function fish_quoted(text) {
	gsub(/\\/, "\\\\", text)
	gsub(/\047/, "\\\047", text)
	return "\047" text "\047"
}

# What zsh reads in a description as the end of it.
function zsh_escaped(text) {
	gsub(/\[/, "\\[", text)
	gsub(/\]/, "\\]", text)
	gsub(/:/, "\\:", text)
	return text
}

# Whether words, parted by commas, are names of commands.
function are_commands(text, i, n, name) {
	n = split(text, name, /, /)
	for (i = 1; i <= n; i++)
		if (!(name[i] in about))
			return name[i] ~ /^all that/
	return n > 0
}

# What help says of an option, `records (export); papers (digest)`, for one
# command, without its name.  It is empty if the option is that of others.
function said_for(text, command, i, n, piece, names) {
	n = split(text, piece, /; /)
	if (text !~ /\); /) {
		n = 1
		piece[1] = text
	}
	for (i = 1; i <= n; i++) {
		if (!match(piece[i], / \([^()]*\)$/))
			return piece[i]
		names = substr(piece[i], RSTART + 2, RLENGTH - 3)
		if (!are_commands(names))
			return piece[i]
		if (names ~ /^all that/ ||
		    index(", " names ",", ", " command ","))
			return substr(piece[i], 1, RSTART - 1)
	}
	return ""
}

# Find the option that a command's synopsis names: -t is --topic for one command
# and --try for another.
function option_of(command, name, i) {
	for (i = 1; i <= rows; i++)
		if ((name == "-" short[i] || name == "--" long[i]) &&
		    section[i] == "Options of commands" &&
		    said_for(help_says[i], command) != "")
			return i
	print "completion.awk: " name " of " command \
	    ": no line says what it does" >"/dev/stderr"
	failed = 1
	return 0
}

# What an argument is, by its name in capitals.
function kind(name) {
	if (name == "FILE" || name == "DIR" || name == "TOPIC" || name == "FORMAT")
		return tolower(name)
	return name == "" ? "" : "value"
}

# The words of `json, csv or bibtex`.
function choices(text) {
	gsub(/, | or /, " ", text)
	return text
}

FNR == 1 {
	files++
}
files == 2 {
	if (FNR == 1)
		finish_help()
	if (!fill($0))
		print
	next
}
/^[A-Z][a-z ]*:$/ {
	part = substr($0, 1, length($0) - 1)
	next
}
/^$/ || /^Manuals:/ {
	part = ""
	next
}
part == "Commands" && /^  [a-z]/ {
	command_name[++commands] = $1
	synopsis[commands] = $0
	next
}
part == "Commands" {
	sub(/^ */, "")
	about[command_name[commands]] = $0
	next
}
part ~ /^Options/ && /^ +-/ {
	rows++
	section[rows] = part
	short[rows] = /^  -/ ? substr($1, 2, 1) : ""
	sub(/^ +(-.,)? *--/, "")
	long[rows] = $1
	sub(/^[a-z-]+ */, "")
	if (match($0, /^[A-Z]+ /)) {
		argument[rows] = substr($0, 1, RLENGTH - 1)
		sub(/^[A-Z]+ */, "")
	}
	help_says[rows] = $0
	next
}
part ~ /^Options/ {
	sub(/^ */, "")
	help_says[rows] = help_says[rows] " " $0
}

# The options and the operand of each command, from its synopsis.
function read_synopsis(n, line, i, words, word, row) {
	line = synopsis[n]
	sub(/^ *[a-z]+/, "", line)
	gsub(/[][|]/, " ", line)
	words = split(line, word, / +/)
	for (i = 1; i <= words; i++) {
		if (word[i] ~ /^-/) {
			row = option_of(command_name[n], word[i])
			takes[n, ++options[n]] = row
			if (argument[row] != "")
				i++
		} else if (word[i] != "" && operand[n] == "") {
			sub(/\.\.\.$/, "", word[i])
			operand[n] = word[i]
		}
	}
}

# -- bash

function bash_names(row) {
	return (short[row] == "" ? "" : "-" short[row] " ") "--" long[row]
}

# A branch for the value of an option.
function bash_value(command, row, said, k, pattern) {
	k = kind(argument[row])
	if (k == "")
		return
	pattern = quoted(command " --" long[row])
	if (short[row] != "")
		pattern = pattern " | " quoted(command " -" short[row])
	printf "\t%s)\n", pattern
	if (k == "file" || k == "dir")
		printf "\t\t_paperfeed_files %s \"$cur\"\n",
		    (k == "dir" ? "-d" : "-f")
	else if (k == "topic")
		print "\t\t_paperfeed_words \"$(_paperfeed_topics \"$1\"" \
		    " \"$config\")\" \"$cur\""
	else if (k == "format")
		printf "\t\t_paperfeed_words %s \"$cur\"\n",
		    quoted(choices(said))
	print "\t\treturn 0 ;;"
}

function bash_values(i, j, row) {
	for (i = 1; i <= rows; i++)
		if (section[i] == "Options")
			bash_value("", i, "")
	for (i = 1; i <= commands; i++)
		for (j = 1; j <= options[i]; j++) {
			row = takes[i, j]
			bash_value(command_name[i], row,
			    said_for(help_says[row], command_name[i]))
		}
}

# A branch for the words of a list, or for files.
function bash_branch(pattern, what, words) {
	printf "\t%s*)\n\t\t_paperfeed_%s %s \"$cur\" ;;\n", quoted(pattern),
	    what, words
}

function bash_words(i, j, k, names) {
	names = ""
	for (i = 1; i <= rows; i++)
		if (section[i] == "Options")
			names = names " " bash_names(i)
	bash_branch(" -", "words", quoted(substr(names, 2)))
	names = ""
	for (i = 1; i <= commands; i++)
		names = names " " command_name[i]
	bash_branch(" ", "words", quoted(substr(names, 2)))
	for (i = 1; i <= commands; i++) {
		names = "--help"
		for (j = 1; j <= options[i]; j++)
			names = names " " bash_names(takes[i, j])
		bash_branch(command_name[i] " -", "words", quoted(names))
		k = kind(operand[i])
		if (k == "file" || k == "dir")
			bash_branch(command_name[i] " ", "files",
			    (k == "dir" ? "-d" : "-f"))
	}
}

# -- zsh

function zsh_action(name, said, k) {
	k = kind(name)
	if (k == "file")
		return "_files"
	if (k == "dir")
		return "_files -/"
	if (k == "topic")
		return "_paperfeed_topics"
	if (k == "format")
		return "(" choices(said) ")"
	return " "
}

# An option as a word of _arguments.
function zsh_option(row, said, names, spec) {
	names = "--" long[row] (argument[row] == "" ? "" : "=")
	spec = "[" zsh_escaped(said) "]"
	if (argument[row] != "")
		spec = spec ":" tolower(argument[row]) ":" \
		    zsh_action(argument[row], said)
	if (short[row] == "")
		return quoted(names spec)
	names = "{-" short[row] (argument[row] == "" ? "" : "+") "," names "}"
	return quoted("(-" short[row] " --" long[row] ")") names quoted(spec)
}

function zsh_arguments(i, j, row) {
	for (i = 1; i <= commands; i++) {
		printf "\t\t%s)\n\t\t\t_arguments -s -S %s", command_name[i],
		    quoted("--help[" help_text "]")
		for (j = 1; j <= options[i]; j++) {
			row = takes[i, j]
			printf " \\\n\t\t\t    %s", zsh_option(row,
			    said_for(help_says[row], command_name[i]))
		}
		if (operand[i] != "")
			printf " \\\n\t\t\t    %s", quoted("*:" \
			    tolower(operand[i]) ":" zsh_action(operand[i], ""))
		print " && ret=0 ;;"
	}
}

# -- fish

# The beginning of a line that holds after a command or, "", before one.
function fish_line(command) {
	printf "complete -c paperfeed -n %s",
	    fish_quoted("__paperfeed_at \"" command "\"")
}

function fish_option(command, row, said, k) {
	k = kind(argument[row])
	fish_line(command)
	if (short[row] != "")
		printf " -s %s", short[row]
	printf " -l %s", long[row]
	if (k == "file" || k == "dir")
		printf " -r -F"
	else if (k == "topic")
		printf " -x -a '(__paperfeed_topics)'"
	else if (k == "format")
		printf " -x -a %s", fish_quoted(choices(said))
	else if (k != "")
		printf " -x"
	printf " -d %s\n", fish_quoted(said)
}

function fish_completions(i, j, k, row) {
	for (i = 1; i <= commands; i++) {
		fish_line("")
		printf " -a %s -d %s\n", command_name[i],
		    fish_quoted(about[command_name[i]])
	}
	for (i = 1; i <= rows; i++)
		if (section[i] == "Options")
			fish_option("", i, help_says[i])
	for (i = 1; i <= commands; i++) {
		fish_line(command_name[i])
		printf " -l help -d %s\n", fish_quoted(help_text)
		for (j = 1; j <= options[i]; j++) {
			row = takes[i, j]
			fish_option(command_name[i], row,
			    said_for(help_says[row], command_name[i]))
		}
		k = kind(operand[i])
		if (k != "file" && k != "dir")
			continue
		fish_line(command_name[i])
		print (k == "dir" ? " -a '(__fish_complete_directories)'" : " -F")
	}
}

# All of help.txt has been read.
function finish_help(i) {
	for (i = 1; i <= commands; i++)
		read_synopsis(i)
	for (i = 1; i <= rows; i++)
		if (long[i] == "help")
			help_text = help_says[i]
	if (commands == 0 || help_text == "") {
		print "completion.awk: no commands or no options" >"/dev/stderr"
		failed = 1
	}
	if (failed)
		exit 1
}

# Print what a line like @options@ stands for.  Return whether it is one.
function fill(line, i) {
	if (line == "@values@")
		bash_values()
	else if (line == "@words@")
		bash_words()
	else if (line == "@options@") {
		for (i = 1; i <= rows; i++)
			if (section[i] == "Options")
				printf "\t    %s \\\n", zsh_option(i, help_says[i])
	} else if (line == "@commands@") {
		for (i = 1; i <= commands; i++)
			printf "\t\t    %s\n", quoted(command_name[i] ":" \
			    zsh_escaped(about[command_name[i]]))
	} else if (line == "@arguments@")
		zsh_arguments()
	else if (line == "@completions@")
		fish_completions()
	else
		return 0
	return 1
}
