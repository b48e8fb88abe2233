CREATE TABLE issues (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT DEFAULT '', status TEXT DEFAULT 'open',
    priority INTEGER DEFAULT 2, issue_type TEXT DEFAULT 'task', assignee TEXT,
    created_at DATETIME, updated_at DATETIME, closed_at DATETIME, weight INTEGER
);
CREATE TABLE dependencies (issue_id TEXT, depends_on_id TEXT, type TEXT, created_at DATETIME);
CREATE TABLE labels (issue_id TEXT, label TEXT);
CREATE TABLE comments (
    id INTEGER PRIMARY KEY, issue_id TEXT, author TEXT, text TEXT, created_at DATETIME
);
CREATE TABLE config (key TEXT PRIMARY KEY, value TEXT);
INSERT INTO issues VALUES
    ('sql-1', 'One', 'What', 'open', 0, 'bug', NULL, '2025-11-02 10:00:00', '2025-11-03 10:00:00',
     NULL, 7),
    ('sql-2', 'Two', '', 'closed', 2, 'task', 'ann', '2025-11-02 21:58:07.295058 -0800 PST m=+0.1',
     '2025-11-04 10:00:00', '2025-11-04 10:00:00', 0);
INSERT INTO dependencies VALUES ('sql-1', 'sql-2', 'blocks', '2025-11-02 11:00:00');
INSERT INTO labels VALUES ('sql-1', 'web');
INSERT INTO comments VALUES (4, 'sql-1', 'ben', 'On it', '2025-11-02 12:00:00');
INSERT INTO config VALUES ('issue_prefix', 'sql'), ('kv.memory.style', 'short');
