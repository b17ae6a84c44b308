-- How far the import of a CRM has come: it goes on from here after a kill. `place` is the CRM's own word for where in a step.
CREATE TABLE "imports" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "place" TEXT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "expected" JSONB NOT NULL DEFAULT '{}',
    "moves" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "alive_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" JSONB,

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "imports_step" CHECK ("step" IN ('owners', 'accounts', 'families', 'deals', 'leads', 'statistics', 'account-routing', 'lead-routing')),
    CONSTRAINT "imports_outcome" CHECK (("ended_at" IS NULL) = ("outcome" IS NULL))
);
-- Serves: the one that is under way. A workspace has one at most.
CREATE UNIQUE INDEX "imports_under_way" ON "imports" ("workspace_id") WHERE "ended_at" IS NULL;

-- What an import has brought in and not routed yet, in the order in which it came: pools deal in turn.
CREATE TABLE "import_arrivals" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "subject_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_arrivals_pkey" PRIMARY KEY ("workspace_id","kind","seq"),
    CONSTRAINT "import_arrivals_kind" CHECK ("kind" IN ('account', 'lead'))
);
-- Serves: whether something that is heard of meanwhile will be routed anyway.
CREATE INDEX "import_arrivals_subject_id_idx" ON "import_arrivals"("subject_id");

-- Parents may come after their children, so families are linked when all are in. No parent: it has none any more.
CREATE TABLE "import_links" (
    "workspace_id" TEXT NOT NULL,
    "child_crm_id" TEXT NOT NULL,
    "parent_crm_id" TEXT,

    CONSTRAINT "import_links_pkey" PRIMARY KEY ("workspace_id","child_crm_id")
);

-- The one message about an import in each place where ops are told of it.
CREATE TABLE "import_posts" (
    "import_id" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "channel" TEXT,
    "ts" TEXT,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_posts_pkey" PRIMARY KEY ("import_id","place"),
    CONSTRAINT "import_posts_status" CHECK ("status" IN ('posting', 'posted', 'gone')),
    CONSTRAINT "import_posts_posted" CHECK ("status" <> 'posted' OR ("channel" IS NOT NULL AND "ts" IS NOT NULL))
);

-- Serves: the waiting task that a further page of an import folds into. Small, since done tasks are not in it.
CREATE INDEX "tasks_imports_waiting" ON "tasks" ("workspace_id", ("payload"->>'importId'))
  WHERE "kind" = 'redraw-import' AND "status" IN ('due', 'retrying');
