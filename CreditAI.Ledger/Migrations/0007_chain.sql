-- The ledger as a hash chain, with personal data sealed per applicant. docs/ledger.md has every byte that is hashed.

-- Decisions made before the chain stay where they are, unchanged, beside the new ledger; an empty one goes.
ALTER SCHEMA ledger RENAME TO ledger_unchained;
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_unchained.decision) THEN
        SET LOCAL client_min_messages = warning;
        DROP SCHEMA ledger_unchained CASCADE;
    END IF;
END
$$;

CREATE SCHEMA ledger;

-- A writer takes a chain for itself (ledger.take_chain), so it knows the positions and the hash of a batch before it
-- commits, and replicas do not wait for each other. Within a chain the order of positions is the order in which rows
-- become visible, without gaps: a follower that remembers one position per chain misses nothing.
CREATE TABLE ledger.chain (
    chain    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batches  bigint NOT NULL DEFAULT 0, -- number of the last batch
    position bigint NOT NULL DEFAULT 0, -- of the last decision
    hash     bytea  NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (length(hash) = 32) -- of the last batch
) WITH (fillfactor = 10); -- updated by every commit: room on the page keeps the updates HOT

-- Session lock first: two writers never share a chain while both live. The commit compares the head besides, so that a
-- writer that lost its session without knowing it writes nothing.
CREATE FUNCTION ledger.take_chain() RETURNS SETOF ledger.chain
LANGUAGE plpgsql AS $$
DECLARE
    taken ledger.chain;
BEGIN
    FOR taken IN SELECT * FROM ledger.chain ORDER BY chain LOOP
        IF pg_try_advisory_lock(hashtext('ledger.chain'), taken.chain) THEN
            -- Read again: its last owner may have committed between the look and the lock.
            RETURN QUERY SELECT * FROM ledger.chain c WHERE c.chain = taken.chain;
            RETURN;
        END IF;
    END LOOP;
    INSERT INTO ledger.chain DEFAULT VALUES RETURNING * INTO taken;
    PERFORM pg_advisory_lock(hashtext('ledger.chain'), taken.chain);
    RETURN NEXT taken;
END
$$;

-- One row per commit.
CREATE TABLE ledger.batch (
    chain        integer     NOT NULL,
    number       bigint      NOT NULL, -- from 1, without gaps within a chain
    first        bigint      NOT NULL, -- position of its first decision
    count        integer     NOT NULL CHECK (count > 0),
    committed_at timestamptz NOT NULL, -- by the writer's clock
    previous     bytea       NOT NULL,
    row_hashes   bytea,                -- 32 bytes per decision; null once retention has removed the decisions
    rows_hash    bytea       NOT NULL, -- of row_hashes
    guarded_hash bytea       NOT NULL, -- of the protected attributes, salted; zeros where there are none
    hash         bytea       NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (chain, number)
);

-- Partitioned by month on the id itself: a UUIDv7 begins with its time in milliseconds (RFC 9562 §5.7). Its other bits are
-- the chain (18) and the position (44), so that a lookup by id needs no index of its own.
CREATE TABLE ledger.decision (
    id            uuid             NOT NULL,
    chain         integer          NOT NULL,
    position      bigint           NOT NULL,
    model_version integer          NOT NULL,
    decision      "char"           NOT NULL CHECK (decision IN ('a', 'r', 'd')), -- approve, refer, decline
    points        double precision NOT NULL,
    body          bytea            NOT NULL, -- all else that was decided, hashed; what is personal in it is sealed
    -- Not hashed, and set to null by erasure: without them nothing in the row leads to a person.
    key_id        integer,                   -- the data key that wraps the next
    key           bytea,                     -- the key that opens the sealed part
    application   bigint,                    -- keyed hash of the application id
    applicant     bigint,                    -- keyed hash of the applicant id, where one was given
    PRIMARY KEY (chain, position, id)
) PARTITION BY RANGE (id);

CREATE INDEX decision_application ON ledger.decision (application);
CREATE INDEX decision_applicant ON ledger.decision (applicant) WHERE applicant IS NOT NULL;

-- Protected attributes lie apart, so that the role that scores needs no right to read them. What applicants said repeats:
-- each combination stands once, and a batch has a row of their codes.
CREATE TABLE ledger.protected_group (
    code       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    attributes text NOT NULL UNIQUE -- JSON object of attribute to group, as hashed
);

CREATE TABLE ledger.protected_batch (
    first_id uuid      NOT NULL, -- of the batch's first decision: its month is the partition
    chain    integer   NOT NULL,
    first    bigint    NOT NULL, -- position of the batch's first decision
    codes    integer[] NOT NULL, -- one per decision; 0 where the model names no attribute
    salt     bytea     NOT NULL, -- makes the hash of few possible values unguessable
    PRIMARY KEY (chain, first, first_id)
) PARTITION BY RANGE (first_id);

CREATE VIEW ledger.protected_attributes AS
SELECT b.chain, b.first + said.nr - 1 AS position, g.attributes::jsonb AS attributes
FROM ledger.protected_batch b
    CROSS JOIN LATERAL unnest(b.codes) WITH ORDINALITY AS said (code, nr)
    JOIN ledger.protected_group g ON g.code = said.code;

-- A clock that jumps out of the months made ahead must not lose a decision.
CREATE TABLE ledger.decision_default PARTITION OF ledger.decision DEFAULT;
CREATE TABLE ledger.protected_batch_default PARTITION OF ledger.protected_batch DEFAULT;

-- Keys, each wrapped by the master key, which is in no database.
CREATE TABLE ledger.data_key (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose    text        NOT NULL CHECK (purpose IN ('applicant', 'index', 'signing')),
    master_key text        NOT NULL, -- id of the master key that wraps it
    wrapped    bytea       NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX data_key_single ON ledger.data_key (purpose) WHERE purpose <> 'applicant';

-- The first answer to a request that carried an Idempotency-Key.
CREATE TABLE ledger.idempotency (
    key         bytea       PRIMARY KEY, -- SHA-256 of caller and key
    fingerprint bytea       NOT NULL,    -- SHA-256 of the request's body
    decision_id uuid        NOT NULL,
    expires_at  timestamptz NOT NULL
);

CREATE INDEX idempotency_expiry ON ledger.idempotency (expires_at);

-- The heads of all chains at an instant, chained themselves and signed: what anchors the writers' chains in a shared one.
CREATE TABLE ledger.checkpoint (
    number    bigint      PRIMARY KEY, -- from 1, without gaps
    made_at   timestamptz NOT NULL,
    content   text        NOT NULL, -- JSON, as signed
    key_id    integer     NOT NULL REFERENCES ledger.data_key,
    signature bytea       NOT NULL -- ECDSA P-256 with SHA-256 over content, IEEE P1363
);

-- Whose data was erased, as a keyed hash, and how much: the proof that it was done.
CREATE TABLE ledger.erasure (
    id        uuid        PRIMARY KEY,
    subject   bytea       NOT NULL, -- SHA-256 keyed with the index key, of the applicant id
    decisions bigint      NOT NULL,
    erased_at timestamptz NOT NULL,
    erased_by text        NOT NULL,
    reason    text        NOT NULL
);

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger.% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

-- Statement triggers are not inherited: each partition has its own, so that naming it does not go around the parent's.
CREATE FUNCTION ledger.make_append_only(relation regclass, events text DEFAULT 'UPDATE OR DELETE OR TRUNCATE') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE %s ON %s FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', events, relation);
END
$$;

-- Erasure is the one change of a decision: its key and its leads go, and nothing else may differ.
CREATE FUNCTION ledger.refuse_edit() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.key_id IS NULL AND NEW.key IS NULL AND NEW.application IS NULL AND NEW.applicant IS NULL
        AND (NEW.id, NEW.chain, NEW.position, NEW.model_version, NEW.decision, NEW.points, NEW.body)
            IS NOT DISTINCT FROM (OLD.id, OLD.chain, OLD.position, OLD.model_version, OLD.decision, OLD.points, OLD.body) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'ledger.% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

-- The same for a batch: its row hashes go with the decisions that retention removes.
CREATE FUNCTION ledger.refuse_batch_edit() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.row_hashes IS NULL
        AND (NEW.chain, NEW.number, NEW.first, NEW.count, NEW.committed_at, NEW.previous, NEW.rows_hash, NEW.guarded_hash, NEW.hash)
            IS NOT DISTINCT FROM
            (OLD.chain, OLD.number, OLD.first, OLD.count, OLD.committed_at, OLD.previous, OLD.rows_hash, OLD.guarded_hash, OLD.hash) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'ledger.% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER only_erasure BEFORE UPDATE ON ledger.decision FOR EACH ROW EXECUTE FUNCTION ledger.refuse_edit();
CREATE TRIGGER only_retention BEFORE UPDATE ON ledger.batch FOR EACH ROW EXECUTE FUNCTION ledger.refuse_batch_edit();

SELECT ledger.make_append_only(relation::regclass, 'DELETE OR TRUNCATE')
FROM unnest(ARRAY['ledger.decision', 'ledger.decision_default', 'ledger.batch']) relation;

SELECT ledger.make_append_only(relation::regclass)
FROM unnest(ARRAY['ledger.protected_batch', 'ledger.protected_batch_default', 'ledger.protected_group', 'ledger.checkpoint', 'ledger.erasure']) relation;

-- The lowest UUIDv7 of an instant: the bound of a month's partition.
CREATE FUNCTION ledger.uuid_at(instant timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of one month (UTC) where they are missing, taking over the rows that waited in the default one, whose
-- triggers rest while they move, under a lock that keeps everybody else out until the commit.
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
    END LOOP;
    RETURN true;
END
$$;

-- The fairness worker begins anew on the new chains; what it counted stays counted.
DELETE FROM fairness.checkpoint;
ALTER TABLE fairness.checkpoint ALTER COLUMN chain TYPE integer;
