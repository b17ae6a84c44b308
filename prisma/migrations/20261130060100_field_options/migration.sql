-- What a mapped property may say, where that is a choice: rules may be written with what people see.
ALTER TABLE "fields" ADD COLUMN "options" JSONB NOT NULL DEFAULT '[]';
