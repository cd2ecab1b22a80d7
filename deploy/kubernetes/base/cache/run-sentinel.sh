#!/bin/sh
# Starts a sentinel, which keeps what it knows in its own settings: they are written once.
set -eu
umask 077
settings="$DATA/sentinel.conf"
if [ ! -s "$settings" ]; then
  cat >"$settings.new" <<SETTINGS
bind ${BIND:-* -::*}
port 26379
dir $DATA
requirepass "$REDISCLI_AUTH"
sentinel sentinel-pass "$REDISCLI_AUTH"
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $SELF
sentinel monitor creditai $FIRST 6379 2
sentinel auth-pass creditai $REDISCLI_AUTH
sentinel down-after-milliseconds creditai 5000
sentinel failover-timeout creditai 30000
SETTINGS
  mv "$settings.new" "$settings"
fi
exec redis-server "$settings" --sentinel
