-- Leads that the CRM associates with no account, and the accounts that were considered for them; and accounts that are
-- probably one company. Both are found by Cadastre, so neither is mixed with what the CRM says.
CREATE TABLE "lead_matches" (
    "lead_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID,
    "verdict" TEXT NOT NULL,
    "considered" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lead_matches_pkey" PRIMARY KEY ("lead_id"),
    CONSTRAINT "lead_matches_verdict" CHECK ("verdict" IN ('matched', 'several', 'none'))
);

CREATE TABLE "duplicate_clusters" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "size" INTEGER NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duplicate_clusters_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "duplicate_members" (
    "account_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "cluster_id" UUID NOT NULL,
    "like_id" UUID NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "reasons" JSONB NOT NULL,

    CONSTRAINT "duplicate_members_pkey" PRIMARY KEY ("account_id")
);

-- Serves: forgetting an account.
CREATE INDEX "lead_matches_account_id_idx" ON "lead_matches"("account_id");

-- Serves: the surest groups first, and forgetting them all before the next search.
CREATE INDEX "duplicate_clusters_workspace_id_confidence_idx" ON "duplicate_clusters"("workspace_id", "confidence");

-- Serves: who is in a group.
CREATE INDEX "duplicate_members_cluster_id_idx" ON "duplicate_members"("cluster_id");

-- Serves: forgetting an account.
CREATE INDEX "duplicate_members_like_id_idx" ON "duplicate_members"("like_id");

ALTER TABLE "lead_matches" ADD CONSTRAINT "lead_matches_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "leads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "lead_matches" ADD CONSTRAINT "lead_matches_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "duplicate_members" ADD CONSTRAINT "duplicate_members_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "duplicate_clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "duplicate_members" ADD CONSTRAINT "duplicate_members_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "duplicate_members" ADD CONSTRAINT "duplicate_members_like_id_fkey" FOREIGN KEY ("like_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
