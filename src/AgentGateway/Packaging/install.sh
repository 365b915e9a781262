#!/bin/sh
# Installs agw from the release folder in which this script lies, for one user and without root:
#
#   ./install.sh                  into ~/.local
#   ./install.sh --prefix DIR     into DIR
#
# The program goes to PREFIX/lib/agentgateway, a link to it to PREFIX/bin. Your data stays where it is: an update is the
# same call again. `agw uninstall` and then removing these two undoes it.
set -eu
from=$(cd "$(dirname -- "$0")" && pwd)
prefix=${HOME:?HOME is not set, and --prefix says where to install}/.local
case "${1-}" in
    '') ;;
    --prefix) prefix=${2:?--prefix takes a directory} ;;
    *)
        sed -n '2,8s/^# \{0,1\}//p' "$0"
        [ "$1" = --help ] || exit 2
        exit 0
        ;;
esac
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)
own=$prefix/lib/agentgateway

# A program that runs is not written to: the new file takes its name, and the old one lives on in its process.
mkdir -p "$own" "$prefix/bin"
for file in appsettings.schema.json LICENSE agw; do
    cp "$from/$file" "$own/.$file.new"
    [ "$file" != agw ] || chmod 755 "$own/.$file.new"
    mv -f "$own/.$file.new" "$own/$file"
done
ln -sf "$own/agw" "$prefix/bin/agw"

echo "$("$prefix/bin/agw" --version) is installed as $prefix/bin/agw"
case ":${PATH-}:" in
    *":$prefix/bin:"*) ;;
    *) echo "It is not on your PATH yet. Add to your shell's profile: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
echo "A daemon that runs goes on with the version before: agw stop; agw serve"
echo "Next: agw setup    (adds it to Claude Code, Codex and others; see README.md)"
