-- When an owner was set in the CRM, where that counts here from another moment on.
ALTER TABLE ownership_changes ADD COLUMN crm_at timestamptz(3);
