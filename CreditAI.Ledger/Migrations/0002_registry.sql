-- The model registry: immutable versions, aliases that point at them, and who moved which alias when.

CREATE SCHEMA registry;

CREATE TABLE registry.model_version (
    version       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text             NOT NULL,
    sha256        text             NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), -- of the artifact in the object store
    approve_at    double precision NOT NULL, -- points
    decline_below double precision NOT NULL CHECK (decline_below <= approve_at), -- points
    metrics       jsonb            NOT NULL,
    state         text             NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'retired')),
    published_at  timestamptz      NOT NULL,
    published_by  text             NOT NULL,
    UNIQUE (name, sha256, approve_at, decline_below) -- publishing the same again is the same version
);

CREATE TABLE registry.alias (
    alias   text        PRIMARY KEY CHECK (alias IN ('champion', 'challenger')),
    version integer     NOT NULL REFERENCES registry.model_version,
    since   timestamptz NOT NULL
);

CREATE TABLE registry.promotion (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alias        text        NOT NULL,
    from_version integer     REFERENCES registry.model_version, -- null: the alias pointed nowhere before
    to_version   integer     NOT NULL REFERENCES registry.model_version,
    promoted_by  text        NOT NULL CHECK (promoted_by <> ''),
    reason       text        NOT NULL CHECK (reason <> ''),
    promoted_at  timestamptz NOT NULL
);

CREATE FUNCTION registry.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'registry.% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.promotion
    FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
