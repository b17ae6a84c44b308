-- Where people open a lead in the CRM; {id} stands for its CRM id. Learned when the bot starts.
ALTER TABLE "workspaces" ADD COLUMN "crm_lead_url" TEXT;
