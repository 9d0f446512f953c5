-- Agents and their skills. Which agent is logged in where is the running system's business and stands in its events.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

CREATE TABLE IF NOT EXISTS agent (
  -- As in call records and events.
  name text PRIMARY KEY CHECK (name <> ''),
  display_name text NOT NULL,
  role text NOT NULL DEFAULT 'agent' CHECK (role IN ('agent', 'supervisor', 'quality', 'administrator')),
  -- Of a provider, or the department's own.
  employer text NOT NULL DEFAULT 'department' CHECK (employer IN ('department', 'provider')),
  active_from date NOT NULL DEFAULT CURRENT_DATE,
  -- An agent who left keeps the row: records and figures name it.
  active_until date,
  CHECK (active_until >= active_from)
);
CREATE TABLE IF NOT EXISTS skill (
  name text PRIMARY KEY CHECK (name <> ''),
  label text NOT NULL
);
CREATE TABLE IF NOT EXISTS agent_skill (
  agent text NOT NULL REFERENCES agent,
  skill text NOT NULL REFERENCES skill,
  -- 1 is best, as in the switch's tiers.
  level integer NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 9),
  PRIMARY KEY (agent, skill)
);
CREATE INDEX IF NOT EXISTS agent_skill_skill_idx ON agent_skill (skill, level);
COMMIT;
