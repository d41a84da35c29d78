#!/usr/bin/env bash
# LibreOffice Writer lets PDF/A-2b and PDF/UA be chosen together, and then writes a file that is no PDF/A-2b: its metadata
# say pdfuaid:part, a property of a schema that PDF/A does not know, without the description of that schema which
# ISO 19005-2, 6.6.2.3.1, asks for. veraPDF refuses the file under clause 6.6.2.3.1; with PDF/A-2b alone it passes.
# Seen with LibreOffice 7.4.7.2 (Debian 12) on a page of one Chinese line.
# Why it matters to an office: papers for the archive are to be accessible too, both boxes stand in one dialog, nothing
# warns, and the archive that checks what it receives sends the papers back.
set -euo pipefail
command -v soffice >/dev/null || { echo "LibreOffice Writer is not installed: skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '归档文件目录\n' >"$work/in.txt"
export_as() {
    local filter="writer_pdf_Export:{\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"},\"PDFUACompliance\":{\"type\":\"boolean\",\"value\":\"$1\"}}"
    mkdir -p "$work/$1"
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "pdf:$filter" --outdir "$work/$1" "$work/in.txt" >/dev/null 2>&1
    printf 'PDF/UA %s: pdfaid %s, pdfuaid %s, described %s\n' "$1" "$(count "$1" '<pdfaid:part>2')" "$(count "$1" '<pdfuaid:part>')" "$(count "$1" 'pdfaExtension:schemas')"
}
count() { grep -a -c "$2" "$work/$1/in.pdf" || true; }
export_as false
export_as true
[ "$(count false '<pdfuaid:part>')" = 0 ]
[ "$(count true '<pdfaid:part>2')" = 1 ] && [ "$(count true '<pdfuaid:part>')" = 1 ] && [ "$(count true 'pdfaExtension:schemas')" = 0 ]
