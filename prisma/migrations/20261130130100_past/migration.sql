-- What attributes of accounts were, and until when: rules are asked again about the facts of a moment. Nothing was written here before.
ALTER TABLE "attribute_changes" ADD COLUMN "until" TIMESTAMPTZ(3) NOT NULL;
-- Of what was not there, nobody said it.
ALTER TABLE "attribute_changes" ALTER COLUMN "source" DROP NOT NULL, ALTER COLUMN "at" DROP NOT NULL;
-- Serves: what was so of an account at a moment.
DROP INDEX "attribute_changes_account_id_key_at_idx";
CREATE INDEX "attribute_changes_account_id_until_idx" ON "attribute_changes"("account_id", "until");
CREATE TRIGGER "attribute_changes_no_truncate" BEFORE TRUNCATE ON "attribute_changes"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_amendment"();
-- A workspace that was here before has no past from before this moment.
ALTER TABLE "workspaces" ADD COLUMN "past_since" TIMESTAMPTZ(3);
UPDATE "workspaces" SET "past_since" = now();
