-- What is done about findings: whom they are told to, and what of the models' aliases and the policy was changed because of them.

-- Since when a finding is critical: what is done about one is done about what was found after a model version became champion.
ALTER TABLE fairness.finding ADD COLUMN critical_at timestamptz;
UPDATE fairness.finding SET critical_at = opened_at WHERE severity = 'critical';

-- The outbox: a row per finding, event and target, so that nobody is told the same twice, and nothing is forgotten in a crash.
CREATE TABLE fairness.alert (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    finding_id uuid        NOT NULL REFERENCES fairness.finding,
    event      text        NOT NULL CHECK (event IN ('opened', 'worsened', 'closed', 'stop_canary', 'demote_champion')),
    target     text        NOT NULL, -- such as slack
    created_at timestamptz NOT NULL,
    attempts   integer     NOT NULL DEFAULT 0,
    next_at    timestamptz NOT NULL, -- not tried again before
    last_error text,
    sent_at    timestamptz,
    given_up_at timestamptz,
    UNIQUE (finding_id, event, target)
);

CREATE INDEX alert_due ON fairness.alert (next_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

CREATE TABLE fairness.action (
    id          uuid        PRIMARY KEY,
    finding_id  uuid        NOT NULL REFERENCES fairness.finding,
    kind        text        NOT NULL CHECK (kind IN ('stop_canary', 'demote_champion')),
    state       text        NOT NULL CHECK (state IN ('taken', 'refused', 'undone')),
    detail      jsonb       NOT NULL, -- what it was and what it became; of a refused one why
    taken_at    timestamptz NOT NULL,
    undone_at   timestamptz,
    undone_by   text,
    undo_reason text,
    UNIQUE (finding_id, kind), -- done once about a finding; one that was undone is not done again
    CHECK ((state = 'undone') = (undone_at IS NOT NULL AND undone_by IS NOT NULL AND undo_reason IS NOT NULL))
);
