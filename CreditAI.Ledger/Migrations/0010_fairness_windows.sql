-- What the fairness worker counts, by window instead of once and for all: it reads the ledger again from the first decision.

DROP TABLE fairness.decision_count;
DROP TABLE fairness.checkpoint;

CREATE TABLE fairness.checkpoint (
    source   text    NOT NULL CHECK (source IN ('decision', 'outcome')),
    chain    integer NOT NULL, -- 0 for outcomes, which have none
    position bigint  NOT NULL, -- of the last one counted
    PRIMARY KEY (source, chain)
);

-- Who counts. Every transaction that counts takes or renews it first, so that a replica that lost it writes nothing more.
CREATE TABLE fairness.lease (
    name   text        PRIMARY KEY,
    holder uuid        NOT NULL,
    until  timestamptz NOT NULL -- by the database's clock
);

-- Additive: every window's counts are the sum of the windows in it, and of the replicas that counted.
CREATE TABLE fairness.tally (
    model_version integer     NOT NULL,
    grain         text        NOT NULL CHECK (grain IN ('5m', 'hour', 'day', 'week')),
    start         timestamptz NOT NULL,
    basis         text        NOT NULL CHECK (basis IN ('decided', 'observed')), -- the time of the decision, or of its outcome's record
    attribute     text        NOT NULL, -- protected attribute, of an intersection both joined by ' × '; '' for everybody
    group_name    text        NOT NULL, -- '(missing)' where the applicant did not say
    decision      text        NOT NULL CHECK (decision IN ('approve', 'refer', 'decline')),
    outcome       text        NOT NULL CHECK (outcome IN ('unknown', 'repaid', 'defaulted')),
    n             bigint      NOT NULL,
    predicted     bigint      NOT NULL, -- sum of the probabilities of default, in 1e-9
    PRIMARY KEY (model_version, grain, start, basis, attribute, group_name, decision, outcome)
) WITH (fillfactor = 70);

-- By the bin that each feature fell into, 0 where it is missing; the score in bands of 25 points under slot -1. A slot's bins are
-- one row: as rows of their own they would be thousands, updated with every page.
CREATE TABLE fairness.bin_tally (
    model_version integer     NOT NULL,
    grain         text        NOT NULL CHECK (grain IN ('hour', 'day', 'week')),
    start         timestamptz NOT NULL,
    slot          integer     NOT NULL,
    counts        bigint[]    NOT NULL, -- by bin, from bin 0
    PRIMARY KEY (model_version, grain, start, slot)
) WITH (fillfactor = 50); -- updated by every page: room on the page keeps the updates HOT

-- Findings before this rested on the ratio alone.
ALTER TABLE fairness.finding
    ADD COLUMN severity           text NOT NULL DEFAULT 'critical' CHECK (severity IN ('warning', 'critical')),
    ADD COLUMN since              timestamptz,      -- when the difference began, as well as can be told
    ADD COLUMN observed           double precision, -- the group's rate
    ADD COLUMN expected           double precision, -- the reference's
    ADD COLUMN log_evidence       double precision, -- natural logarithm of the evidence against no difference
    ADD COLUMN log_evidence_asked double precision;

ALTER TABLE fairness.finding ALTER COLUMN severity DROP DEFAULT;

-- So that a finding can name a feature, and watching needs no artifact.
ALTER TABLE registry.model_version ADD COLUMN features text[] NOT NULL DEFAULT '{}'; -- by slot
