# shellcheck shell=bash
# Finds a JDK of at least the version that Pagurus needs, wherever `java` on the PATH points. Sourced by the scripts.

PAGURUS_JAVA_VERSION=25

# The feature version of the JDK in directory $1, or nothing when there is no complete one.
jdk_version() {
    local version
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    printf '%s' "$version"
}

# Directories that may hold a JDK, the one that the user names first, then those where package managers put them.
jdk_candidates() {
    local java
    [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
    if java=$(command -v java) && java=$(readlink -f "$java" 2>/dev/null); then
        printf '%s\n' "${java%/bin/java}"
    fi
    [ ! -x /usr/libexec/java_home ] || /usr/libexec/java_home -v "$PAGURUS_JAVA_VERSION+" 2>/dev/null || true
    printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jenv/versions/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

# Sets JAVA_HOME to a JDK that is new enough, or ends the script with one line that says what to install.
require_java() {
    local candidate version
    while IFS= read -r candidate; do
        version=$(jdk_version "$candidate")
        if [ -n "$version" ] && [ "$version" -ge "$PAGURUS_JAVA_VERSION" ]; then
            export JAVA_HOME="$candidate"
            return 0
        fi
    done < <(jdk_candidates)
    printf 'pagurus: java: expected a JDK %s or newer, found none in JAVA_HOME, on the PATH or beside it; install one (Debian: apt-get install openjdk-%s-jdk, others: https://adoptium.net) or set JAVA_HOME\n' \
        "$PAGURUS_JAVA_VERSION" "$PAGURUS_JAVA_VERSION" >&2
    exit 1
}
