# What the benches share: a site behind nginx, a workspace, running, figures. Sourced by bash after
# `set -euo pipefail`, from the root of the repository.
export LC_ALL=C.UTF-8
[ -n "${DUWANG_BENCH_BUILT:-}" ] || script/build release duwang bench_make_pages bench_reference bench_measure bench_reading >/dev/null
duwang=$PWD/build/release/app/duwang
bench=$PWD/build/release/tests/bench
data=$PWD/config
nginx=$(command -v nginx || echo /usr/sbin/nginx)
keep=${keep:-}
failed=()

dir=$(mktemp -d)
nginx_pid=
finish() {
    [ -z "$nginx_pid" ] || kill "$nginx_pid" 2>/dev/null || true
    [ -z "$nginx_pid" ] || wait "$nginx_pid" 2>/dev/null || true
    if [ -n "$keep" ]; then echo "kept: $dir"; else rm -rf "$dir"; fi
}
trap finish EXIT

# field FILE NAME: a number out of one line of JSON.
field() { sed -n "s/.*\"$2\": \([0-9.]*\).*/\1/p" "$1"; }
cpu() { field "$dir/$1.json" cpu; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else print "-" }'; }
sum() { awk -v a="$1" -v b="$2" 'BEGIN { print a + b }'; }
# bar NAME VALUE ">="|"<=" LIMIT: prints the line, and remembers it when it does not hold.
bar() {
    local holds
    case $2 in
    '' | *[!0-9.]*) echo "$1: was not measured"; failed+=("$1"); return ;;
    esac
    holds=$(awk -v v="$2" -v l="$4" -v op="$3" 'BEGIN { print (op == "<=" ? v <= l : v >= l) ? "" : "  NOT REACHED" }')
    echo "$1: $2 (bar $3 $4)$holds"
    [ -z "$holds" ] || failed+=("$1")
}
# verdict: the end of a bench.
verdict() {
    [ ${#failed[@]} -eq 0 ] && return 0
    printf 'not reached: %s\n' "${failed[@]}" >&2
    return 1
}

# start_nginx [LINES [LOAD]]: serves $dir/site on $port; LINES go into the main server, LOAD on top.
# @NEXT_PORT@ in them is the port after it.
start_nginx() {
    local attempt tries
    mkdir -p "$dir/nginx/logs"
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        cat >"$dir/nginx/nginx.conf" <<CONF
${2:-}
worker_processes 1;
pid nginx.pid;
error_log logs/error.log;
events { worker_connections 2048; }
http {
    types { text/html html; text/plain txt; }
    default_type application/octet-stream;
    map \$http_user_agent \$wget { default 0; ~*wget 1; }
    log_format moments '\$msec \$request_time \$status \$request_uri';
    access_log logs/wget.log combined if=\$wget;
    keepalive_requests 1000000;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp;
    uwsgi_temp_path tmp; scgi_temp_path tmp;
    server { listen 127.0.0.1:$port backlog=4096; root $dir/site; index index.html; ${1:-} }
    # Other sites, which the pages link to: everything exists there except random paths.
    server {
        listen 127.0.0.1:$port;
        server_name *.bench-example.cn;
        location = / { return 200 "<title>home</title>"; }
        location /gk/ { return 200 "<title>column</title>"; }
        location / { return 404; }
    }
}
CONF
        sed -i "s/@NEXT_PORT@/$((port + 1))/" "$dir/nginx/nginx.conf"
        # One process in the foreground, so that ending it ends everything.
        "$nginx" -p "$dir/nginx" -e logs/error.log -c nginx.conf \
            -g 'daemon off; master_process off;' 2>/dev/null &
        nginx_pid=$!
        for tries in $(seq 50); do
            (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null && kill -0 "$nginx_pid" 2>/dev/null && return
            kill -0 "$nginx_pid" 2>/dev/null || break
            sleep 0.1
        done
        kill "$nginx_pid" 2>/dev/null || true
    done
    echo "$0: nginx did not start" >&2
    cat "$dir/nginx/logs/error.log" >&2
    exit 1
}

# make_workspace NAME CONNECTIONS COLUMN …: an internal site, asked without pauses.
make_workspace() {
    local workspace=$dir/$1 connections=$2 column
    shift 2
    "$duwang" init "$workspace" >/dev/null
    cat >"$workspace/units.csv" <<CSV
id,name,aliases,kind,parent,level,groups,contact
bench,清源县人民政府,清源县政府,county,,county,,
CSV
    cat >"$workspace/sites.csv" <<CSV
id,name,home,hosts,code,owner,internal,authority
bench,清源县人民政府,http://www.bench.gov.cn/,www.bench.gov.cn,9901000099,bench,yes,
CSV
    {
        echo "unit,site,kind,address"
        for column in "$@"; do echo "bench,bench,disclosure_platform,http://www.bench.gov.cn$column"; done
    } >"$workspace/columns.csv"
    cat >"$workspace/duwang.yaml" <<YAML
politeness:
  delay_ms: 100
  response_factor: 0
  internal_connections: $connections
  internal_delay_ms: 0
  address_delay_ms: 0
  connections_per_address: 256
http:
  connections_max: 256
limits:
  pages_max: 1000000
  site_bytes_max: 64 GiB
links:
  confirm_after_ms: 0
YAML
    "$duwang" inventory import -w "$workspace" --data "$data" >/dev/null
}

row() { printf '%-14s %9s %9s %9s %14s\n' "$@"; }
head_row() { row program "CPU s" "wall s" "RSS MB" "CPU s/1000 p."; }
print_row() {
    row "$1" "$(field "$dir/$1.json" cpu)" "$(field "$dir/$1.json" wall)" "$(field "$dir/$1.json" rss_mb)" \
        "$(awk -v c="$(field "$dir/$1.json" cpu)" -v n="$pages" 'BEGIN { printf "%.2f", c * 1000 / n }')"
}

# reference MODE WHERE: one of the programs a crawler is compared with.
reference() {
    "$bench/bench_reference" "$1" "$dir/site/urls.txt" "$2" >"$dir/$1.json"
    [ "$(field "$dir/$1.json" pages)" = "$pages" ] || { echo "$1: pages are missing" >&2; exit 1; }
    print_row "$1"
}

# measured NAME COMMAND …: CPU, wall and memory of a command into $dir/NAME.json.
measured() {
    local name=$1 status=0
    shift
    "$bench/bench_measure" "$dir/$name.json" "$@" >"$dir/$name.log" 2>&1 || status=$?
    print_row "$name"
    return "$status"
}

# sweep NAME WORKSPACE [PREFIX …]: a whole round, from the first request to the report. Exit code 4
# (nothing could be judged) and 3 (not all that was named was read) are no failures here.
sweep() {
    local name=$1 workspace=$dir/$2
    shift 2
    measured "$name" "$@" "$duwang" sweep bench -w "$workspace" --data "$data" --scheme turpan-2022 \
        --as-of 2022-12-31 --progress none --resolve "www.bench.gov.cn:80:127.0.0.1:$port" \
        --resolve "*:80:127.0.0.1:$port" || [[ $? =~ ^[34]$ ]] || { cat "$dir/$name.log" >&2; exit 1; }
}

# pages_read WORKSPACE: how many pages the sweep says it read; the capture must verify.
pages_read() {
    "$duwang" capture verify bench.bench -w "$dir/$1" --data "$data" >/dev/null
    "$duwang" capture facts bench.bench -w "$dir/$1" --data "$data" | grep -c '^{"fact":"page"' || true
}
