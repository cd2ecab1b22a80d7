-- What was decided stays decided: the database refuses to change or delete decisions, whoever asks. A month that is
-- old enough goes as a whole partition (DETACH, DROP), which this leaves alone.

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger.% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

-- Statement triggers are not inherited: each partition has its own, so that naming it does not go around the parent's.
CREATE FUNCTION ledger.make_append_only(relation regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()',
        relation);
END
$$;

SELECT ledger.make_append_only(relid)
FROM (VALUES ('ledger.decision'::regclass), ('ledger.protected_attributes')) AS parent (root), pg_partition_tree(root);

-- As before, and each new partition is append-only. The default partition's trigger rests while its rows move, under a
-- lock that keeps everybody else out until the commit.
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
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ledger.make_month'));
    IF to_regclass('ledger.decision_' || suffix) IS NOT NULL THEN
        RETURN false;
    END IF;
    LOCK TABLE ledger.decision, ledger.protected_attributes IN SHARE ROW EXCLUSIVE MODE;
    FOR parent, key IN VALUES ('decision', 'id'), ('protected_attributes', 'decision_id') LOOP
        EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.%I INCLUDING ALL)', parent || '_' || suffix, parent);
        EXECUTE format('ALTER TABLE ledger.%I DISABLE TRIGGER append_only', parent || '_default');
        EXECUTE format(
            'WITH moved AS (DELETE FROM ledger.%I WHERE %I >= $1 AND %I < $2 RETURNING *) INSERT INTO ledger.%I SELECT * FROM moved',
            parent || '_default', key, key, parent || '_' || suffix) USING low, high;
        EXECUTE format('ALTER TABLE ledger.%I ENABLE TRIGGER append_only', parent || '_default');
        EXECUTE format(
            'ALTER TABLE ledger.%I ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
            parent, parent || '_' || suffix, low, high);
        PERFORM ledger.make_append_only(format('ledger.%I', parent || '_' || suffix)::regclass);
    END LOOP;
    RETURN true;
END
$$;
