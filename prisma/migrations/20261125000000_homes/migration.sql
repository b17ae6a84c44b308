-- Who has opened the Home tab: it is drawn again when what it shows has changed.
CREATE TABLE "homes" (
    "workspace_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "homes_pkey" PRIMARY KEY ("workspace_id","slack_user_id")
);

-- Serves: the waiting task that a further change of a person's Home folds into. Small, since done tasks are not in it.
CREATE INDEX "tasks_homes_waiting" ON "tasks" ("workspace_id", ("payload"->>'slackUserId'))
  WHERE "kind" = 'redraw-home' AND "status" IN ('due', 'retrying');
