-- Which account of its CRM the registry is kept for. Those that were filled before know it from where people open records.
ALTER TABLE "workspaces" ADD COLUMN "crm_account_id" TEXT;
UPDATE "workspaces" w SET "crm_account_id" = substring("crm_account_url" from '/contacts/([0-9]+)/record/')
WHERE EXISTS (SELECT FROM "crm_watches" c WHERE c."workspace_id" = w."id");
