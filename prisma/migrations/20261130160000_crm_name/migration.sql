-- What people call the CRM of a workspace, for every text that names it.
ALTER TABLE "workspaces" ADD COLUMN "crm_name" TEXT;
