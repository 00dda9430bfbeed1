# shellcheck shell=bash
check "mvn verify" mvn -B -ntp verify
