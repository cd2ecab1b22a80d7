-- Who may call, and the record of every administrative act.

-- A hash chain over all acts (AuditHash says how each hash comes about). Numbers have no gaps: they come from the head,
-- which an append holds until it commits, and not from a sequence, which leaves gaps behind a rollback.
CREATE TABLE ledger.audit (
    number   bigint      PRIMARY KEY CHECK (number > 0),
    at       timestamptz NOT NULL,
    actor    text        NOT NULL CHECK (actor <> ''),
    action   text        NOT NULL CHECK (action ~ '^[a-z][a-z-]*([.][a-z][a-z-]*)+$'),
    target   text        NOT NULL,
    detail   text        NOT NULL CHECK (jsonb_typeof(detail::jsonb) = 'object'), -- text: jsonb would not give back the bytes that were hashed
    previous bytea       NOT NULL CHECK (octet_length(previous) = 32),
    hash     bytea       NOT NULL CHECK (octet_length(hash) = 32)
);

CREATE INDEX audit_action ON ledger.audit (action, number);
CREATE INDEX audit_at ON ledger.audit (at);

SELECT ledger.make_append_only('ledger.audit');

-- The last entry, kept apart so that the chain cannot be shortened by its end without being noticed.
CREATE TABLE ledger.audit_head (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    number bigint  NOT NULL,
    hash   bytea   NOT NULL CHECK (octet_length(hash) = 32)
);

INSERT INTO ledger.audit_head (number, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION ledger.advance_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> OLD.number + 1 THEN
        RAISE EXCEPTION 'ledger.% only goes on to the next number', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER advance_only BEFORE UPDATE ON ledger.audit_head FOR EACH ROW EXECUTE FUNCTION ledger.advance_only();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON ledger.audit_head FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE SCHEMA access;

CREATE TABLE access.api_key (
    id                  uuid        PRIMARY KEY,
    name                text        NOT NULL CHECK (name <> ''),
    prefix              text        NOT NULL UNIQUE, -- the public part
    key_sha256          bytea       NOT NULL UNIQUE CHECK (octet_length(key_sha256) = 32), -- of the whole key
    scopes              text[]      NOT NULL CHECK (
        cardinality(scopes) > 0 AND scopes <@ ARRAY['decide', 'read', 'outcomes', 'models', 'policy', 'subjects', 'audit', 'admin']),
    requests_per_minute integer     CHECK (requests_per_minute > 0), -- null: what the service is configured to give
    expires_at          timestamptz,
    created_at          timestamptz NOT NULL,
    created_by          text        NOT NULL CHECK (created_by <> ''),
    revoked_at          timestamptz,
    revoked_by          text,
    last_used_at        timestamptz, -- to the hour, and late by some minutes
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
