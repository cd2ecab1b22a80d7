-- What is only ever added to is vacuumed and analyzed while decisions wait for commits beside it. Where PostgreSQL has few cores, a worker that
-- takes 200 pages at once, and then sorts 30,000 bodies and hashes that no query ever compares, took two thirds of one for half a second,
-- and a commit waited for its turn each time it woke.
CREATE FUNCTION ledger.maintain_lightly(relation regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    name text;
    type regtype;
BEGIN
    -- A twentieth of the default: where the pages are in memory 40 MB/s, where each must be read and written 2 MB/s, which is 170 GB a day.
    EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_cost_limit = 10)', relation);
    FOR name, type IN SELECT attname, atttypid FROM pg_attribute WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped LOOP
        -- The sample is 300 rows per unit of the target, which is 100 by default. Every query names a chain, a position, an id or a lead.
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', relation, name, CASE WHEN type IN ('bytea', 'integer[]') THEN 0 ELSE 1 END);
    END LOOP;
END
$$;

SELECT ledger.maintain_lightly('ledger.batch');
SELECT ledger.maintain_lightly(relid)
FROM (VALUES ('ledger.decision'::regclass), ('ledger.protected_batch')) AS parent (root), pg_partition_tree(root) WHERE isleaf;

-- As before, and each new partition is maintained lightly.
CREATE OR REPLACE FUNCTION ledger.make_month(any_day date) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    first_day timestamptz := date_trunc('month', any_day::timestamp) AT TIME ZONE 'UTC';
    next_first timestamptz := (date_trunc('month', any_day::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
    suffix text := to_char(any_day, 'YYYY_MM');
    low uuid := ledger.uuid_at(first_day);
    high uuid := ledger.uuid_at(next_first);
    parent text;
    key text;
    events text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ledger.make_month'));
    IF to_regclass('ledger.decision_' || suffix) IS NOT NULL THEN
        RETURN false;
    END IF;
    LOCK TABLE ledger.decision, ledger.protected_batch IN SHARE ROW EXCLUSIVE MODE;
    FOR parent, key, events IN VALUES
        ('decision', 'id', 'DELETE OR TRUNCATE'), ('protected_batch', 'first_id', 'UPDATE OR DELETE OR TRUNCATE')
    LOOP
        EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.%I INCLUDING ALL)', parent || '_' || suffix, parent);
        EXECUTE format('ALTER TABLE ledger.%I DISABLE TRIGGER append_only', parent || '_default');
        EXECUTE format(
            'WITH moved AS (DELETE FROM ledger.%I WHERE %I >= $1 AND %I < $2 RETURNING *) INSERT INTO ledger.%I SELECT * FROM moved',
            parent || '_default', key, key, parent || '_' || suffix) USING low, high;
        EXECUTE format('ALTER TABLE ledger.%I ENABLE TRIGGER append_only', parent || '_default');
        EXECUTE format(
            'ALTER TABLE ledger.%I ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
            parent, parent || '_' || suffix, low, high);
        PERFORM ledger.make_append_only(format('ledger.%I', parent || '_' || suffix)::regclass, events);
        PERFORM ledger.maintain_lightly(format('ledger.%I', parent || '_' || suffix)::regclass);
    END LOOP;
    RETURN true;
END
$$;
