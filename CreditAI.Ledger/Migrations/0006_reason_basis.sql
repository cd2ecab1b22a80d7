-- What reasons are counted against belongs to the policy as the cut-offs do: the same scorecard under another basis is another version.

ALTER TABLE registry.model_version
    ADD COLUMN reason_basis text NOT NULL DEFAULT 'best' CHECK (reason_basis IN ('best', 'mean')),
    DROP CONSTRAINT model_version_name_sha256_approve_at_decline_below_key,
    ADD UNIQUE (name, sha256, approve_at, decline_below, reason_basis);
