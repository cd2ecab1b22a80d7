-- What the fairness worker has counted, how far it has read, and what it found.

CREATE SCHEMA fairness;

CREATE TABLE fairness.checkpoint (
    follower text     NOT NULL,
    chain    smallint NOT NULL,
    position bigint   NOT NULL, -- of the last decision counted
    PRIMARY KEY (follower, chain)
);

INSERT INTO fairness.checkpoint (follower, chain, position) SELECT 'fairness', chain, 0 FROM ledger.chain;

CREATE TABLE fairness.decision_count (
    model_version integer NOT NULL,
    attribute     text    NOT NULL,
    group_name    text    NOT NULL, -- '(missing)' where the applicant did not say
    decision      text    NOT NULL,
    n             bigint  NOT NULL CHECK (n > 0),
    PRIMARY KEY (model_version, attribute, group_name, decision)
);

CREATE TABLE fairness.finding (
    id            uuid             PRIMARY KEY,
    model_version integer          NOT NULL,
    attribute     text             NOT NULL,
    group_name    text             NOT NULL,
    measure       text             NOT NULL,
    value         double precision NOT NULL, -- of the measure when last updated
    low           double precision,          -- 95 % interval; null where undefined
    high          double precision,
    threshold     double precision NOT NULL,
    n             bigint           NOT NULL, -- decisions on the group
    reference     text             NOT NULL, -- the group compared with
    reference_n   bigint           NOT NULL,
    opened_at     timestamptz      NOT NULL,
    updated_at    timestamptz      NOT NULL,
    closed_at     timestamptz
);

CREATE UNIQUE INDEX finding_open ON fairness.finding (model_version, attribute, group_name, measure) WHERE closed_at IS NULL;
