-- The ledger: what was decided, by which model version, on which inputs, for which reasons.

CREATE SCHEMA ledger;

-- Positions are handed out per chain. A batch locks one chain's row until it commits, so within a chain the order
-- of positions is the order in which rows become visible, without gaps: a follower that remembers one position per
-- chain misses nothing. Writers take whichever chain is free (SKIP LOCKED), so replicas do not wait for each other.
CREATE TABLE ledger.chain (
    chain    smallint PRIMARY KEY,
    position bigint   NOT NULL DEFAULT 0 -- of the chain's last decision
) WITH (fillfactor = 10); -- updated by every commit: room on the page keeps the updates HOT

INSERT INTO ledger.chain (chain) SELECT generate_series(1, 16);

-- Partitioned by month on the id itself: a UUIDv7 begins with its time in milliseconds (RFC 9562 §5.7), so a lookup
-- by id alone reads one partition, and the primary key needs no second column.
CREATE TABLE ledger.decision (
    id             uuid             PRIMARY KEY,
    chain          smallint         NOT NULL,
    position       bigint           NOT NULL,
    application_id text             NOT NULL,
    model_version  integer          NOT NULL,
    bins           bytea            NOT NULL, -- two bytes each, big-endian, in the order of the model's features
    features       jsonb            NOT NULL, -- as received, in the order of the model's features
    pd             double precision NOT NULL CHECK (pd >= 0 AND pd <= 1),
    points         double precision NOT NULL,
    score          integer          NOT NULL, -- the points as people are shown them: whole, within the scorecard's display range
    decision       text             NOT NULL CHECK (decision IN ('approve', 'refer', 'decline')),
    reasons        jsonb            NOT NULL,
    latency_us     bigint           NOT NULL CHECK (latency_us >= 0), -- from receipt until handed to the ledger
    decided_at     timestamptz      NOT NULL
) PARTITION BY RANGE (id);

CREATE INDEX decision_position ON ledger.decision (chain, position);
CREATE INDEX decision_application ON ledger.decision (application_id);

-- Apart from the decision, so that the role that scores needs no right to read it.
CREATE TABLE ledger.protected_attributes (
    decision_id uuid  PRIMARY KEY,
    attributes  jsonb NOT NULL -- attribute name to group
) PARTITION BY RANGE (decision_id);

-- A clock that jumps out of the months made ahead must not lose a decision.
CREATE TABLE ledger.decision_default PARTITION OF ledger.decision DEFAULT;
CREATE TABLE ledger.protected_attributes_default PARTITION OF ledger.protected_attributes DEFAULT;

-- The lowest UUIDv7 of an instant: the bound of a month's partition.
CREATE FUNCTION ledger.uuid_at(instant timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of one month (UTC) where they are missing, taking over the rows that waited in the default one.
CREATE FUNCTION ledger.make_month(any_day date) RETURNS boolean
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
        EXECUTE format(
            'WITH moved AS (DELETE FROM ledger.%I WHERE %I >= $1 AND %I < $2 RETURNING *) INSERT INTO ledger.%I SELECT * FROM moved',
            parent || '_default', key, key, parent || '_' || suffix) USING low, high;
        EXECUTE format(
            'ALTER TABLE ledger.%I ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
            parent, parent || '_' || suffix, low, high);
    END LOOP;
    RETURN true;
END
$$;
