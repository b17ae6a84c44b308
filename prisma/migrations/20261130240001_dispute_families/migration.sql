-- Families change while cases are open: two cases may come to be of one, and both go on. Who files waits for the head of the family.
DROP INDEX "disputes_one_open_family";
CREATE INDEX "disputes_open_family" ON "disputes" ("workspace_id", "family_id") WHERE "status" NOT IN ('closed', 'withdrawn', 'merged', 'data-fix');
UPDATE "disputes" d SET "family_id" = coalesce(a."ultimate_parent_id", a."id") FROM "accounts" a
WHERE a."id" = d."account_id" AND a."deleted_at" IS NULL AND d."family_id" <> coalesce(a."ultimate_parent_id", a."id");
