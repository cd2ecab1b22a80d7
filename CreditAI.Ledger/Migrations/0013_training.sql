-- Training runs: a queue of what was ordered, and what became of it.

CREATE SCHEMA training;

CREATE TABLE training.schedule (
    name       text        PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    cron       text        NOT NULL, -- Quartz's, UTC
    content    jsonb       NOT NULL, -- the order
    reason     text        NOT NULL,
    put_by     text        NOT NULL,
    put_at     timestamptz NOT NULL,
    fired_at   timestamptz NOT NULL  -- the last time that was due and was seen; it begins when it is put
);

CREATE TABLE training.run (
    id            uuid        PRIMARY KEY,
    content       jsonb       NOT NULL, -- the order
    reason        text        NOT NULL CHECK (reason <> ''),
    ordered_by    text        NOT NULL CHECK (ordered_by <> ''),
    ordered_at    timestamptz NOT NULL,
    schedule      text,                 -- its name, where nobody ordered it by hand
    state         text        NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    step          text        NOT NULL DEFAULT '',
    progress      double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
    attempts      integer     NOT NULL DEFAULT 0,
    worker        uuid,
    lease_until   timestamptz,          -- by the database's clock: a worker that is not heard of until then has died
    is_cancelled  boolean     NOT NULL DEFAULT false, -- asked for
    started_at    timestamptz,
    ended_at      timestamptz,
    error         text,
    model_version integer     REFERENCES registry.model_version,
    evidence      jsonb
);

CREATE INDEX run_waiting ON training.run (ordered_at) WHERE state IN ('queued', 'running');

-- A schedule's time is ordered once, whichever replica sees it.
CREATE UNIQUE INDEX run_scheduled ON training.run (schedule, ordered_at) WHERE schedule IS NOT NULL;
