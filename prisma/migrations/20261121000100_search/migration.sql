-- What `/whoowns` searches. Every btree leads with workspace_id. The GIN indexes hold hashes of
-- (workspace, word), so each workspace has posting lists of its own: nothing of a big one is walked for a
-- small one. A hash may collide, so every query also says workspace_id = $1.
-- Columns compared as bytes are COLLATE "C": a plain btree then serves prefix ranges, whatever the
-- server's locale.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE "account_names" (
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "norm" TEXT COLLATE "C" NOT NULL,
    "sort_key" TEXT COLLATE "C" NOT NULL,
    "words" INTEGER[] NOT NULL,

    -- Serves: replacing the names of one account.
    CONSTRAINT "account_names_pkey" PRIMARY KEY ("account_id","norm"),
    CONSTRAINT "account_names_kind" CHECK ("kind" IN ('name', 'alias', 'former', 'short'))
);

-- Serves, in one range scan: the exact core whatever its spaces or legal form, then every name that begins so.
CREATE INDEX "account_names_sort_key" ON "account_names"("workspace_id", "sort_key");

-- Serves: names that hold all of a set of words. A pending list would be read by every search.
CREATE INDEX "account_names_words" ON "account_names" USING GIN ("words") WITH (fastupdate = off);

CREATE TABLE "name_words" (
    "workspace_id" TEXT NOT NULL,
    "word" TEXT COLLATE "C" NOT NULL,
    "key" INTEGER NOT NULL,
    "frequency" INTEGER NOT NULL,
    "neighbours" INTEGER[] NOT NULL,

    -- Serves: is this a word, how rare is it, which words begin so.
    CONSTRAINT "name_words_pkey" PRIMARY KEY ("workspace_id","word")
);

-- Serves: the words a misspelt one may stand for (they share a deletion).
CREATE INDEX "name_words_neighbours" ON "name_words" USING GIN ("neighbours") WITH (fastupdate = off);

-- Serves: a part from the middle of a word; only the vocabulary has it, so it stays small.
CREATE INDEX "name_words_letters" ON "name_words" USING GIN ("word" gin_trgm_ops);

CREATE TABLE "account_domains" (
    "workspace_id" TEXT NOT NULL,
    "domain" TEXT COLLATE "C" NOT NULL,
    "account_id" UUID NOT NULL,

    -- Serves: an exact domain, its parents, and 'acme.' by range.
    CONSTRAINT "account_domains_pkey" PRIMARY KEY ("workspace_id","domain","account_id")
);

-- Serves: replacing the domains of one account.
CREATE INDEX "account_domains_account_id_idx" ON "account_domains"("account_id");

ALTER TABLE "account_names" ADD CONSTRAINT "account_names_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "account_domains" ADD CONSTRAINT "account_domains_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Serves: whose contact an e-mail address is.
CREATE INDEX "leads_email" ON "leads" ("workspace_id", lower("email"));
