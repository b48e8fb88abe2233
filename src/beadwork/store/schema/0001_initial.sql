-- The tables of a tracker. Every statement can be run again after an interruption.
-- No foreign keys (they break merges), no counters, no AUTO_INCREMENT, no state of one machine.
-- Times are UTC.
-- An empty text is NULL: one spelling of "unset", and nothing stored for it.
-- The table local_operation, which is in no commit, is made by dolt/writing/local_operation.py.

CREATE TABLE IF NOT EXISTS issues (
    id VARCHAR(255) NOT NULL,
    type VARCHAR(64) NOT NULL,
    title VARCHAR(500) NOT NULL,
    description LONGTEXT,
    status VARCHAR(64) NOT NULL,
    priority INT NOT NULL,
    owner VARCHAR(255),
    assignee VARCHAR(255),
    labels JSON,
    parent VARCHAR(255),
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    closed_at DATETIME(6),
    design LONGTEXT,
    acceptance_criteria LONGTEXT,
    notes LONGTEXT,
    created_by VARCHAR(255),
    started_at DATETIME(6),
    close_reason LONGTEXT,
    due_at DATETIME(6),
    defer_until DATETIME(6),
    estimated_minutes INT,
    waiters JSON,
    external_ref VARCHAR(255),
    spec_id VARCHAR(255),
    source_system VARCHAR(255),
    metadata JSON,
    pinned BOOLEAN NOT NULL DEFAULT FALSE,
    compaction_level INT NOT NULL DEFAULT 0,
    extra JSON,
    PRIMARY KEY (id),
    -- For the first page of `ready` and `list` among 100,000 issues.
    KEY by_status (status, priority, created_at),
    KEY by_parent (parent)
);

CREATE TABLE IF NOT EXISTS dependencies (
    issue_id VARCHAR(255) NOT NULL,
    depends_on_id VARCHAR(255) NOT NULL,
    type VARCHAR(64) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by VARCHAR(255),
    extra JSON,
    PRIMARY KEY (issue_id, depends_on_id, type),
    KEY by_target (depends_on_id)
);

CREATE TABLE IF NOT EXISTS comments (
    issue_id VARCHAR(255) NOT NULL,
    id CHAR(36) NOT NULL,
    author VARCHAR(255),
    text LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    extra JSON,
    PRIMARY KEY (issue_id, id)
);

CREATE TABLE IF NOT EXISTS memories (
    `key` VARCHAR(255) NOT NULL,
    value LONGTEXT NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (`key`)
);

CREATE TABLE IF NOT EXISTS config (
    `key` VARCHAR(255) NOT NULL,
    value LONGTEXT NOT NULL,
    PRIMARY KEY (`key`)
);

CREATE TABLE IF NOT EXISTS metadata (
    `key` VARCHAR(255) NOT NULL,
    value LONGTEXT NOT NULL,
    PRIMARY KEY (`key`)
);
