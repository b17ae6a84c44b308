-- Numbers by which the CRM has somebody, besides the one we write: who left and came back has two.
CREATE TABLE "former_crm_owners" (
    "workspace_id" TEXT NOT NULL,
    "crm_owner_id" TEXT NOT NULL,
    "rep_id" UUID NOT NULL,

    CONSTRAINT "former_crm_owners_pkey" PRIMARY KEY ("workspace_id", "crm_owner_id")
);
ALTER TABLE "former_crm_owners" ADD CONSTRAINT "former_crm_owners_rep_id_fkey" FOREIGN KEY ("rep_id") REFERENCES "reps"("id") ON DELETE CASCADE ON UPDATE CASCADE;
