-- A person may ask to be forgotten: of a decision about a lead, what was known of them may go, and nothing else.
CREATE FUNCTION "refuse_all_but_erasure"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."lead_id" IS NOT NULL AND NEW."facts" = '{}'::jsonb
    AND to_jsonb(NEW) - 'facts' = to_jsonb(OLD) - 'facts' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: write a later line that names the earlier one', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER "decisions_append_only" ON "decisions";
CREATE TRIGGER "decisions_append_only" BEFORE UPDATE OR DELETE ON "decisions"
  FOR EACH ROW EXECUTE FUNCTION "refuse_all_but_erasure"();
