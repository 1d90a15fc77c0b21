# shellcheck shell=bash
# Builds what is missing and runs it. Sourced by the scripts, which set PAGURUS_ROOT, after java.sh.

# What a JVM that runs Pagurus needs: foreign calls (the kernel's dirty log, mmap) and Netty's buffers.
PAGURUS_JVM_FLAGS=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

# Whether anything that the build reads is newer than what it made last.
build_is_stale() {
    local stamp="$PAGURUS_ROOT/experiments/target/built.stamp"
    [ -e "$stamp" ] || return 0
    [ -d "$PAGURUS_ROOT/experiments/target/lib" ] || return 0
    local newer
    newer=$(find "$PAGURUS_ROOT/pom.xml" "$PAGURUS_ROOT"/{migration-core,transport,simulator,experiments}/{pom.xml,src/main} \
        -newer "$stamp" -print -quit)
    [ -n "$newer" ]
}

require_maven() {
    command -v mvn >/dev/null && return 0
    printf 'pagurus: mvn: expected Maven 3.8 or newer on the PATH, found none; install it (Debian: apt-get install maven)\n' >&2
    exit 1
}

# Builds the jars when there are none or they are older than their sources; one build at a time, where flock exists.
build_if_needed() {
    build_is_stale || return 0
    require_maven
    mkdir -p "$PAGURUS_ROOT/experiments/target"
    (
        ! command -v flock >/dev/null || flock 9
        ! build_is_stale || build
    ) 9>"$PAGURUS_ROOT/experiments/target/build.lock"
}

# What is built: a commit, and whether something was changed since. Nothing where nobody knows.
commit() {
    git -C "$PAGURUS_ROOT" describe --always --dirty --exclude='*' 2>/dev/null || true
}

# Quiet unless it fails.
build() {
    local log stamp
    log=$(mktemp) stamp=$(mktemp)
    printf 'pagurus: building (a minute the first time)...\n' >&2
    rm -rf "$PAGURUS_ROOT/experiments/target/lib" # a library that is no longer used would stay on the class path
    if ! (cd "$PAGURUS_ROOT" && mvn -q -B -DskipTests "-Dpagurus.commit=$(commit)" package 9>&-) >"$log" 2>&1; then
        cat "$log" >&2
        printf '\npagurus: build: expected mvn -DskipTests package to succeed, found the errors above\n' >&2
        rm -f "$log" "$stamp"
        exit 1
    fi
    # As old as the build's start: what was edited meanwhile is newer.
    mv "$stamp" "$PAGURUS_ROOT/experiments/target/built.stamp"
    rm -f "$log"
}

# Replaces this process by a JVM that runs main class $1 with the arguments after it. PAGURUS_JVM_OPTIONS: more for the JVM.
exec_java() {
    # shellcheck disable=SC2086 # several options, split at blanks
    exec "$JAVA_HOME/bin/java" "${PAGURUS_JVM_FLAGS[@]}" ${PAGURUS_JVM_OPTIONS:-} \
        -cp "$(printf '%s\n' "$PAGURUS_ROOT"/experiments/target/experiments-*.jar | head -n 1):$PAGURUS_ROOT/experiments/target/lib/*" \
        "$@"
}
