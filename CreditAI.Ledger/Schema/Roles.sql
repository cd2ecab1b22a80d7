-- Who may do what, said anew after every migration and when this is edited. The roles belong to the whole server: another database may have made them.
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['creditai_scoring', 'creditai_fairness', 'creditai_backup'] LOOP
        BEGIN
            IF to_regrole(role) IS NULL THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role);
            END IF;
            -- From PostgreSQL 16 on, who makes a role is a member who may not take it; of the backup's nobody needs to be one.
            IF role <> 'creditai_backup' AND NOT pg_has_role(current_user, role, 'USAGE') THEN
                EXECUTE format('GRANT %I TO CURRENT_USER', role);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- Another database of this server was first.
        END;
    END LOOP;
END
$$;

-- Scoring adds to the ledger; of what it has added it can change only what erasure may. Protected attributes it can only write.
GRANT USAGE ON SCHEMA ledger, registry, policy, access TO creditai_scoring;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, registry, policy, access TO creditai_scoring;
REVOKE ALL ON ledger.protected_batch, ledger.protected_attributes FROM creditai_scoring;
GRANT INSERT ON ALL TABLES IN SCHEMA ledger, policy TO creditai_scoring;
GRANT UPDATE ON ledger.chain, ledger.audit_head, ledger.outcome_position TO creditai_scoring;
GRANT UPDATE (key_id, key, application, applicant) ON ledger.decision TO creditai_scoring;
GRANT UPDATE (last_used_at) ON access.api_key TO creditai_scoring;
GRANT DELETE ON ledger.idempotency TO creditai_scoring;

-- Of fairness it reads the counts, in which nobody can be told from another, and what was found.
GRANT USAGE ON SCHEMA fairness TO creditai_scoring;
GRANT SELECT ON fairness.tally, fairness.finding, fairness.action TO creditai_scoring;

-- A person may undo through the API what was done about a finding, and keep the registry: whoever has the scope.
GRANT UPDATE (state, undone_at, undone_by, undo_reason) ON fairness.action TO creditai_scoring;
GRANT INSERT, UPDATE, DELETE ON registry.alias, registry.tag TO creditai_scoring;
GRANT INSERT, UPDATE (description, updated_at), DELETE ON registry.model TO creditai_scoring;
GRANT INSERT, UPDATE (state, description) ON registry.model_version TO creditai_scoring;
GRANT INSERT ON registry.promotion, registry.approval TO creditai_scoring;

-- Through the API training is ordered, scheduled and cancelled.
GRANT USAGE ON SCHEMA training TO creditai_scoring;
GRANT SELECT, INSERT, UPDATE (state, is_cancelled, ended_at) ON training.run TO creditai_scoring;
GRANT SELECT, INSERT, UPDATE, DELETE ON training.schedule TO creditai_scoring;

-- Fairness reads everything and writes its own.
GRANT USAGE ON SCHEMA ledger, registry, policy, fairness TO creditai_fairness;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, registry, policy, fairness TO creditai_fairness;
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA fairness TO creditai_fairness;

-- It acts on what it finds: another policy or champion, recorded like anybody's.
GRANT INSERT ON policy.version, registry.promotion, ledger.audit TO creditai_fairness;
GRANT INSERT, UPDATE ON registry.alias TO creditai_fairness;
GRANT UPDATE ON ledger.audit_head TO creditai_fairness;

-- It trains what was ordered, and publishes what comes of it.
GRANT USAGE ON SCHEMA training TO creditai_fairness;
GRANT SELECT, INSERT, UPDATE ON training.run TO creditai_fairness;
GRANT SELECT, UPDATE (fired_at) ON training.schedule TO creditai_fairness;
GRANT INSERT ON registry.model, registry.model_version TO creditai_fairness;
GRANT INSERT, UPDATE ON registry.tag TO creditai_fairness;

-- Backups read files, not tables (creditai backup role grants that). A drill holds the ends of the restored chains against these: hashes and counts.
GRANT USAGE ON SCHEMA ledger TO creditai_backup;
GRANT SELECT ON ledger.batch TO creditai_backup;

-- It says how drills went, and fairness, which tells people of findings, reads that.
GRANT USAGE ON SCHEMA backup TO creditai_backup, creditai_fairness;
GRANT SELECT, INSERT ON backup.drill TO creditai_backup;
GRANT SELECT ON backup.drill TO creditai_fairness;
