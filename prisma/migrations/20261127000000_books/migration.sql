-- How many accounts each rep has. Counting them anew takes longer with every account, and routing asks for each batch:
-- the database keeps the count itself, so that no writer can forget to.
CREATE TABLE "books" (
    "workspace_id" TEXT NOT NULL,
    "rep_id" UUID NOT NULL,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "books_pkey" PRIMARY KEY ("workspace_id","rep_id")
);

-- Nobody may write between the count and the triggers.
LOCK TABLE "accounts" IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO "books" ("workspace_id", "rep_id", "accounts")
  SELECT "workspace_id", "owner_id", count(*) FROM "accounts"
  WHERE "owner_id" IS NOT NULL AND "deleted_at" IS NULL GROUP BY 1, 2;

-- Books that did not change in the end are not touched; the others in the order of their keys, so that two writers
-- cannot wait for each other.
CREATE FUNCTION "count_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "books" AS b ("workspace_id", "rep_id", "accounts")
  SELECT "workspace_id", "owner_id", sum("share") FROM (
    SELECT "workspace_id", "owner_id", 1 AS "share" FROM "came" WHERE "owner_id" IS NOT NULL AND "deleted_at" IS NULL
    UNION ALL
    SELECT "workspace_id", "owner_id", -1 FROM "went" WHERE "owner_id" IS NOT NULL AND "deleted_at" IS NULL) AS "moved"
  GROUP BY 1, 2 HAVING sum("share") <> 0 ORDER BY 1, 2
  ON CONFLICT ("workspace_id", "rep_id") DO UPDATE SET "accounts" = b."accounts" + excluded."accounts";
  RETURN NULL;
END $$;
CREATE FUNCTION "count_new"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "books" AS b ("workspace_id", "rep_id", "accounts")
  SELECT "workspace_id", "owner_id", count(*) FROM "came" WHERE "owner_id" IS NOT NULL AND "deleted_at" IS NULL
  GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT ("workspace_id", "rep_id") DO UPDATE SET "accounts" = b."accounts" + excluded."accounts";
  RETURN NULL;
END $$;
CREATE FUNCTION "count_gone"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "books" AS b SET "accounts" = b."accounts" - gone."share"
  FROM (SELECT "workspace_id", "owner_id", count(*) AS "share" FROM "went"
    WHERE "owner_id" IS NOT NULL AND "deleted_at" IS NULL GROUP BY 1, 2 ORDER BY 1, 2) AS gone
  WHERE b."workspace_id" = gone."workspace_id" AND b."rep_id" = gone."owner_id";
  RETURN NULL;
END $$;

CREATE TRIGGER "accounts_moved" AFTER UPDATE ON "accounts"
  REFERENCING OLD TABLE AS "went" NEW TABLE AS "came" FOR EACH STATEMENT EXECUTE FUNCTION "count_moved"();
CREATE TRIGGER "accounts_new" AFTER INSERT ON "accounts"
  REFERENCING NEW TABLE AS "came" FOR EACH STATEMENT EXECUTE FUNCTION "count_new"();
CREATE TRIGGER "accounts_gone" AFTER DELETE ON "accounts"
  REFERENCING OLD TABLE AS "went" FOR EACH STATEMENT EXECUTE FUNCTION "count_gone"();

-- Nothing but accounts and leads of their own kind is ever asked for by them: half of each index was empty entries.
DROP INDEX "decisions_lead_id_at_idx";
CREATE INDEX "decisions_lead_id_at_idx" ON "decisions" ("lead_id", "at") WHERE "lead_id" IS NOT NULL;
-- Done tasks are nearly all tasks, and nobody looks for them by their time.
DROP INDEX "tasks_status_due_at_idx";
CREATE INDEX "tasks_dead" ON "tasks" ("due_at") WHERE "status" = 'dead';
