-- What the roster file itself says of somebody's role; what they are where neither it nor a group says anything; and the team
-- that the CRM has them in. `role` is what holds.
ALTER TABLE "reps" ADD COLUMN "roster_role" TEXT;
ALTER TABLE "reps" ADD COLUMN "base_role" TEXT NOT NULL DEFAULT 'rep';
ALTER TABLE "reps" ADD COLUMN "crm_team" TEXT;
-- Until now nobody but a roster file could have named another.
UPDATE "reps" SET "roster_role" = "role" WHERE "role" <> 'rep';
