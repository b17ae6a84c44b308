-- Properties of the CRM that are kept as attributes: one property for an attribute of one kind of record.
CREATE TABLE "fields" (
    "workspace_id" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "attribute" TEXT NOT NULL,
    "property" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "state" JSONB NOT NULL DEFAULT '{"kind": "sound"}',
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fields_pkey" PRIMARY KEY ("workspace_id","record","attribute"),
    CONSTRAINT "fields_record" CHECK ("record" IN ('account', 'lead'))
);
