#!/bin/sh
# Starts a server as what the sentinels take it for: the primary, or a replica of it. Before there is a sentinel, the first is the primary.
set -eu
umask 077
settings="${TMPDIR:-/tmp}/server.conf"
primary=$(timeout 3 redis-cli -h "$SENTINELS" -p 26379 --raw sentinel get-master-addr-by-name creditai 2>/dev/null | head -n 1) || primary=
case "$primary" in '' | *' '*) primary=$FIRST ;; esac
cat >"$settings" <<SETTINGS
bind ${BIND:-* -::*}
port 6379
dir $DATA
save 60 1
requirepass "$REDISCLI_AUTH"
masterauth "$REDISCLI_AUTH"
replica-announce-ip $SELF
SETTINGS
if [ "$primary" != "$SELF" ]; then
  echo "replicaof $primary 6379" >>"$settings"
fi
exec redis-server "$settings"
