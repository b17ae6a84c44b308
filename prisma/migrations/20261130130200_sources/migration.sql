-- Who says what an attribute of an account is, the best source first.
CREATE TABLE "rankings" (
    "workspace_id" TEXT NOT NULL,
    "attribute" TEXT NOT NULL,
    "sources" JSONB NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rankings_pkey" PRIMARY KEY ("workspace_id","attribute")
);
-- What properties of the CRM say that rules do not read, by their names.
ALTER TABLE "accounts" ADD COLUMN "others" JSONB NOT NULL DEFAULT '{}';
