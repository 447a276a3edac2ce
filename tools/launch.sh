# Compiles the tools when they are older than their sources and runs one of them. Sourced by the launchers.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/scripts/lib.sh"

launch() {
  local classes=$root/target/tools
  find_jdk
  if [ ! -f "$classes/$1.class" ] || [ -n "$(find "$root/tools/src" -newer "$classes/$1.class" | head -n 1)" ]; then
    mkdir -p "$classes"
    "$JAVA_HOME/bin/javac" -d "$classes" "$root"/tools/src/*.java
  fi
  # A connection is an open file.
  ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
  exec "$JAVA_HOME/bin/java" -cp "$classes" "$@"
}
