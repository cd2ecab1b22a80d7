-- What restores that were drilled came to; the signed reports lie in the regions.
CREATE SCHEMA backup;

CREATE TABLE backup.drill (
    id         text        PRIMARY KEY,
    region     text        NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL,
    checks     integer     NOT NULL,
    failures   text[]      NOT NULL -- empty when it passed
);

CREATE INDEX drill_by_region ON backup.drill (region, started_at DESC);
