#!/bin/sh
# Run before a replica starts: an empty volume gets a copy of the primary, which follows it through the replica's slot.
set -eu
if [ -s "$PGDATA/PG_VERSION" ]; then
  exit 0
fi
rm -rf "$PGDATA.incomplete"
mkdir -p "$(dirname "$PGDATA")"
export PGPASSWORD="$REPLICATION_PASSWORD"
pg_basebackup --no-password --pgdata "$PGDATA.incomplete" --write-recovery-conf --wal-method stream --checkpoint fast \
  --slot "replica_${HOSTNAME##*-}" --dbname "host=$PRIMARY_HOST port=$PRIMARY_PORT user=creditai_replication application_name=$HOSTNAME"
mv "$PGDATA.incomplete" "$PGDATA"
