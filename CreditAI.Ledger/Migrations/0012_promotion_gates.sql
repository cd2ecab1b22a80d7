-- What a model version has shown, who agreed to it, and on what it was promoted.

CREATE TABLE registry.evaluation (
    id             uuid        PRIMARY KEY,
    version        integer     NOT NULL REFERENCES registry.model_version,
    against        integer     REFERENCES registry.model_version, -- the champion then; null: there was none
    policy_version integer     NOT NULL, -- policy.version, which cannot go
    data           text        NOT NULL CHECK (data <> ''), -- which rows, in words
    data_sha256    text        NOT NULL CHECK (data_sha256 ~ '^[0-9a-f]{64}$'),
    rows           bigint      NOT NULL,
    gates          jsonb       NOT NULL,
    passed         boolean     NOT NULL,
    evaluated_by   text        NOT NULL CHECK (evaluated_by <> ''),
    evaluated_at   timestamptz NOT NULL
);

CREATE INDEX evaluation_version ON registry.evaluation (version, evaluated_at);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.evaluation
    FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();

-- Of an evaluation, not of a version: who agrees has seen this evidence.
CREATE TABLE registry.approval (
    evaluation_id uuid        NOT NULL REFERENCES registry.evaluation,
    approved_by   text        NOT NULL CHECK (approved_by <> ''),
    reason        text        NOT NULL CHECK (reason <> ''),
    approved_at   timestamptz NOT NULL,
    PRIMARY KEY (evaluation_id, approved_by)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.approval
    FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();

ALTER TABLE registry.promotion
    ADD COLUMN evaluation_id   uuid REFERENCES registry.evaluation, -- what it rests on; null where it rests on none
    ADD COLUMN override_reason text; -- why it was promoted without what the policy asks for

-- Models by name: there before their first version, described and tagged.
CREATE TABLE registry.model (
    name        text        PRIMARY KEY CHECK (name <> ''),
    description text        NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);

INSERT INTO registry.model (name, created_at, updated_at)
SELECT name, min(published_at), max(published_at) FROM registry.model_version GROUP BY name;

ALTER TABLE registry.model_version ADD FOREIGN KEY (name) REFERENCES registry.model;
ALTER TABLE registry.model_version ADD COLUMN description text NOT NULL DEFAULT '';

CREATE TABLE registry.tag (
    name    text    NOT NULL REFERENCES registry.model,
    version integer NOT NULL, -- 0: of the model itself
    key     text    NOT NULL CHECK (key <> ''),
    value   text    NOT NULL,
    PRIMARY KEY (name, version, key)
);
