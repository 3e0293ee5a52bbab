# shellcheck shell=sh
# What the shell tests share.  Source it first:  . tests/harness.sh
#
# Tests run from the root of the source tree.  $KX is the program under test,
# $KXS the same with sanitizers, $T a fresh folder that goes away afterwards.
# Each check prints one line, "ok NAME" or "not ok NAME", with what was seen.

ROOT=$PWD
KX=${KX:-$ROOT/build/release/kxreport}
KXS=${KXS:-$ROOT/build/sanitize/kxreport}
PACK=$ROOT/tests/pack
T=$(mktemp -d "${TMPDIR:-/tmp}/kxreport-test.XXXXXX") || exit 1
trap 'chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 130' INT TERM
ASAN_OPTIONS=detect_leaks=1:abort_on_error=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
# The gate's today, so that the tests do not grow old: after the day both packs were begun, before either is due.
KXREPORT_AS_OF=2026-01-15
export ASAN_OPTIONS KXREPORT_AS_OF ROOT KX KXS PACK T

ok() { echo "ok $1"; }

# not_ok NAME [FILE...]: fails, and shows the files.
not_ok() {
	echo "not ok $1"
	shift
	for file; do
		echo "# --- $file"
		head -n 40 "$file" 2>/dev/null | cut -c 1-400 | sed 's/^/# /'
	done
}

skip() { echo "ok $1 # SKIP $2"; }

# run COMMAND...: keeps $status, $T/out and $T/err.
run() {
	"$@" >"$T/out" 2>"$T/err"
	status=$?
}

# exits STATUS NAME COMMAND...
exits() {
	wanted=$1 name=$2
	shift 2
	run "$@"
	if [ "$status" -eq "$wanted" ]; then
		ok "$name"
	else
		echo "# status $status, wanted $wanted: $*"
		not_ok "$name" "$T/out" "$T/err"
	fi
}

# within SECONDS COMMAND...: a process of it that takes more processor time is killed, however busy the machine is.
within() { (ulimit -t "$1" && shift && exec "$@"); }

# says PATTERN NAME [FILE]: an extended regular expression, in $T/err unless said.
says() {
	if grep -Eq -e "$1" "${3:-$T/err}"; then ok "$2"; else
		echo "# no line matches: $1"
		not_ok "$2" "${3:-$T/err}"
	fi
}

# silent NAME [FILE]
silent() {
	if [ -s "${2:-$T/err}" ]; then not_ok "$1" "${2:-$T/err}"; else ok "$1"; fi
}

# same NAME FILE FILE
same() {
	if cmp -s "$2" "$3"; then ok "$1"; else
		diff -a "$2" "$3" 2>&1 | head -n 30 >"$T/diff"
		not_ok "$1" "$T/diff"
	fi
}

# equal NAME SEEN WANTED
equal() {
	if [ "$2" = "$3" ]; then ok "$1"; else
		echo "not ok $1"
		echo "# seen:   $2"
		echo "# wanted: $3"
	fi
}

# yes NAME COMMAND...: the command succeeds.
yes() {
	name=$1
	shift
	if "$@" >"$T/yes" 2>&1; then ok "$name"; else
		echo "# $*"
		not_ok "$name" "$T/yes"
	fi
}

# no NAME COMMAND...: the command fails.
no() {
	name=$1
	shift
	if "$@" >"$T/yes" 2>&1; then
		echo "# $*"
		not_ok "$name" "$T/yes"
	else
		ok "$name"
	fi
}
