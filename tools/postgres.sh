# postgres.sh -- sourced: a PostgreSQL cluster of our own, thrown away afterwards.  It listens on a socket
# in its own folder only.  Run as root it belongs to the account postgres, which refuses to be root.

# postgres_begin: start it and set TEST_DB.  postgres_end: stop it and remove it.
postgres_begin() {
    pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
    [ -n "$pg_bin" ] || return 1
    pg_dir=$(mktemp -d "${TMPDIR:-/tmp}/cavt-postgres.XXXXXX")
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$pg_dir"
        pg_as="runuser -u postgres --"
    else
        pg_as=
    fi
    (cd "$pg_dir" && $pg_as "$pg_bin/initdb" -D "$pg_dir/data" -A trust -U cavt --locale=C -E UTF8 --no-sync) >"$pg_dir.log" 2>&1 &&
        (cd "$pg_dir" && $pg_as "$pg_bin/pg_ctl" -D "$pg_dir/data" -l "$pg_dir/server.log" -w -t 60 \
            -o "-k $pg_dir -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=200" start) >>"$pg_dir.log" 2>&1 || {
        cat "$pg_dir.log" "$pg_dir/server.log" 2>/dev/null | tail -5
        postgres_end
        return 1
    }
    TEST_DB="postgresql:///postgres?host=$pg_dir&user=cavt"
    export TEST_DB
}

postgres_end() {
    [ -n "${pg_dir:-}" ] || return 0
    (cd "$pg_dir" && $pg_as "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop) >/dev/null 2>&1
    rm -rf "$pg_dir" "$pg_dir.log"
    pg_dir=
}
