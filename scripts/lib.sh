# Shared by run, test and the tools: finding the JDK and Maven, installing what is missing. Sourced, not run.
# Works with the bash 3.2 of macOS.

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}

# The major version of the JDK at $1, such as 25; fails when there is no JDK.
jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  local version=""
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1)
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
  fi
  [ -n "$version" ] || return 1
  printf '%s\n' "$version"
}

# The JDK that a java command belongs to, links followed.
jdk_of_command() {
  local file=$1 link
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  (cd "$(dirname "$file")/.." 2>/dev/null && pwd -P)
}

# The places where JDKs usually lie, one a line. HOLDPOINT_JDK_SEARCH, directories separated by colons, replaces them.
jdk_places() {
  if [ "${HOLDPOINT_JDK_SEARCH+set}" ]; then
    printf '%s\n' "$HOLDPOINT_JDK_SEARCH" | tr ':' '\n'
    return
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v 21+ 2>/dev/null
  fi
  local place
  for place in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "${HOME:-/}"/.asdf/installs/java/*; do
    printf '%s\n' "$place"
  done
}

# Sets JAVA_HOME to a JDK of 21 or later and JDK_MAJOR to its version: JAVA_HOME's own, that of the java on the
# PATH, or the newest of the usual places. Ends the script with one line when there is none.
find_jdk() {
  local place major best="" best_major=0 on_path=""
  if [ -n "${JAVA_HOME:-}" ] && major=$(jdk_major "$JAVA_HOME") && [ "$major" -ge 21 ]; then
    best=$JAVA_HOME
    best_major=$major
  fi
  if [ -z "$best" ] && on_path=$(command -v java 2>/dev/null); then
    place=$(jdk_of_command "$on_path")
    if major=$(jdk_major "$place") && [ "$major" -ge 21 ]; then
      best=$place
      best_major=$major
    fi
  fi
  if [ -z "$best" ]; then
    while IFS= read -r place; do
      if major=$(jdk_major "$place") && [ "$major" -ge 21 ] && [ "$major" -gt "$best_major" ]; then
        best=$place
        best_major=$major
      fi
    done <<PLACES
$(jdk_places)
PLACES
  fi
  [ -n "$best" ] || die "No JDK 21 or later was found: install one ($(jdk_advice)), or set JAVA_HOME to where one lies."
  JAVA_HOME=$best
  JDK_MAJOR=$best_major
  export JAVA_HOME
}

jdk_advice() {
  case $(package_manager) in
    apt) printf 'sudo apt-get install openjdk-21-jdk-headless, or from adoptium.net' ;;
    dnf) printf 'sudo dnf install java-21-openjdk-devel, or from adoptium.net' ;;
    apk) printf 'sudo apk add openjdk21' ;;
    brew) printf 'brew install openjdk@21' ;;
    *) printf 'for example from adoptium.net' ;;
  esac
}

# What java needs to run Holdpoint without warnings, by the version of the JDK.
java_options() {
  [ "$JDK_MAJOR" -ge 24 ] && printf '%s\n' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  return 0
}

package_manager() {
  if command -v apt-get >/dev/null 2>&1; then
    echo apt
  elif command -v dnf >/dev/null 2>&1; then
    echo dnf
  elif command -v apk >/dev/null 2>&1; then
    echo apk
  elif command -v brew >/dev/null 2>&1; then
    echo brew
  else
    echo none
  fi
}

# The command that installs package $1, for a person to type or for us to run.
install_command() {
  case $(package_manager) in
    apt) echo "apt-get install -y --no-install-recommends $1" ;;
    dnf) echo "dnf install -y $1" ;;
    apk) echo "apk add $1" ;;
    brew) if [ "$1" = chromium ]; then echo "brew install --cask chromium"; else echo "brew install $1"; fi ;;
  esac
}

# Installs package $1 when the system lets us without asking; otherwise ends the script, saying what to type.
install_package() {
  local command rights=""
  command=$(install_command "$1")
  [ -n "$command" ] || die "$2 is missing, and no package manager was found: install $1, then try again."
  if [ "$(package_manager)" != brew ] && [ "$(id -u)" != 0 ]; then
    rights="sudo "
    if ! command -v sudo >/dev/null 2>&1 || ! sudo -n true 2>/dev/null; then
      die "$2 is missing. Type: ${rights}${command}"
    fi
  fi
  say "$2 is missing; installing it: ${rights}${command}"
  if [ "$(package_manager)" = apt ]; then
    DEBIAN_FRONTEND=noninteractive ${rights}apt-get -qq update </dev/null >&2 || true
  fi
  # The words of the command are ours and hold no spaces of their own.
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive ${rights}${command} </dev/null >&2 \
    || die "$2 could not be installed. Type: ${rights}${command}"
}

find_maven() {
  command -v mvn >/dev/null 2>&1 || install_package maven "Maven"
  command -v mvn >/dev/null 2>&1 || die "Maven was installed, but there is no mvn on the PATH."
}
