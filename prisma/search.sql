-- DRAFT of the account look-up's tables, to be merged into schema.prisma and a migration. Not applied from here.
-- Written only by src/store/account-names.ts, in the transaction that saves the account; read by src/store/account-search.ts.
--
-- Tenants: every btree leads with workspace_id. The GIN indexes hold int4 hashes of (workspace, word), so each
-- workspace has posting lists of its own inside one small index: no btree_gin, nothing of a big tenant is walked
-- for a small one. A hash may collide (one in billions), so every query also says workspace_id = $1.
--
-- Columns that are compared as bytes are COLLATE "C": a plain btree then serves LIKE 'abc%'-like ranges, the order
-- does not depend on the server's locale, and no text_pattern_ops is needed (that is what drifts in Prisma).

-- One row per name an account goes by, of which none is twice the same once normalised.
CREATE TABLE account_names (
  workspace_id text NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('name', 'alias', 'former', 'short')),
  name text NOT NULL,                       -- as people write it
  norm text COLLATE "C" NOT NULL,           -- 'acme health gmbh': transliterated, lower case, no punctuation
  sort_key text COLLATE "C" NOT NULL,       -- 'acmehealth gmbh': core joined up, space, legal form
  words integer[] NOT NULL,                 -- hashed words, initials and CJK letter pairs; no legal forms
  PRIMARY KEY (account_id, norm)            -- serves: replacing the names of one account
);
-- Serves in one range scan: the exact core ('acmehealth' and 'acmehealth …' come first), whatever its spaces or legal
-- form, and then every name that begins so.
CREATE INDEX account_names_sort_key ON account_names (workspace_id, sort_key);
-- Serves: names that hold all of a set of words. fastupdate off: a pending list would be read by every search.
CREATE INDEX account_names_words ON account_names USING gin (words) WITH (fastupdate = off);

-- The vocabulary: every distinct word of every name. Rows are only added by a save (no lock on hot words);
-- `frequency` is a hint for picking rare words first, recounted by bulk loads and nightly.
CREATE TABLE name_words (
  workspace_id text NOT NULL,
  word text COLLATE "C" NOT NULL,
  key integer NOT NULL,                     -- the hash that stands in account_names.words
  frequency integer NOT NULL,
  neighbours integer[] NOT NULL,            -- hashed deletion neighbourhood of the word
  PRIMARY KEY (workspace_id, word)          -- serves: is this a word, how rare is it, which words begin so
);
-- Serves: the words a misspelt one may stand for (they share a deletion).
CREATE INDEX name_words_neighbours ON name_words USING gin (neighbours) WITH (fastupdate = off);

CREATE TABLE account_domains (
  workspace_id text NOT NULL,
  domain text COLLATE "C" NOT NULL,         -- lower case, punycode, no www
  account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  PRIMARY KEY (workspace_id, domain, account_id)  -- serves: exact domain and its parents, 'acme.%' by range
);
CREATE INDEX account_domains_account ON account_domains (account_id); -- serves: replacing the domains of one account

-- CRM ids need nothing new: accounts has UNIQUE (workspace_id, crm_id).
-- In schema.prisma: words Int[] with @@index([words], type: Gin), neighbours likewise; @@index([workspaceId, sortKey]).
