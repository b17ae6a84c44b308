-- Serves Home: what has changed hands lately, first owners included; history that an import handed over is not news.
DROP INDEX "ownership_changes_recent";
CREATE INDEX "ownership_changes_recent" ON "ownership_changes" ("workspace_id", "at" DESC)
  WHERE "from_id" IS NOT NULL OR "cause"->>'kind' <> 'import';
