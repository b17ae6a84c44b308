-- What led to a question: it stays with it, whatever decision is the latest about its account.
ALTER TABLE "proposals" ADD COLUMN "cause" TEXT NOT NULL DEFAULT 'routing';
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_cause" CHECK ("cause" IN ('routing', 'handover', 'crm-edit'));
UPDATE "proposals" p SET "cause" = CASE WHEN p."decision_id" IS NULL THEN 'crm-edit' ELSE 'handover' END
WHERE p."status" = 'pending' AND (p."decision_id" IS NULL
  OR EXISTS (SELECT FROM "decisions" d WHERE d."id" = p."decision_id" AND d."arrival" LIKE 'handover:%'));

-- Everybody before whom it has ever been, by their ids, or any manager: what they look at shows it until it is drawn again.
ALTER TABLE "proposals" ADD COLUMN "shown_to" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
UPDATE "proposals" SET "shown_to" = "asked"::text[] || CASE
  WHEN "course"->'seats' @> '[{"asked": {"kind": "managers"}}]' THEN ARRAY['managers'] ELSE ARRAY[]::text[] END
WHERE "status" = 'pending';
