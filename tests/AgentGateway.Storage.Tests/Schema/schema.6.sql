CREATE TABLE ask (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  call_key TEXT NOT NULL,
  detail TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX ask_call ON ask (call_key, id);

CREATE INDEX ask_state ON ask (kind, state, id);

CREATE TABLE command (
  id TEXT PRIMARY KEY,
  session TEXT NOT NULL,
  number INTEGER NOT NULL,
  open INTEGER NOT NULL,
  detail TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX command_session ON command (session, open, number);

CREATE TABLE event (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  version INTEGER NOT NULL,
  message_seq INTEGER,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  type TEXT NOT NULL,
  payload TEXT,
  salt BLOB,
  payload_digest BLOB NOT NULL,
  hash BLOB NOT NULL
);

CREATE INDEX event_mark ON event (stream, message_seq) WHERE message_seq % 64 = 0;

CREATE INDEX event_stream ON event (stream, version, message_seq);

CREATE TABLE idempotency (
  principal TEXT NOT NULL,
  key TEXT NOT NULL,
  digest TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL, seal BLOB,
  PRIMARY KEY (principal, key)
) WITHOUT ROWID;

CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE message (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  thread TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  searchable INTEGER NOT NULL,
  text TEXT NOT NULL,
  detail TEXT NOT NULL
);

CREATE VIEW message_searchable AS SELECT number, text FROM message WHERE searchable = 1;

CREATE VIRTUAL TABLE message_text USING fts5 (
  text,
  content = 'message_searchable',
  content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE stream (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  snapshot_version INTEGER NOT NULL,
  due_at INTEGER,
  state BLOB NOT NULL
, seal BLOB);

CREATE INDEX stream_due ON stream (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE table_step (
  name TEXT PRIMARY KEY,
  taken INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE task (
  id TEXT PRIMARY KEY,
  phase INTEGER NOT NULL,
  open INTEGER NOT NULL,
  thread TEXT,
  parent TEXT,
  folded TEXT NOT NULL,
  detail TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX task_open ON task (id) WHERE open = 1;

CREATE INDEX task_parent ON task (parent, id) WHERE parent IS NOT NULL;

CREATE INDEX task_phase ON task (phase, id);

CREATE INDEX task_thread ON task (thread, id) WHERE thread IS NOT NULL;

CREATE TABLE thread (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  title_folded TEXT NOT NULL,
  owner TEXT NOT NULL,
  workspace TEXT,
  hidden INTEGER NOT NULL,
  archived INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  fork_of TEXT,
  fork_seq INTEGER NOT NULL,
  parent TEXT
) WITHOUT ROWID;

CREATE INDEX thread_list ON thread (archived, pinned, updated_at DESC, id) WHERE hidden = 0;

CREATE TABLE turn (
  id TEXT PRIMARY KEY,
  thread TEXT NOT NULL,
  agent TEXT NOT NULL,
  status TEXT NOT NULL,
  queued_at INTEGER NOT NULL,
  detail TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX turn_thread ON turn (thread);
