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

ALTER FUNCTION ledger.make_month(date) RENAME TO attach_month;

-- Makes the partitions of one month (UTC) where they are missing, to be maintained lightly.
CREATE FUNCTION ledger.make_month(any_day date) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT ledger.attach_month(any_day) THEN
        RETURN false;
    END IF;
    PERFORM ledger.maintain_lightly(format('ledger.%I', parent || to_char(any_day, '_YYYY_MM'))::regclass)
    FROM unnest(ARRAY['decision', 'protected_batch']) parent;
    RETURN true;
END
$$;
