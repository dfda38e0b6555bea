#!/bin/sh
# Lines of Java by room, main and test, largest first; with a commit, as it was then. Comments, empty
# lines, package and imports do not count: a move shall not look like work.
# Usage: .mvn/lines-by-room.sh [commit]
set -eu
cd "$(dirname "$0")/.."
git ls-tree -r --name-only "${1:-HEAD}" -- src/main/java/org/reachline src/test/java/org/reachline |
  grep '\.java$' |
  while read -r file; do
    echo "$file $(git show "${1:-HEAD}:$file" | grep -cvE '^ *($|//|/?\*|import |package )')"
  done |
  awk '{
      split($1, p, "/"); room = p[6] ~ /\.java$/ ? "(house)" : p[6]
      files[room, p[2]]++; lines[room, p[2]] += $2; rooms[room]
      files["all", p[2]]++; lines["all", p[2]] += $2
    }
    END {
      rooms["all"]
      for (r in rooms)
        printf "%-14s %5d files %6d lines of main %5d files %6d lines of test\n", r,
          files[r, "main"], lines[r, "main"], files[r, "test"], lines[r, "test"]
    }' |
  sort -k4,4nr
