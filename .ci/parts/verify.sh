# shellcheck shell=bash
check "mvn verify" mvn -B -ntp verify
check "the benchmarks compile" mvn -B -ntp -q -Pjmh test-compile
