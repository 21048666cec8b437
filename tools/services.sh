#!/usr/bin/env bash
# Starts a private PostgreSQL and a private Redis for tests and development, on spare ports of 127.0.0.1 and in a
# temporary folder of their own. Any number can run side by side; nothing of the machine's own servers is touched.
#
#   tools/services.sh run [--durable] COMMAND …   start them, run the command, stop them; exit as the command did
#   eval "$(tools/services.sh start [--durable])" start them and set the variables in this shell
#   tools/services.sh stop [FOLDER]               stop them (default: those of $DANBIET_SERVICES)
#
# The command sees DANBIET_TEST_POSTGRES (a superuser's URL), DANBIET_TEST_REDIS and DANBIET_SERVICES (the folder).
# --durable has PostgreSQL wait for the disk as it does in production: for measurements, too slow for tests.
set -euo pipefail

main() {
	local action=${1:-}
	[ $# -eq 0 ] || shift
	durable=off
	trap 'exit 129' HUP # each ends in the trap for EXIT that start and run set
	trap 'exit 130' INT
	trap 'exit 143' TERM
	if [ "${1:-}" = --durable ]; then
		durable=on
		shift
	fi
	case $action in
	run) [ $# -gt 0 ] || usage; run "$@" ;;
	start) [ $# -eq 0 ] || usage; start; sed 's/^/export /' "$folder/env" ;;
	stop) [ $# -le 1 ] || usage; stop "${1:-${DANBIET_SERVICES:-}}" ;;
	*) usage ;;
	esac
}

usage() {
	sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2
	exit 2
}

fail() {
	echo "services.sh: $*" >&2
	exit 1
}

run() {
	start
	trap 'stop "$folder"' EXIT
	set -a
	# shellcheck source=/dev/null
	. "$folder/env"
	set +a
	local status=0
	"$@" || status=$?
	exit "$status"
}

# start makes the folder, starts both servers and writes the variables to the file env in it. When a server does not
# start, nothing is left behind.
start() {
	command -v redis-server >/dev/null || fail "Redis is not installed (Debian: redis-server)"
	find_postgres
	folder=$(mktemp -d "${TMPDIR:-/tmp}/danbiet-services.XXXXXX")
	choose_user
	trap 'status=$?; [ $status -eq 0 ] || stop "$folder"; exit $status' EXIT
	password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
	"${as[@]}" tee "$folder/password" >/dev/null <<<"$password"
	start_postgres
	start_redis
	(umask 077 && cat >"$folder/env") <<-END
		DANBIET_SERVICES=$folder
		DANBIET_TEST_POSTGRES=postgres://postgres:$password@127.0.0.1:$postgres_port/postgres?sslmode=disable
		DANBIET_TEST_REDIS=redis://default:$password@127.0.0.1:$redis_port/0
	END
}

# find_postgres sets bin to the folder of the newest PostgreSQL; Debian keeps its programs outside of PATH.
find_postgres() {
	bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) || true
	if [ -z "$bin" ] && command -v initdb >/dev/null; then
		bin=$(dirname "$(command -v initdb)")
	fi
	if [ ! -x "$bin/initdb" ]; then
		fail "PostgreSQL is not installed (Debian: postgresql)"
	fi
}

# choose_user sets as to the words that run a command as the servers' user: PostgreSQL refuses to run as root, so
# then both belong to the user that its package made.
choose_user() {
	as=()
	if [ "$(id -u)" -eq 0 ]; then
		id -u postgres >/dev/null 2>&1 || fail "PostgreSQL does not run as root, and there is no user postgres to run it as"
		as=(runuser -u postgres --)
		chown postgres: "$folder"
	fi
}

# spare_port prints a port that nothing listened on a moment ago, below the range that outgoing connections use. A
# server that loses the port to somebody else in between does not start, and is tried on another.
spare_port() {
	local port
	while :; do
		port=$((20000 + RANDOM % 10000))
		(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
	done
	echo "$port"
}

start_postgres() {
	"${as[@]}" "$bin/initdb" --pgdata="$folder/postgres" --username=postgres --pwfile="$folder/password" \
		--auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || {
		cat "$folder/initdb.log" >&2
		fail "PostgreSQL's initdb failed"
	}
	cat >>"$folder/postgres/postgresql.conf" <<-END
		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		max_connections = 200
		fsync = $durable
		full_page_writes = $durable
		timezone = 'UTC'
	END
	for _ in 1 2 3 4 5; do
		postgres_port=$(spare_port)
		# -w waits, up to -t seconds, until this very server takes connections.
		if (cd / && "${as[@]}" "$bin/pg_ctl" start -w -t 60 -s -D "$folder/postgres" -l "$folder/postgres.log" \
			-o "-p $postgres_port" </dev/null >/dev/null 2>&1); then
			return
		fi
	done
	cat "$folder/postgres.log" >&2
	fail "PostgreSQL did not start"
}

# start_redis hands over the settings on standard input: the password must not be seen in the list of processes.
start_redis() {
	for _ in 1 2 3 4 5; do
		redis_port=$(spare_port)
		"${as[@]}" redis-server - >/dev/null <<-END
			bind 127.0.0.1
			port $redis_port
			requirepass $password
			unixsocket $folder/redis.sock
			pidfile $folder/redis.pid
			logfile $folder/redis.log
			dir $folder
			daemonize yes
			databases 1024
			save ""
			appendonly no
		END
		# The socket in our own folder tells our server from another one on the port.
		for _ in {1..100}; do
			if redis ping 2>/dev/null | grep -q PONG; then
				return
			fi
			if grep -q 'Failed listening' "$folder/redis.log" 2>/dev/null; then
				: >"$folder/redis.log"
				break
			fi
			sleep 0.1
		done
	done
	cat "$folder/redis.log" >&2
	fail "Redis did not start"
}

redis() {
	REDISCLI_AUTH=$(cat "$folder/password") redis-cli -s "$folder/redis.sock" "$@"
}

# stop ends the servers of a folder and removes it. Stopping twice does nothing more.
stop() {
	folder=$1
	[ -n "$folder" ] || fail "stop needs the folder, or DANBIET_SERVICES"
	[ -d "$folder" ] || return 0
	[[ $folder == */danbiet-services.* ]] || fail "$folder was not made by services.sh"
	if [ -S "$folder/redis.sock" ]; then
		redis shutdown nosave >/dev/null 2>&1 || true
	fi
	if [ -f "$folder/postgres/postmaster.pid" ]; then
		find_postgres
		choose_user
		(cd / && "${as[@]}" "$bin/pg_ctl" stop -w -t 60 -s -m immediate -D "$folder/postgres") || true
	fi
	rm -rf "$folder"
}

main "$@"
