-- Files of formats that were switched off.
ALTER TABLE file ADD COLUMN retired INTEGER NOT NULL DEFAULT 0
	CHECK (retired IN (0, 1));
CREATE INDEX file_retired ON file (retired) WHERE retired = 1;
