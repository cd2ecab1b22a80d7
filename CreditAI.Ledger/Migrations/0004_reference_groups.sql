-- The groups that adverse impact is measured against, kept with the version so that watching fairness needs no artifact.

ALTER TABLE registry.model_version
    ADD COLUMN reference_groups jsonb NOT NULL DEFAULT '{}'; -- protected attribute to privileged group, where the schema names one
