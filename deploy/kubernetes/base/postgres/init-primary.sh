#!/bin/sh
# Run once by the image, when the cluster is made: who may replicate, who may only measure, who owns the database and is no superuser,
# and a slot for each replica there may be.
# A slot that was never used keeps no WAL.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv password REPLICATION_PASSWORD
CREATE ROLE creditai_replication LOGIN REPLICATION PASSWORD :'password';
\getenv password MONITOR_PASSWORD
CREATE ROLE creditai_monitor LOGIN IN ROLE pg_monitor PASSWORD :'password';
\getenv password OWNER_PASSWORD
CREATE ROLE creditai_owner LOGIN CREATEROLE PASSWORD :'password';
\getenv database POSTGRES_DB
ALTER DATABASE :"database" OWNER TO creditai_owner;
SELECT pg_create_physical_replication_slot('replica_' || number) FROM generate_series(0, 4) number;
SQL
echo "host replication all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
