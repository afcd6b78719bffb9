"""What is to hold, each beside what it is measured by."""
import collections

# The most that it may be, whether it decides the exit status, and its name in
# the list at the end.
Limit = collections.namedtuple("Limit", "most counted name")

COUNTED, NOT_YET = True, False

LIMITS = {
    "start": Limit(
        1.2, COUNTED,
        "--version, by a program that only links the same libraries"),
    "real day": Limit(
        # Of the same program, this is 3.2 on one machine and 4.5 on another:
        # xmllint gains more there by what starting a program costs.
        5.5, COUNTED, "a real day into a new store, by xmllint of its page"),
    "island": Limit(1, COUNTED, "reading a page by its island, by xmllint"),
    "cards": Limit(1.5, COUNTED, "reading a page by its cards, by xmllint"),

    "day feeds": Limit(
        1.5, NOT_YET,
        "a day into a new store, Atom and RSS, by the bare pipeline"),
    "day all": Limit(
        4, NOT_YET,
        "a day into a new store, all with twins, by the bare pipeline"),
    "day peak": Limit(
        8, COUNTED, "a day into a new store, all but twins, peak memory"),
    "day again": Limit(
        1, NOT_YET, "the same day again, by xmllint of its page"),

    "feeds 6,000": Limit(
        1.5, NOT_YET,
        "6,000 papers from pages, Atom and RSS, by the bare pipeline"),
    "all 6,000": Limit(
        2.2, NOT_YET,
        "6,000 papers from pages, all but twins, by the bare pipeline"),
    "JSON 6,000": Limit(
        1, NOT_YET, "6,000 papers from JSON, Atom and RSS, by plain Python"),
    "twins 6,000": Limit(
        .5, COUNTED, "twins of one day more into 6,000 papers, by gzip -6"),
    "more 6,000": Limit(
        3, NOT_YET, "one day more into 6,000 papers, by one in a new store"),
    "worst 6,000": Limit(
        3, COUNTED, "the worst of 31 days into 6,000 papers, by their median"),
    # --version only starts, and neither libcurl nor libxml2 is loaded for that;
    # publish opens a store and looks at each file.
    "nothing 6,000": Limit(
        4.5, COUNTED, "publish, nothing new in 6,000 papers, by --version"),
    "changed 6,000": Limit(
        6, NOT_YET,
        "a query changed in 6,000 papers, by a day in a new store"),

    "feeds 60,000": Limit(
        1.5, NOT_YET,
        "60,000 papers from pages, Atom and RSS, by the bare pipeline"),
    "all 60,000": Limit(
        2.2, COUNTED,
        "60,000 papers from pages, all but twins, by the bare pipeline"),
    "peak 60,000": Limit(
        40, COUNTED, "60,000 papers from pages, all but twins, peak memory"),
    "store 60,000": Limit(230, NOT_YET, "the store of 60,000 papers"),
    "twins 60,000": Limit(
        .5, COUNTED, "twins of one day more into 60,000 papers, by gzip -6"),
    "more 60,000": Limit(
        3, NOT_YET, "one day more into 60,000 papers, by one in a new store"),
    "worst 60,000": Limit(
        3, NOT_YET,
        "the worst of 31 days into 60,000 papers, by their median"),
    "nothing 60,000": Limit(
        6, NOT_YET, "publish, nothing new in 60,000 papers, by --version"),
    "changed 60,000": Limit(
        6, NOT_YET,
        "a query changed in 60,000 papers, by a day in a new store"),

    "more 600,000": Limit(
        3, NOT_YET, "one day more into 600,000 papers, by one in a new store"),
    "worst 600,000": Limit(
        3, NOT_YET,
        "the worst of 31 days into 600,000 papers, by their median"),
    "nothing 600,000": Limit(
        6, NOT_YET, "publish, nothing new in 600,000 papers, by --version"),
}
