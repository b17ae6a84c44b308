-- Which questions are being drawn and posted, since when: one worker at a time has a question.
CREATE TABLE "question_drawings" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_drawings_pkey" PRIMARY KEY ("workspace_id","kind","subject_id")
);
