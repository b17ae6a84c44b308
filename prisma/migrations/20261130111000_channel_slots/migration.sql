-- When the next message may go to each place in Slack, whichever replica posts it, and behind whom the next one lines up.
CREATE TABLE "channel_slots" (
    "workspace_id" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "tail_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_slots_pkey" PRIMARY KEY ("workspace_id","place")
);
