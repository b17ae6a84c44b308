-- What a workspace has laid down about approvals and disputes, as numbered versions: the newest holds.
CREATE TABLE "policies" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "published_by" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policies_pkey" PRIMARY KEY ("workspace_id", "kind", "number"),
    CONSTRAINT "policies_kind" CHECK ("kind" IN ('approvals', 'disputes'))
);
CREATE TRIGGER "policies_append_only" BEFORE UPDATE OR DELETE ON "policies"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();
