# Completes paperfeed's command line in fish.

# Print the command, then the configuration that -c names.  The command is the
# first word that is no option, and -c takes a word.
function __paperfeed_words
	set -l command ''
	set -l config ''
	set -l takes no
	for word in (commandline -opc)[2..-1]
		if test $takes = yes
			set config $word
			set takes no
			continue
		end
		switch $word
			case -c --config
				set takes yes
			case '--config=*'
				set config (string replace -- --config= '' $word)
			case '-*'
			case '*'
				set command $word
				break
		end
	end
	printf '%s\n' $command $config
end

# Is this the command?  '' is a line that has none yet.
function __paperfeed_at
	test "$argv[1]" = (__paperfeed_words)[1]
end

function __paperfeed_topics
	set -l program (commandline -opc)[1]
	set -l config (__paperfeed_words)[2]
	if test -n "$config"
		set config -c $config
	else
		set config
	end
	$program $config topics 2>/dev/null |
	    string match -rg '^([a-z0-9][a-z0-9-]*) '
end

complete -c paperfeed -f
@completions@
