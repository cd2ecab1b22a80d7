-- What people decide about decisions: the policy they are made by, how loans turned out, and where a person decided otherwise.
-- Each is append-only. Decisions are referred to by id alone: their partitions go when their time is over.

CREATE SCHEMA policy;

CREATE TABLE policy.version (
    version integer     PRIMARY KEY CHECK (version > 0), -- without gaps: whoever puts another names the one it follows
    content jsonb       NOT NULL,
    reason  text        NOT NULL CHECK (reason <> ''),
    put_by  text        NOT NULL CHECK (put_by <> ''),
    put_at  timestamptz NOT NULL
);

-- Thresholds: 0.05 and 0.10 by custom; the ratio is the four-fifths rule's (29 CFR 1607.4(D)). 25 months: 12 CFR 1002.12(b).
INSERT INTO policy.version (version, content, reason, put_by, put_at) VALUES (1, '{
    "canaryShare": 0,
    "fairness": {
        "demographicParity": { "warning": 0.05, "critical": 0.10 },
        "equalizedOdds": { "warning": 0.05, "critical": 0.10 },
        "calibration": { "warning": 0.05, "critical": 0.10 },
        "adverseImpactRatio": { "warning": 0.80, "critical": 0.80 },
        "minimumGroup": 30,
        "legalMeaning": "Thresholds call for a review; whether a finding breaks a law is for counsel, and differs by jurisdiction."
    },
    "retentionMonths": 25,
    "notice": { "personReviewsDeclines": false }
}', 'The defaults', 'creditai', now());

CREATE FUNCTION policy.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'policy.% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy.version
    FOR EACH STATEMENT EXECUTE FUNCTION policy.refuse_change();

-- Positions as in ledger.chain: a writer locks this row until it commits, so the order of positions is the order in which
-- rows become visible, without gaps. A sequence would hand them out before the commit, and a follower that remembers one
-- position would pass by an outcome whose transaction ended late. One row is enough: outcomes come late and in bulk.
CREATE TABLE ledger.outcome_position (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint  NOT NULL -- of the last outcome
) WITH (fillfactor = 10);

INSERT INTO ledger.outcome_position (position) VALUES (0);

CREATE TABLE ledger.outcome (
    position    bigint      PRIMARY KEY,
    decision_id uuid        NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('repaid', 'defaulted')),
    observed_at timestamptz NOT NULL,
    source      text,
    recorded_by text        NOT NULL,
    recorded_at timestamptz NOT NULL
);

CREATE INDEX outcome_decision ON ledger.outcome (decision_id, position); -- the last one counts

SELECT ledger.make_append_only('ledger.outcome');

CREATE TABLE ledger.review (
    decision_id       uuid        NOT NULL,
    number            integer     NOT NULL CHECK (number > 0), -- from 1 for each decision; the last one counts
    decision          text        NOT NULL CHECK (decision IN ('approve', 'decline')),
    reviewer          text        NOT NULL CHECK (reviewer <> ''),
    reason            text        NOT NULL CHECK (reason <> ''),
    principal_reasons text[]      NOT NULL, -- as a notice states them; empty where the scored ones stand
    recorded_by       text        NOT NULL,
    recorded_at       timestamptz NOT NULL,
    PRIMARY KEY (decision_id, number)
);

SELECT ledger.make_append_only('ledger.review');
