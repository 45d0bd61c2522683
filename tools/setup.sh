# setup.sh -- sourced by ./run and ./test: the packages, the assets, the build.  POSIX sh.
# Variables it reads: yes (1: do not ask).

say() { printf '%s\n' "$*"; }
die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# as_root COMMAND...: by sudo unless we are root.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "this needs root, and there is no sudo; as root run: $*"
    fi
}

# known PACKAGE: whether apt could install it.
known() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

# absent GROUP...: the lines of tools/packages of these groups of which nothing is installed.
absent() {
    have=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | tr '\n' ' ')
    for group in "$@"; do
        while read -r g names _; do
            [ "$g" = "$group" ] || continue
            found=
            for name in $(printf %s "$names" | tr '|' ' '); do
                case "$names:$name" in
                *:/*) [ ! -e "$name" ] || found=1 ;;
                */*) ;;
                *) case " $have " in *" $name "*) found=1 ;; esac ;;
                esac
            done
            [ -n "$found" ] || printf '%s\n' "$names"
        done <tools/packages
    done
}

# packages GROUP...: install what is missing, having said which and asked once.
packages() {
    lines=$(absent "$@")
    [ -n "$lines" ] || return 0
    command -v apt-get >/dev/null || die "these packages are missing, and there is no apt-get to install them: $(echo $lines)"
    export DEBIAN_FRONTEND=noninteractive
    known gcc || {
        say "looking up what this release calls the packages ..."
        as_root apt-get update -qq || :
    }
    chosen=
    for names in $lines; do
        pick=
        for name in $(printf %s "$names" | tr '|' ' '); do
            [ -n "$pick" ] || ! known "$name" || pick=$name
        done
        case "$names:$pick" in
        *:) [ "$1" = 'test?' ] || die "this release has no package $names; cavt is built on Debian 12, 13 and Ubuntu 24.04" ;;
        *) chosen="$chosen $pick" ;;
        esac
    done
    [ -n "$chosen" ] || return 0
    say "missing packages:$chosen"
    if [ "${yes:-0}" != 1 ]; then
        [ -t 0 ] || die "run it again with --yes to install them"
        printf 'install them now? [Y/n] '
        read -r answer
        case "$answer" in '' | y* | Y* | д* | Д*) ;; *) die "nothing was installed" ;; esac
    fi
    as_root apt-get update -qq || :
    as_root apt-get install -y -qq --no-install-recommends $chosen >/dev/null ||
        die "apt-get could not install them; its words are above"
}

# assets [--omit=dev]: npm packages for the pages, by name from package-lock.json, once.
assets() {
    [ -f package.json ] || return 0
    sum=$(cksum <package-lock.json)
    fetched=$(cat node_modules/.fetched 2>/dev/null || :)
    case "$fetched" in "$sum" | "$sum $*") return 0 ;; esac
    say "fetching what the pages are made of ..."
    npm ci --silent --no-audit --no-fund "$@" || die "npm could not fetch it; is there a network?"
    echo "$sum" "$@" >node_modules/.fetched
}

# build DIR OPTION...: configure once, then whatever has changed.  CC is honoured.
build() {
    dir=$1
    shift
    # A build knows where it stands; in a folder that was moved or copied it begins anew.
    [ ! -f "$dir/.stands" ] || [ "$(cat "$dir/.stands")" = "$(pwd)" ] || rm -rf "$dir"
    [ -f "$dir/build.ninja" ] || {
        rm -rf "$dir"
        meson setup "$dir" "$@" >"$dir.log" 2>&1 || {
            tail -5 "$dir.log" >&2
            die "the build could not be set up; see $dir.log"
        }
        pwd >"$dir/.stands"
    }
    ninja -C "$dir" >"$dir.log" 2>&1 || {
        grep -E -A3 'error|FAILED' "$dir.log" | head -40 >&2
        die "the build failed; see $dir.log"
    }
}
