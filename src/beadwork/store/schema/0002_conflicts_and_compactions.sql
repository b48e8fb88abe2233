-- What a merge left to a person, and the proof of what a compaction took out of an issue.
-- Both travel with a push. Only new tables: what is older is read as it was.

CREATE TABLE IF NOT EXISTS conflicts (
    issue_id VARCHAR(255) NOT NULL,
    field VARCHAR(64) NOT NULL,
    -- One row for each value that a side had. The digest of the value is in the key: two towns
    -- that meet the same conflict from opposite sides write the same rows.
    digest CHAR(16) NOT NULL,
    value LONGTEXT NOT NULL,
    origin VARCHAR(255) NOT NULL,
    recorded_at DATETIME(6) NOT NULL,
    PRIMARY KEY (issue_id, field, digest)
);

CREATE TABLE IF NOT EXISTS compactions (
    issue_id VARCHAR(255) NOT NULL,
    level INT NOT NULL,
    -- SHA-256 of everything that the issue said before, and the commit that still says it.
    digest CHAR(64) NOT NULL,
    commit_hash CHAR(32) NOT NULL,
    compacted_at DATETIME(6) NOT NULL,
    compacted_by VARCHAR(255),
    PRIMARY KEY (issue_id, level)
);
