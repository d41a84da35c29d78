#!/bin/sh
# Fetch the free fonts that stand in for 仿宋, 楷体, 黑体 and 宋体 when pages are measured (Debian, tests only; not shipped).
# Prints the folder to name in DOCUMENT_FONTS. Usage: DOCUMENT_FONTS=$(tests/typesetting/fetch_fonts.sh FOLDER)
set -eu
folder=$(mkdir -p "${1:?folder}" && cd "$1" && pwd)
fonts="$folder/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
if [ ! -d "$fonts" ]; then
    (cd "$folder" && apt-get download -qq texlive-lang-chinese >&2 && dpkg -x texlive-lang-chinese_*.deb "$folder" && rm texlive-lang-chinese_*.deb)
fi
echo "$fonts"
