-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "workspaces" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "crm_account_url" TEXT,
    "ops_channel" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "enterprise_id" TEXT NOT NULL DEFAULT '',
    "team_id" TEXT NOT NULL DEFAULT '',
    "bot_user_id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "sealed_token" BYTEA NOT NULL,
    "sealed_refresh" BYTEA,
    "token_expires_at" TIMESTAMPTZ(3),
    "scopes" TEXT[],
    "installed_by" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "installations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slack_channel" TEXT,
    "manager_id" UUID,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reps" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'rep',
    "title" TEXT NOT NULL DEFAULT '',
    "slack_user_id" TEXT,
    "crm_owner_id" TEXT,
    "team_id" UUID,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "hours" JSONB NOT NULL DEFAULT '{}',
    "holiday_region" TEXT,
    "skills" TEXT[],
    "languages" TEXT[],
    "certificates" TEXT[],
    "capacity" INTEGER,
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "reps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absences" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "rep_id" UUID NOT NULL,
    "backup_id" UUID,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "absences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "territories" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,

    CONSTRAINT "territories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "covers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "territory_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "rep_id" UUID,
    "pool_id" UUID,

    CONSTRAINT "covers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pools" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "method" TEXT NOT NULL,

    CONSTRAINT "pools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_members" (
    "pool_id" UUID NOT NULL,
    "rep_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "credit" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "pool_members_pkey" PRIMARY KEY ("pool_id","rep_id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "crm_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" UUID,
    "territory_id" UUID,
    "parent_id" UUID,
    "ultimate_parent_id" UUID,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "merged_into_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "crm_changed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribute_changes" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attribute_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leads" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "crm_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "account_id" UUID,
    "owner_id" UUID,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "leads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deals" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "crm_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amount" DECIMAL(18,2),
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "owner_id" UUID,
    "closes_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_sets" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "drafted_by" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_sets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID,
    "lead_id" UUID,
    "rule_set_id" UUID,
    "outcome" JSONB NOT NULL,
    "facts" JSONB NOT NULL,
    "trail" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposals" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "decision_id" UUID,
    "status" TEXT NOT NULL,
    "flags" JSONB NOT NULL,
    "present_owner_id" UUID,
    "proposed_owner_id" UUID,
    "verdict" JSONB,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ownership_changes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "from_id" UUID,
    "to_id" UUID,
    "cause" JSONB NOT NULL,
    "actor" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "audit_seq" BIGINT NOT NULL,

    CONSTRAINT "ownership_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pins" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "by" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "pinned_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "pins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holdovers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "deal_id" UUID,
    "rep_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,

    CONSTRAINT "holdovers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disputes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "raised_by_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "claim" JSONB NOT NULL,
    "state" JSONB NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "raised_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'due',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "receipt" JSONB,
    "last_error" TEXT,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_events" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cards" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "ts" TEXT NOT NULL,
    "posted_for" TEXT,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "workspace_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" JSONB NOT NULL,
    "action" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "context" JSONB NOT NULL,
    "previous" CHAR(64) NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateTable
CREATE TABLE "audit_heads" (
    "workspace_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "audit_heads_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "installations_enterprise_id_team_id_key" ON "installations"("enterprise_id", "team_id");

-- CreateIndex
CREATE UNIQUE INDEX "teams_workspace_id_name_key" ON "teams"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "reps_workspace_id_email_key" ON "reps"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "reps_workspace_id_slack_user_id_key" ON "reps"("workspace_id", "slack_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "reps_workspace_id_crm_owner_id_key" ON "reps"("workspace_id", "crm_owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "absences_rep_id_from_key" ON "absences"("rep_id", "from");

-- CreateIndex
CREATE UNIQUE INDEX "territories_workspace_id_key_key" ON "territories"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "covers_territory_id_idx" ON "covers"("territory_id");

-- CreateIndex
CREATE UNIQUE INDEX "pools_workspace_id_name_key" ON "pools"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "accounts_workspace_id_owner_id_idx" ON "accounts"("workspace_id", "owner_id");

-- CreateIndex
CREATE INDEX "accounts_ultimate_parent_id_idx" ON "accounts"("ultimate_parent_id");

-- CreateIndex
CREATE INDEX "accounts_parent_id_idx" ON "accounts"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_workspace_id_crm_id_key" ON "accounts"("workspace_id", "crm_id");

-- CreateIndex
CREATE INDEX "attribute_changes_account_id_key_at_idx" ON "attribute_changes"("account_id", "key", "at");

-- CreateIndex
CREATE INDEX "leads_account_id_idx" ON "leads"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "leads_workspace_id_crm_id_key" ON "leads"("workspace_id", "crm_id");

-- CreateIndex
CREATE INDEX "deals_account_id_status_idx" ON "deals"("account_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "deals_workspace_id_crm_id_key" ON "deals"("workspace_id", "crm_id");

-- CreateIndex
CREATE UNIQUE INDEX "rule_sets_workspace_id_number_key" ON "rule_sets"("workspace_id", "number");

-- CreateIndex
CREATE INDEX "decisions_account_id_at_idx" ON "decisions"("account_id", "at");

-- CreateIndex
CREATE INDEX "proposals_account_id_status_idx" ON "proposals"("account_id", "status");

-- CreateIndex
CREATE INDEX "ownership_changes_account_id_at_idx" ON "ownership_changes"("account_id", "at" DESC);

-- CreateIndex
CREATE INDEX "pins_account_id_idx" ON "pins"("account_id");

-- CreateIndex
CREATE INDEX "holdovers_account_id_idx" ON "holdovers"("account_id");

-- CreateIndex
CREATE INDEX "disputes_account_id_status_idx" ON "disputes"("account_id", "status");

-- CreateIndex
CREATE INDEX "tasks_status_due_at_idx" ON "tasks"("status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_workspace_id_kind_key_key" ON "tasks"("workspace_id", "kind", "key");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_events_workspace_id_source_external_id_key" ON "inbox_events"("workspace_id", "source", "external_id");

-- CreateIndex
CREATE INDEX "cards_kind_subject_id_idx" ON "cards"("kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "cards_workspace_id_channel_ts_key" ON "cards"("workspace_id", "channel", "ts");

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "reps"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reps" ADD CONSTRAINT "reps_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absences" ADD CONSTRAINT "absences_rep_id_fkey" FOREIGN KEY ("rep_id") REFERENCES "reps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absences" ADD CONSTRAINT "absences_backup_id_fkey" FOREIGN KEY ("backup_id") REFERENCES "reps"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territories" ADD CONSTRAINT "territories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "territories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "covers" ADD CONSTRAINT "covers_territory_id_fkey" FOREIGN KEY ("territory_id") REFERENCES "territories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "covers" ADD CONSTRAINT "covers_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pools"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool_members" ADD CONSTRAINT "pool_members_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pools"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "reps"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_territory_id_fkey" FOREIGN KEY ("territory_id") REFERENCES "territories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leads" ADD CONSTRAINT "leads_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deals" ADD CONSTRAINT "deals_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deals" ADD CONSTRAINT "deals_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "reps"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ownership_changes" ADD CONSTRAINT "ownership_changes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pins" ADD CONSTRAINT "pins_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- Life-cycles and closed lists.
ALTER TABLE "reps" ADD CONSTRAINT "reps_role" CHECK ("role" IN ('rep', 'manager', 'ops', 'admin', 'viewer'));
ALTER TABLE "absences" ADD CONSTRAINT "absences_span" CHECK ("from" < "until");
ALTER TABLE "covers" ADD CONSTRAINT "covers_one" CHECK (("rep_id" IS NULL) <> ("pool_id" IS NULL));
ALTER TABLE "pools" ADD CONSTRAINT "pools_method" CHECK ("method" IN ('round-robin', 'weighted', 'least-loaded', 'best-fit', 'claim'));
ALTER TABLE "deals" ADD CONSTRAINT "deals_status" CHECK ("status" IN ('open', 'won', 'lost'));
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_status" CHECK ("status" IN ('draft', 'published', 'shadow', 'superseded'));
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_status" CHECK ("status" IN ('pending', 'approved', 'reassigned', 'rejected', 'expired', 'withdrawn', 'superseded'));
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_status" CHECK ("status" IN ('filed', 'triage', 'peers', 'manager', 'senior', 'decided', 'applied', 'closed', 'withdrawn', 'merged', 'data-fix'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_status" CHECK ("status" IN ('due', 'claimed', 'done', 'retrying', 'dead'));

-- One open dispute per account; one published rule set per workspace.
CREATE UNIQUE INDEX "disputes_one_open" ON "disputes" ("account_id") WHERE "status" NOT IN ('closed', 'withdrawn', 'merged', 'data-fix');
CREATE UNIQUE INDEX "rule_sets_one_published" ON "rule_sets" ("workspace_id") WHERE "status" = 'published';
-- The sweep for tasks that wait: small, since done tasks are not in it.
CREATE INDEX "tasks_waiting" ON "tasks" ("due_at") WHERE "status" IN ('due', 'claimed', 'retrying');

-- Append, never amend.
CREATE FUNCTION "refuse_amendment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: write a later line that names the earlier one', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();
CREATE TRIGGER "audit_entries_no_truncate" BEFORE TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_amendment"();
CREATE TRIGGER "ownership_changes_append_only" BEFORE UPDATE OR DELETE ON "ownership_changes"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();
CREATE TRIGGER "ownership_changes_no_truncate" BEFORE TRUNCATE ON "ownership_changes"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_amendment"();
CREATE TRIGGER "attribute_changes_append_only" BEFORE UPDATE OR DELETE ON "attribute_changes"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();
CREATE TRIGGER "decisions_append_only" BEFORE UPDATE OR DELETE ON "decisions"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();

-- Serves: what has moved lately in a workspace (the Home tab).
CREATE INDEX "ownership_changes_recent" ON "ownership_changes" ("workspace_id", "at" DESC) WHERE "from_id" IS NOT NULL;
