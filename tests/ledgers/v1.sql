-- A ledger of version 1, as that version wrote it; of its account lines a section.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE runs (              -- one row for each time that kxreport batch worked in the folder
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,    -- tells runs of different machines apart
  began INTEGER NOT NULL,        -- seconds since 1970 UTC, by the machine's clock
  ended INTEGER,                 -- null: it was killed
  manifest TEXT NOT NULL,        -- the batch manifest, as it was named
  program TEXT NOT NULL,         -- 'kxreport 0.1.0'
  as_of TEXT NOT NULL,           -- what the gate took for today
  shard TEXT,                    -- '2/8'; null: the whole batch
  built INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0,
  status INTEGER                 -- exit status
);
INSERT INTO runs VALUES(1,'c95672b2cf1404de00f25f0e2b442d01',1772886400,1772886402,'batch.json','kxreport 0.1.0','2026-01-15',NULL,2,0,0,0,0,0);
INSERT INTO runs VALUES(2,'ca1ebad0fd636dbf20f077618f2db381',1772972800,1772972802,'batch.json','kxreport 0.1.0','2026-01-15',NULL,0,2,0,0,0,0);
INSERT INTO runs VALUES(3,'e8e26d6982ebf75c78358f607e26e287',1773059200,1773059202,'batch.json','kxreport 0.1.0','2026-01-15',NULL,2,0,0,0,0,0);
CREATE TABLE accounts (          -- what a sheet rests on; sheets that rest on the same share one
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE      -- SHA-256 of everything the account consists of
);
INSERT INTO accounts VALUES(1,'c1e219d02af085fc39280508489222ea554b00c3bcf0deac5946572270e69cc8');
INSERT INTO accounts VALUES(2,'058efe7da98d65c20c9ee3c04bc222f16ae078c2501d194b9bb02f4dc6bac6df');
INSERT INTO accounts VALUES(3,'bb54047bcb769c1a462376f76e636761c9f342246b677a9c83f22c2b4136be28');
INSERT INTO accounts VALUES(4,'7abe6ed3f117f9aae3f6cfc078608e5a4a126c3662842d739d4b0b7618a1c0f8');
CREATE TABLE account_lines (
  account INTEGER NOT NULL REFERENCES accounts, line INTEGER NOT NULL,
  how TEXT NOT NULL,             -- 'prints' (id is a claim), 'supports' (a claim), 'cited by' (a source), 'decided for' (a ruling)
  id TEXT NOT NULL,              -- of that claim, source or ruling
  section TEXT NOT NULL, topic TEXT NOT NULL,
  claim TEXT NOT NULL,           -- the printed claim that it stands behind
  says TEXT NOT NULL,            -- that claim's words
  PRIMARY KEY (account, line)
) WITHOUT ROWID;
INSERT INTO account_lines VALUES(1,17,'prints','review-2022-quiet-glim','benefits','quiet-glim','review-2022-quiet-glim','About 60 in 100 people were quiet an hour after the drops, and 20 after water. The first trial found more.');
INSERT INTO account_lines VALUES(1,19,'prints','trial-2019-quiet-lamp','benefits','quiet-lamp','trial-2019-quiet-lamp','About 30 in 100 people were quiet after an hour at the lamp, and about 27 at a lamp that was off.');
INSERT INTO account_lines VALUES(1,21,'prints','trial-2019-yawning-beside','benefits','yawning-beside','trial-2019-yawning-beside','About 10 in 100 yawned a lot at the lamp, and about 7 at a lamp that was off.');
INSERT INTO account_lines VALUES(1,23,'prints','review-2022-speed','benefits','speed','review-2022-speed','People who got better did so within the hour.');
INSERT INTO account_lines VALUES(1,25,'prints','review-2022-duration','benefits','duration','review-2022-duration','The quiet lasted about a day. One guide says a month.');
INSERT INTO account_lines VALUES(1,29,'prints','trial-2019-duration-lamp','benefits','duration','trial-2019-duration-lamp','Nobody looked at how long the quiet lasted.');
INSERT INTO account_lines VALUES(2,17,'prints','review-2022-quiet-glim','benefits','quiet-glim','review-2022-quiet-glim','About 60 in 100 people were quiet an hour after the drops, and 20 after water. The first trial found more.');
INSERT INTO account_lines VALUES(2,19,'prints','trial-2019-quiet-lamp','benefits','quiet-lamp','trial-2019-quiet-lamp','About 30 in 100 people were quiet after an hour at the lamp, and about 27 at a lamp that was off.');
INSERT INTO account_lines VALUES(2,21,'prints','trial-2019-yawning-beside','benefits','yawning-beside','trial-2019-yawning-beside','About 10 in 100 yawned a lot at the lamp, and about 7 at a lamp that was off.');
INSERT INTO account_lines VALUES(2,23,'prints','review-2022-speed','benefits','speed','review-2022-speed','People who got better did so within the hour.');
INSERT INTO account_lines VALUES(2,25,'prints','review-2022-duration','benefits','duration','review-2022-duration','The quiet lasted about a day. One guide says a month.');
INSERT INTO account_lines VALUES(2,29,'prints','trial-2019-duration-lamp','benefits','duration','trial-2019-duration-lamp','Nobody looked at how long the quiet lasted.');
INSERT INTO account_lines VALUES(3,17,'prints','review-2022-quiet-glim','benefits','quiet-glim','review-2022-quiet-glim','About 60 in 100 people were quiet an hour after the drops, and 20 after water. The first trial found more.');
INSERT INTO account_lines VALUES(3,19,'prints','trial-2019-quiet-lamp','benefits','quiet-lamp','trial-2019-quiet-lamp','About 30 in 100 people were quiet after an hour at the lamp, and about 27 at a lamp that was off.');
INSERT INTO account_lines VALUES(3,21,'prints','trial-2019-yawning-beside','benefits','yawning-beside','trial-2019-yawning-beside','About 10 in 100 yawned a lot at the lamp, and about 7 at a lamp that was off.');
INSERT INTO account_lines VALUES(3,23,'prints','review-2022-speed','benefits','speed','review-2022-speed','It took a day.');
INSERT INTO account_lines VALUES(3,25,'prints','review-2022-duration','benefits','duration','review-2022-duration','The quiet lasted about a day. One guide says a month.');
INSERT INTO account_lines VALUES(3,29,'prints','trial-2019-duration-lamp','benefits','duration','trial-2019-duration-lamp','Nobody looked at how long the quiet lasted.');
INSERT INTO account_lines VALUES(4,17,'prints','review-2022-quiet-glim','benefits','quiet-glim','review-2022-quiet-glim','About 60 in 100 people were quiet an hour after the drops, and 20 after water. The first trial found more.');
INSERT INTO account_lines VALUES(4,19,'prints','trial-2019-quiet-lamp','benefits','quiet-lamp','trial-2019-quiet-lamp','About 30 in 100 people were quiet after an hour at the lamp, and about 27 at a lamp that was off.');
INSERT INTO account_lines VALUES(4,21,'prints','trial-2019-yawning-beside','benefits','yawning-beside','trial-2019-yawning-beside','About 10 in 100 yawned a lot at the lamp, and about 7 at a lamp that was off.');
INSERT INTO account_lines VALUES(4,23,'prints','review-2022-speed','benefits','speed','review-2022-speed','It took a day.');
INSERT INTO account_lines VALUES(4,25,'prints','review-2022-duration','benefits','duration','review-2022-duration','The quiet lasted about a day. One guide says a month.');
INSERT INTO account_lines VALUES(4,29,'prints','trial-2019-duration-lamp','benefits','duration','trial-2019-duration-lamp','Nobody looked at how long the quiet lasted.');
CREATE TABLE sheets (            -- one row for each file that the batch makes
  id INTEGER PRIMARY KEY,
  output TEXT NOT NULL UNIQUE,   -- path below the folder
  job TEXT NOT NULL,             -- the clinic, and what else tells its sheets apart
  clinic TEXT NOT NULL, layout TEXT NOT NULL, language TEXT NOT NULL, paper TEXT NOT NULL,
  copies INTEGER NOT NULL DEFAULT 0, printer TEXT,   -- what the last plan wants printed
  state TEXT NOT NULL,           -- 'built', 'refused' or 'failed' (of the last build), 'removed'
  key TEXT,                      -- SHA-256 of the inputs of the last build
  parts TEXT,                    -- the parts of that key, each as the first digits of its hash
  sha256 TEXT,                   -- of the file; null: none was ever made
  intended TEXT,                 -- of the file that is about to be put in its place; null but during a run or after a crash
  size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER,   -- of the file, nanoseconds; to see quickly that it was not touched
  build INTEGER REFERENCES builds -- that made the file
);
INSERT INTO sheets VALUES(1,'hill/handout-letter.pdf','hill handout en letter','hill','handout','en','letter',3,'front','built','4b35308c647582c56ddb602a61ca9bf0a981ffcdb43411c70443b4cad5d7e1a4','program=0.1.0,-1 clinic=8e26da6fc37fd32f claims=7abe6ed3f117f9aa gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=5c252045bc37fe51 en.json=7a1c3c86b2466e49 handout.json=5dc5538cbab9d0fe full.json=204620d800618fda standard.json=b06c75e9cc895948','94e50b122a079b5dcae3c96e30158d6da2c7bc19ffddbf8333042e4c0c9ab750',NULL,43700,1795843335763031590,1795843335771031590,10952885,4);
INSERT INTO sheets VALUES(2,'harbor/handout-letter.pdf','harbor handout en letter','harbor','handout','en','letter',3,'front','built','9180b59b35fb55c330ba24231a1cc93d04579ab75b6891e42d8f9663de236482','program=0.1.0,-1 clinic=48b15db6769b718c claims=bb54047bcb769c1a gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=5c252045bc37fe51 en.json=7a1c3c86b2466e49 handout.json=5dc5538cbab9d0fe full.json=204620d800618fda standard.json=b06c75e9cc895948','fa854d735b6623d1f0296f62df755829032ba3a924dc40ab1f888951553980c7',NULL,43856,1795843335763031590,1795843335771031590,10952877,3);
CREATE TABLE builds (            -- every time that a sheet was made, refused or failed
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL REFERENCES sheets, run INTEGER NOT NULL REFERENCES runs,
  at INTEGER NOT NULL,           -- seconds since 1970 UTC
  verdict TEXT NOT NULL,         -- 'built', 'refused', 'failed', 'removed'
  key TEXT, parts TEXT,          -- as in sheets
  reason TEXT NOT NULL,          -- why it was not skipped
  account INTEGER REFERENCES accounts,
  sha256 TEXT, bytes INTEGER, pages INTEGER, document TEXT,   -- of the file, where one was made
  draft INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0, warnings INTEGER NOT NULL DEFAULT 0,   -- what the gate and all others reported
  messages TEXT,                 -- the same in words
  UNIQUE (run, sheet)
);
INSERT INTO builds VALUES(1,1,1,1772886401,'built','3cb351b2a1ad1bca0731829d7d3bc79f520b82dc3280ae988c1fcdfa05c22bcb','program=0.1.0,-1 clinic=8e26da6fc37fd32f claims=c1e219d02af085fc gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=5c252045bc37fe51 en.json=7a1c3c86b2466e49 handout.json=5dc5538cbab9d0fe full.json=204620d800618fda standard.json=b06c75e9cc895948','new',1,'dac457a866586b154deec7159f44cc2d3b19aecd0bc1ea52f798ac140ddfd217',43805,6,'hiccups-0.3-d58796',0,0,0,NULL);
INSERT INTO builds VALUES(2,2,1,1772886401,'built','8f92df7aa4ae4c2b8c45b75c9675c3427a88c9a16e8ca32859b1895bfce2fb22','program=0.1.0,-1 clinic=48b15db6769b718c claims=058efe7da98d65c2 gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=5c252045bc37fe51 en.json=7a1c3c86b2466e49 handout.json=5dc5538cbab9d0fe full.json=204620d800618fda standard.json=b06c75e9cc895948','new',2,'64ba87e0576af923604d7bc99a5b44217bcb578a355ad60e9cb7b5ba73808675',43884,6,'hiccups-0.3-9ee5f6',0,0,0,NULL);
INSERT INTO builds VALUES(3,2,3,1773059201,'built','9180b59b35fb55c330ba24231a1cc93d04579ab75b6891e42d8f9663de236482','program=0.1.0,-1 clinic=48b15db6769b718c claims=bb54047bcb769c1a gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=5c252045bc37fe51 en.json=7a1c3c86b2466e49 handout.json=5dc5538cbab9d0fe full.json=204620d800618fda standard.json=b06c75e9cc895948','changed: claims',3,'fa854d735b6623d1f0296f62df755829032ba3a924dc40ab1f888951553980c7',43856,6,'hiccups-0.3-6037b2',0,0,0,NULL);
INSERT INTO builds VALUES(4,1,3,1773059201,'built','4b35308c647582c56ddb602a61ca9bf0a981ffcdb43411c70443b4cad5d7e1a4','program=0.1.0,-1 clinic=8e26da6fc37fd32f claims=7abe6ed3f117f9aa gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=5c252045bc37fe51 en.json=7a1c3c86b2466e49 handout.json=5dc5538cbab9d0fe full.json=204620d800618fda standard.json=b06c75e9cc895948','changed: claims',4,'94e50b122a079b5dcae3c96e30158d6da2c7bc19ffddbf8333042e4c0c9ab750',43700,6,'hiccups-0.3-12abb6',0,0,0,NULL);
CREATE TABLE prints (            -- every job that was sent to a printer
  id INTEGER PRIMARY KEY,
  sheet INTEGER REFERENCES sheets, build INTEGER REFERENCES builds,
  at INTEGER NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, document TEXT,
  printer TEXT NOT NULL, copies INTEGER NOT NULL, sides TEXT, color TEXT, media TEXT,
  job INTEGER NOT NULL DEFAULT 0, -- the printer's number for it
  state TEXT NOT NULL, detail TEXT,
  UNIQUE (at, file, printer, job)
);
INSERT INTO prints VALUES(1,1,4,1773100000,'rack/hill/handout-letter.pdf','94e50b122a079b5dcae3c96e30158d6da2c7bc19ffddbf8333042e4c0c9ab750','hiccups-0.3-12abb6','front',3,'two-sided-long-edge',NULL,'na_letter_8.5x11in',17,'printed',NULL);
CREATE INDEX account_lines_by_id ON account_lines (id);
CREATE INDEX sheets_by_sha256 ON sheets (sha256);
CREATE INDEX builds_by_sheet ON builds (sheet);
COMMIT;
PRAGMA application_id = 1264079436;
PRAGMA user_version = 1;
