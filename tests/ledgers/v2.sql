-- A ledger of version 2, as that version wrote it; of its account lines a section.
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
, data /* the data folder, whole path; null: not known */ TEXT);
INSERT INTO runs VALUES(1,'3d5ba2ceea7f13cf81731f53b3a8e7a3',1784000000,1784000000,'batch.json','kxreport 0.1.0','2026-01-15',NULL,2,0,0,0,0,0,'/srv/sheets/data');
CREATE TABLE accounts (          -- what a sheet rests on; sheets that rest on the same share one
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE      -- SHA-256 of everything the account consists of
);
INSERT INTO accounts VALUES(1,'c1e219d02af085fc39280508489222ea554b00c3bcf0deac5946572270e69cc8');
CREATE TABLE account_lines (
  account INTEGER NOT NULL REFERENCES accounts, line INTEGER NOT NULL,
  how TEXT NOT NULL,             -- 'prints' (id is a claim), 'supports' (a claim), 'cited by' (a source), 'decided for' (a ruling)
  id TEXT NOT NULL,              -- of that claim, source or ruling
  section TEXT NOT NULL, topic TEXT NOT NULL,
  claim TEXT NOT NULL,           -- the printed claim that it stands behind
  says TEXT NOT NULL,            -- that claim's words
  PRIMARY KEY (account, line)
) WITHOUT ROWID;
INSERT INTO account_lines VALUES(1,1,'prints','zz-label-main-status','summary','main-status','zz-label-main-status','The label approves Glim drops. It has not approved the hum lamp.');
INSERT INTO account_lines VALUES(1,2,'cited by','zz-label','summary','main-status','zz-label-main-status','The label approves Glim drops. It has not approved the hum lamp.');
INSERT INTO account_lines VALUES(1,3,'prints','review-2022-main-benefit','summary','main-benefit','review-2022-main-benefit','About 60 in 100 people were quiet an hour after the drops, and about 20 after water.');
INSERT INTO account_lines VALUES(1,4,'cited by','review-2022','summary','main-benefit','review-2022-main-benefit','About 60 in 100 people were quiet an hour after the drops, and about 20 after water.');
INSERT INTO account_lines VALUES(1,5,'prints','zz-label-main-harm','summary','main-harm','zz-label-main-harm','After the drops, about 22 in 100 people yawned a lot, and about 5 after water.');
INSERT INTO account_lines VALUES(1,6,'cited by','zz-label','summary','main-harm','zz-label-main-harm','After the drops, about 22 in 100 people yawned a lot, and about 5 after water.');
INSERT INTO account_lines VALUES(1,7,'prints','guide-2020-main-choice','summary','main-choice','guide-2020-main-choice','You may choose the drops, the lamp, another way, or to wait.');
INSERT INTO account_lines VALUES(1,8,'cited by','guide-2020','summary','main-choice','guide-2020-main-choice','You may choose the drops, the lamp, another way, or to wait.');
INSERT INTO account_lines VALUES(1,9,'prints','zz-label-what-glim','about','what-glim','zz-label-what-glim','Glim drops are a syrup made from an herb that does not exist.');
INSERT INTO account_lines VALUES(1,10,'cited by','zz-label','about','what-glim','zz-label-what-glim','Glim drops are a syrup made from an herb that does not exist.');
INSERT INTO account_lines VALUES(1,11,'prints','zz-label-status-glim','about','status-glim','zz-label-status-glim','The drops are approved for adults whose hiccups last more than 2 days.');
INSERT INTO account_lines VALUES(1,12,'cited by','zz-label','about','status-glim','zz-label-status-glim','The drops are approved for adults whose hiccups last more than 2 days.');
INSERT INTO account_lines VALUES(1,13,'prints','trial-2019-what-lamp','about','what-lamp','trial-2019-what-lamp','The hum lamp is a lamp that hums. You sit in front of it.');
INSERT INTO account_lines VALUES(1,14,'cited by','trial-2019','about','what-lamp','trial-2019-what-lamp','The hum lamp is a lamp that hums. You sit in front of it.');
INSERT INTO account_lines VALUES(1,15,'prints','trial-2019-status-lamp','about','status-lamp','trial-2019-status-lamp','The lamp is not approved for hiccups.');
INSERT INTO account_lines VALUES(1,16,'cited by','trial-2019','about','status-lamp','trial-2019-status-lamp','The lamp is not approved for hiccups.');
INSERT INTO account_lines VALUES(1,17,'prints','review-2022-quiet-glim','benefits','quiet-glim','review-2022-quiet-glim','About 60 in 100 people were quiet an hour after the drops, and 20 after water. The first trial found more.');
INSERT INTO account_lines VALUES(1,18,'cited by','review-2022','benefits','quiet-glim','review-2022-quiet-glim','About 60 in 100 people were quiet an hour after the drops, and 20 after water. The first trial found more.');
INSERT INTO account_lines VALUES(1,19,'prints','trial-2019-quiet-lamp','benefits','quiet-lamp','trial-2019-quiet-lamp','About 30 in 100 people were quiet after an hour at the lamp, and about 27 at a lamp that was off.');
INSERT INTO account_lines VALUES(1,20,'cited by','trial-2019','benefits','quiet-lamp','trial-2019-quiet-lamp','About 30 in 100 people were quiet after an hour at the lamp, and about 27 at a lamp that was off.');
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
  file_size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER,   -- of the file, nanoseconds; to see quickly that it was not touched
  build INTEGER REFERENCES builds -- that made the file
, size /* of the print: standard, clear, large, giant */ TEXT NOT NULL DEFAULT 'standard', ink /* full, gray, saver */ TEXT NOT NULL DEFAULT 'full');
INSERT INTO sheets VALUES(1,'hill/handout-full-letter.pdf','hill handout standard full en letter','hill','handout','en','letter',0,NULL,'built','f6bebf7308a2383486db58c4a1aefbd0b4679daaa43b03f3c12e3d35a2d882dd','program=0.1.0,-1 clinic=8e26da6fc37fd32f claims=c1e219d02af085fc gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=8c417a831547a3bd en.json=d551f121a986f4da handout.json=d6eff2c9914e25ff full.json=204620d800618fda standard.json=2eeac77a9f05cfc5','0d378476f7fe133e5f8e59f786869b1e76aadfb6cbc51d2bbdb3b3a21754b0fa',NULL,46332,1784000000331031590,1784000000559031590,11026864,1,'standard','full');
INSERT INTO sheets VALUES(2,'hill/handout-saver-letter.pdf','hill handout standard saver en letter','hill','handout','en','letter',0,NULL,'built','c6974fba9d705b2d6acc9ea9c4a3446510321625f55f8a05bfa054b19eadc31f','program=0.1.0,-1 clinic=8e26da6fc37fd32f claims=c1e219d02af085fc gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=8c417a831547a3bd en.json=d551f121a986f4da handout.json=d6eff2c9914e25ff saver.json=e98e1e32bce9bbbe standard.json=2eeac77a9f05cfc5','54da02170dfd808d3e7d370dffd696f0aed9472da31741e6cc62a0028f916c54',NULL,45977,1784000000359031590,1784000000559031590,11026865,2,'standard','saver');
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
INSERT INTO builds VALUES(1,1,1,1784000000,'built','f6bebf7308a2383486db58c4a1aefbd0b4679daaa43b03f3c12e3d35a2d882dd','program=0.1.0,-1 clinic=8e26da6fc37fd32f claims=c1e219d02af085fc gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=8c417a831547a3bd en.json=d551f121a986f4da handout.json=d6eff2c9914e25ff full.json=204620d800618fda standard.json=2eeac77a9f05cfc5','new',1,'0d378476f7fe133e5f8e59f786869b1e76aadfb6cbc51d2bbdb3b3a21754b0fa',46332,6,'hiccups-0.3-d58796',0,0,0,NULL);
INSERT INTO builds VALUES(2,2,1,1784000000,'built','c6974fba9d705b2d6acc9ea9c4a3446510321625f55f8a05bfa054b19eadc31f','program=0.1.0,-1 clinic=8e26da6fc37fd32f claims=c1e219d02af085fc gate=999b3f09c006ddb4 fonts=4e8caf15ebb901b5 gate.json=fb6169cbb7b2fdc5 help-lines.json=1b30b3a5c68e66ae pack.json=30030847b1e68a05 topics.json=8c417a831547a3bd en.json=d551f121a986f4da handout.json=d6eff2c9914e25ff saver.json=e98e1e32bce9bbbe standard.json=2eeac77a9f05cfc5','new',1,'54da02170dfd808d3e7d370dffd696f0aed9472da31741e6cc62a0028f916c54',45977,6,'hiccups-0.3-d58796',0,0,0,NULL);
CREATE TABLE prints (            -- every job that was sent to a printer
  id INTEGER PRIMARY KEY,
  sheet INTEGER REFERENCES sheets, build INTEGER REFERENCES builds,
  at INTEGER NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, document TEXT,
  printer TEXT NOT NULL, copies INTEGER NOT NULL, sides TEXT, color TEXT, media TEXT,
  job INTEGER NOT NULL DEFAULT 0, -- the printer's number for it
  state TEXT NOT NULL, detail TEXT, due /* 1: because the manifest asks for copies; 0: because somebody wanted some */ INTEGER NOT NULL DEFAULT 0,
  UNIQUE (at, file, printer, job)
);
CREATE INDEX account_lines_by_id ON account_lines (id);
CREATE INDEX sheets_by_sha256 ON sheets (sha256);
CREATE INDEX builds_by_sheet ON builds (sheet);
CREATE INDEX prints_by_sheet ON prints (sheet);
CREATE INDEX builds_by_account ON builds (account);
COMMIT;
PRAGMA application_id = 1264079436;
PRAGMA user_version = 2;
