#include "batch/ledger_db.h"

#include <stddef.h>

/*
 * The comments stay in the file: `sqlite3 ledger.sqlite .schema` shows them.
 * A step, once released, is never changed; a new version adds one.
 */
static const char first[] =
"CREATE TABLE runs (              -- one row for each time that kxreport batch worked in the folder\n"
"  id INTEGER PRIMARY KEY,\n"
"  token TEXT NOT NULL UNIQUE,    -- tells runs of different machines apart\n"
"  began INTEGER NOT NULL,        -- seconds since 1970 UTC, by the machine's clock\n"
"  ended INTEGER,                 -- null: it was killed\n"
"  manifest TEXT NOT NULL,        -- the batch manifest, as it was named\n"
"  program TEXT NOT NULL,         -- 'kxreport 0.1.0'\n"
"  as_of TEXT NOT NULL,           -- what the gate took for today\n"
"  shard TEXT,                    -- '2/8'; null: the whole batch\n"
"  built INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,\n"
"  failed INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0,\n"
"  status INTEGER                 -- exit status\n"
");\n"
"CREATE TABLE accounts (          -- what a sheet rests on; sheets that rest on the same share one\n"
"  id INTEGER PRIMARY KEY,\n"
"  hash TEXT NOT NULL UNIQUE      -- SHA-256 of everything the account consists of\n"
");\n"
"CREATE TABLE account_lines (\n"
"  account INTEGER NOT NULL REFERENCES accounts, line INTEGER NOT NULL,\n"
"  how TEXT NOT NULL,             -- 'prints' (id is a claim), 'supports' (a claim), 'cited by' (a source), 'decided for' (a ruling)\n"
"  id TEXT NOT NULL,              -- of that claim, source or ruling\n"
"  section TEXT NOT NULL, topic TEXT NOT NULL,\n"
"  claim TEXT NOT NULL,           -- the printed claim that it stands behind\n"
"  says TEXT NOT NULL,            -- that claim's words\n"
"  PRIMARY KEY (account, line)\n"
") WITHOUT ROWID;\n"
"CREATE INDEX account_lines_by_id ON account_lines (id);\n"
"CREATE TABLE sheets (            -- one row for each file that the batch makes\n"
"  id INTEGER PRIMARY KEY,\n"
"  output TEXT NOT NULL UNIQUE,   -- path below the folder\n"
"  job TEXT NOT NULL,             -- the clinic, and what else tells its sheets apart\n"
"  clinic TEXT NOT NULL, layout TEXT NOT NULL, language TEXT NOT NULL, paper TEXT NOT NULL,\n"
"  copies INTEGER NOT NULL DEFAULT 0, printer TEXT,   -- what the last plan wants printed\n"
"  state TEXT NOT NULL,           -- 'built', 'refused' or 'failed' (of the last build), 'removed'\n"
"  key TEXT,                      -- SHA-256 of the inputs of the last build\n"
"  parts TEXT,                    -- the parts of that key, each as the first digits of its hash\n"
"  sha256 TEXT,                   -- of the file; null: none was ever made\n"
"  intended TEXT,                 -- of the file that is about to be put in its place; null but during a run or after a crash\n"
"  size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER,   -- of the file, nanoseconds; to see quickly that it was not touched\n"
"  build INTEGER REFERENCES builds -- that made the file\n"
");\n"
"CREATE INDEX sheets_by_sha256 ON sheets (sha256);\n"
"CREATE TABLE builds (            -- every time that a sheet was made, refused or failed\n"
"  id INTEGER PRIMARY KEY,\n"
"  sheet INTEGER NOT NULL REFERENCES sheets, run INTEGER NOT NULL REFERENCES runs,\n"
"  at INTEGER NOT NULL,           -- seconds since 1970 UTC\n"
"  verdict TEXT NOT NULL,         -- 'built', 'refused', 'failed', 'removed'\n"
"  key TEXT, parts TEXT,          -- as in sheets\n"
"  reason TEXT NOT NULL,          -- why it was not skipped\n"
"  account INTEGER REFERENCES accounts,\n"
"  sha256 TEXT, bytes INTEGER, pages INTEGER, document TEXT,   -- of the file, where one was made\n"
"  draft INTEGER NOT NULL DEFAULT 0,\n"
"  errors INTEGER NOT NULL DEFAULT 0, warnings INTEGER NOT NULL DEFAULT 0,   -- what the gate and all others reported\n"
"  messages TEXT,                 -- the same in words\n"
"  UNIQUE (run, sheet)\n"
");\n"
"CREATE INDEX builds_by_sheet ON builds (sheet);\n"
"CREATE TABLE prints (            -- every job that was sent to a printer\n"
"  id INTEGER PRIMARY KEY,\n"
"  sheet INTEGER REFERENCES sheets, build INTEGER REFERENCES builds,\n"
"  at INTEGER NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, document TEXT,\n"
"  printer TEXT NOT NULL, copies INTEGER NOT NULL, sides TEXT, color TEXT, media TEXT,\n"
"  job INTEGER NOT NULL DEFAULT 0, -- the printer's number for it\n"
"  state TEXT NOT NULL, detail TEXT,\n"
"  UNIQUE (at, file, printer, job)\n"
");\n";

/* Sheets come in sizes and inks; all that there were until then came in these.  Prints may be what the manifest asks for. */
static const char second[] =
"ALTER TABLE sheets RENAME COLUMN size TO file_size;\n"
"ALTER TABLE sheets ADD COLUMN size /* of the print: standard, clear, large, giant */ TEXT NOT NULL DEFAULT 'standard';\n"
"ALTER TABLE sheets ADD COLUMN ink /* full, gray, saver */ TEXT NOT NULL DEFAULT 'full';\n"
"UPDATE sheets SET job = clinic || ' ' || layout || ' ' || size || ' ' || ink || ' ' || language || ' ' || paper;\n"
"ALTER TABLE runs ADD COLUMN data /* the data folder, whole path; null: not known */ TEXT;\n"
"ALTER TABLE prints ADD COLUMN due /* 1: because the manifest asks for copies; 0: because somebody wanted some */ INTEGER NOT NULL DEFAULT 0;\n"
"CREATE INDEX prints_by_sheet ON prints (sheet);\n"
"CREATE INDEX builds_by_account ON builds (account);\n";

/* Sheets come in themes; all that there were until then came in what their clinics have of themselves. */
static const char third[] =
"ALTER TABLE sheets ADD COLUMN theme /* house, quiet, warm; own: the clinic's */ TEXT NOT NULL DEFAULT 'own';\n"
"UPDATE sheets SET job = clinic || ' ' || layout || ' ' || size || ' ' || theme || ' ' || ink || ' ' || language || ' ' || paper;\n";

const char *const kx_ledger_steps[KX_LEDGER_VERSION] = { first, second, third };
