# Builds the service when it is missing or older than its sources, showing how far it is. Sourced by run, after lib.sh.
# Needs: root, the project's folder; JAVA_HOME.

service_jar=$root/approval-service/target/approval-service.jar
build_log=$root/target/build.log
# Dated by the moment before the build began, so that what is edited meanwhile counts as newer.
build_stamp=$root/target/built
engine_version=$(sed -n 's:.*<zeebe.version>\(.*\)</zeebe.version>.*:\1:p' "$root/pom.xml")
engine_home=$root/approval-service/target/engine/$engine_version/camunda-zeebe-$engine_version

build_is_current() {
  [ -f "$service_jar" ] && [ -f "$build_stamp" ] && [ -d "$engine_home/lib" ] || return 1
  # A build that was cut short leaves the plain jar, without the libraries.
  LC_ALL=C grep -q 'BOOT-INF/lib' "$service_jar" || return 1
  # Folders count too: a deleted file changes only its folder.
  [ -z "$(cd "$root" && find pom.xml .mvn */pom.xml */src/main -newer "$build_stamp" 2>/dev/null | head -n 1)" ]
}

# What the build is doing, in a few words.
build_step() {
  local part size
  part=$(find "${HOME:-/}/.m2/repository/io/camunda/camunda-zeebe/$engine_version" -type f \
    \( -name '*.part' -o -name '*.tmp' \) 2>/dev/null | head -n 1)
  if [ -n "$part" ]; then
    size=$(wc -c <"$part" 2>/dev/null | tr -d ' ')
    printf 'downloading the workflow engine, %d of 212 MB' "$((${size:-0} / 1000000))"
    return
  fi
  tail -n 40 "$build_log" 2>/dev/null | sed -n \
    -e 's:^.*Download[a-z]* from [^ ]* .*/\([^/ ]*\)\( .*\)*$:downloading \1:p' \
    -e 's:^\[INFO\] --- \([a-z-]*\)\:[^ ]* (.*) @ \([a-z-]*\) ---.*$:\2, \1:p' | tail -n 1
}

# Without the tests and the checks of the source: those are what test is for.
# Runs Maven with its output in the log; meanwhile one line that changes on a terminal, or a line every ten seconds.
build() {
  local maven began=$SECONDS shown=0 status=0 step
  find_maven
  mkdir -p "$root/target"
  touch "$build_stamp.begun"
  say "Building Holdpoint (the first time takes some minutes: libraries and the engine, about 400 MB, are downloaded)."
  (
    cd "$root" || exit 1
    exec mvn -B -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -pl approval-service -am package
  ) </dev/null >"$build_log" 2>&1 &
  maven=$!
  trap 'kill "$maven" 2>/dev/null; wait "$maven" 2>/dev/null; say ""; say "Stopped."; exit 130' INT TERM HUP
  while kill -0 "$maven" 2>/dev/null; do
    sleep 1
    step=$(build_step)
    if [ -t 2 ]; then
      printf '\r\033[K  %4d s  %s' "$((SECONDS - began))" "$step" >&2
    elif [ "$((SECONDS - began - shown))" -ge 10 ]; then
      shown=$((SECONDS - began))
      say "  $shown s  $step"
    fi
  done
  wait "$maven" || status=$?
  trap - INT TERM HUP
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  if [ "$status" != 0 ]; then
    grep '^\[ERROR\]' "$build_log" | head -n 15 >&2
    die "The build failed; all of its output is in $build_log"
  fi
  mv "$build_stamp.begun" "$build_stamp"
  say "Built in $((SECONDS - began)) s."
}
