-- A file of runs as version 1 of the tables wrote it. Never changes.
PRAGMA application_id = 1330792275;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE device (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, seq INTEGER NOT NULL, revision INTEGER NOT NULL);
INSERT INTO "device" VALUES(1,'5f0e2f4f1c3b4a6e9d8c7b6a59483726',4,6);
CREATE TABLE draft (stream TEXT NOT NULL, slot TEXT NOT NULL, text TEXT NOT NULL, changed TEXT NOT NULL, PRIMARY KEY (stream, slot));
INSERT INTO "draft" VALUES('run-1','commitment','Rosario, jueves','2026-03-14T10:00:05.000Z');
CREATE TABLE event (
            stream TEXT NOT NULL REFERENCES stream (id), number INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
            device TEXT NOT NULL, device_seq INTEGER NOT NULL, at TEXT NOT NULL, role TEXT NOT NULL, person TEXT NOT NULL,
            type TEXT NOT NULL, data TEXT NOT NULL, v INTEGER NOT NULL, PRIMARY KEY (stream, number)
        ) WITHOUT ROWID;
INSERT INTO "event" VALUES('run-1',1,'019cec3a-0000-7000-8000-000000000001','5f0e2f4f1c3b4a6e9d8c7b6a59483726',1,'2026-03-14T10:00:03.000Z','trainee','Ana','run_started','{"content":{"scenario":"c8df0edc939ac50f54fc27edf7b60a5a892f9e82c1dfe2c7a069977758ce3bb4"},"form":"one_to_one","language":"es","mode":"words","scenario":"spin-cycle","seed":7,"title":"Spin cycle"}',1);
INSERT INTO "event" VALUES('run-1',2,'019cec3a-0000-7000-8000-000000000002','5f0e2f4f1c3b4a6e9d8c7b6a59483726',2,'2026-03-14T10:00:03.000Z','trainee','Ana','take_opened','{"beat":"dryers","feelings":{"rosario.trust":2},"take":1}',1);
INSERT INTO "event" VALUES('run-1',3,'019cec3a-0000-7000-8000-000000000003','5f0e2f4f1c3b4a6e9d8c7b6a59483726',3,'2026-03-14T10:00:04.000Z','trainee','Ana','turn_taken','{"beat":"dryers","take":1,"text":"¿Cómo estuvo ayer?","turn":1}',1);
INSERT INTO "event" VALUES('run-1',4,'019cec3a-0000-7000-8000-000000000004','5f0e2f4f1c3b4a6e9d8c7b6a59483726',4,'2026-03-14T10:00:04.000Z','trainee','Ana','take_ended','{"ending":"thursday","take":1}',1);
CREATE TABLE leaving (stream TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "setting" VALUES('language','es');
CREATE TABLE stream (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, started TEXT NOT NULL, changed TEXT NOT NULL, events INTEGER NOT NULL
        ) WITHOUT ROWID;
INSERT INTO "stream" VALUES('run-1','run','2026-03-14T10:00:03.000Z','2026-03-14T10:00:04.000Z',4);
CREATE TABLE text (sha TEXT PRIMARY KEY, text TEXT NOT NULL);
INSERT INTO "text" VALUES('c8df0edc939ac50f54fc27edf7b60a5a892f9e82c1dfe2c7a069977758ce3bb4','scenario: spin-cycle
');
CREATE TABLE tombstone (hash TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO "tombstone" VALUES('90a4f99394c8c56005aeb1321fd26bf846d9ba568902e6f07da8f2f0619cbcb6');
CREATE TABLE use (sha TEXT NOT NULL, stream TEXT NOT NULL REFERENCES stream (id), PRIMARY KEY (sha, stream)) WITHOUT ROWID;
INSERT INTO "use" VALUES('c8df0edc939ac50f54fc27edf7b60a5a892f9e82c1dfe2c7a069977758ce3bb4','run-1');
CREATE INDEX stream_by_kind ON stream (kind, started);
CREATE INDEX event_by_type ON event (stream, type, number);
CREATE INDEX use_by_stream ON use (stream);
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;
CREATE TRIGGER event_goes_with_its_stream BEFORE DELETE ON event WHEN OLD.stream NOT IN (SELECT stream FROM leaving)
            BEGIN SELECT RAISE(ABORT, 'an event goes only with its whole stream'); END;
COMMIT;
